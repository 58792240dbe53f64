package io.clausewatch.policy;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** Reads the periods of one policy version, and from where they count. */
final class PeriodReader {

  /** The name under which a mapping says from which end its period counts. */
  static final String FROM = "from";

  private final Map<String, Object> parameters;
  private final ZoneId zone;

  /**
   * A reader.
   *
   * @param parameters what a period may be called by
   * @param zone whose calendar says where months and years end
   */
  PeriodReader(Map<String, Object> parameters, ZoneId zone) {
    this.parameters = parameters;
    this.zone = zone;
  }

  /** A period; null where the text is none, which is noted at the name. */
  TimeLimit limit(YamlMap file, String name, String text) {
    String period = parameters.get(text) instanceof String parameter ? parameter : text;
    Optional<TimeLimit> limit = TimeLimit.parse(period);
    if (limit.isEmpty()) {
      file.faultAt(
          name,
          "expected a period such as P5D, P6M or PT72H, or a parameter that holds one, but found '"
              + period
              + "'"
              + (period.equals(text) ? "" : ", the parameter '" + text + "'"));
    }
    return limit.orElse(null);
  }

  /** From which end the periods of a mapping count; null where from none. */
  CalendarAnchor anchor(YamlMap file) {
    Optional<String> word = file.optionalText(FROM);
    if (word.isPresent() && !CalendarAnchor.WORDS.containsKey(word.get())) {
      file.faultAt(
          FROM,
          "expected yearEnd or monthEnd, but found '"
              + word.get()
              + "'"
              + KnownNames.meant(word.get(), CalendarAnchor.WORDS.keySet()));
    }
    return word.map(CalendarAnchor.WORDS::get)
        .map(next -> new CalendarAnchor(next, zone))
        .orElse(null);
  }
}
