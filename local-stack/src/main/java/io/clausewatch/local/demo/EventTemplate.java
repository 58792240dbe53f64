package io.clausewatch.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in the blanks of an event's data.
 *
 * <ul>
 *   <li>{@code {oneOf: [a, b]}} becomes one of them; {@code {someOf: [a, b, c]}} becomes a list of
 *       at least one of them, in their order.
 *   <li>In a text, <code>${time}</code> becomes the event's own time, <code>${time+P30D}</code> and
 *       <code>${time-P1M}</code> one that many days, months or years from it, and <code>
 *       ${date-P30Y}</code> such a date.
 *   <li>Any other <code>${name}</code> becomes an id made of that name, one for the whole journey.
 * </ul>
 */
final class EventTemplate {

  private static final Pattern BLANK =
      Pattern.compile("\\$\\{([a-z][a-z-]*?)(?:([+-])(P[0-9A-Z]+))?}");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RandomGenerator random;
  private final UnaryOperator<String> ids;
  private final ZonedDateTime time;

  /**
   * Fills in for one event.
   *
   * @param random chooses
   * @param ids makes an id from a name
   * @param time the event's own
   */
  EventTemplate(RandomGenerator random, UnaryOperator<String> ids, Instant time) {
    this.random = random;
    this.ids = ids;
    this.time = time.atZone(ZoneOffset.UTC);
  }

  /** A copy of {@code template} without blanks. */
  JsonNode fill(JsonNode template) {
    if (template.isTextual()) {
      return TextNode.valueOf(fill(template.textValue()));
    }
    if (template.isArray()) {
      ArrayNode filled = JSON.arrayNode();
      template.forEach(element -> filled.add(fill(element)));
      return filled;
    }
    if (template.size() == 1 && template.has("oneOf")) {
      JsonNode choices = template.get("oneOf");
      return fill(choices.get(random.nextInt(choices.size())));
    }
    if (template.size() == 1 && template.has("someOf")) {
      return someOf(template.get("someOf"));
    }
    if (template.isObject()) {
      ObjectNode filled = JSON.objectNode();
      template.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue())));
      return filled;
    }
    return template;
  }

  /** {@code text} without blanks. */
  String fill(String text) {
    return BLANK.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
  }

  private String value(MatchResult blank) {
    String name = blank.group(1);
    ZonedDateTime moved = time;
    if (blank.group(3) != null) {
      Period period = Period.parse(blank.group(3));
      moved = blank.group(2).equals("+") ? time.plus(period) : time.minus(period);
    }
    return switch (name) {
      case "time" -> moved.toInstant().toString();
      case "date" -> moved.toLocalDate().toString();
      default -> ids.apply(name);
    };
  }

  private ArrayNode someOf(JsonNode choices) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      places.add(i);
    }
    for (int i = places.size() - 1; i > 0; i--) {
      Collections.swap(places, i, random.nextInt(i + 1));
    }
    List<Integer> kept = places.subList(0, 1 + random.nextInt(places.size()));
    Collections.sort(kept);
    ArrayNode some = JSON.arrayNode();
    kept.forEach(place -> some.add(fill(choices.get(place))));
    return some;
  }
}
