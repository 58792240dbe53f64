package io.clausewatch.page;

import io.clausewatch.search.DataSubjects;
import io.clausewatch.words.PageWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event laid out to be read: what it says about itself, and what it says about each thing that
 * belongs to it.
 *
 * @param lines what it says about itself
 * @param parts the things that belong to it, such as its actor or its recipient
 */
public record EventSheet(List<Line> lines, List<Part> parts) {

  /** What belongs to one operation alone, so that its absence says nothing. */
  private static final Set<String> OF_ONE_OPERATION =
      Set.of("collection", "message", "export", "destruction");

  /** By what other events, such as a follow-up and what it follows, can name the same. */
  private static final Set<String> NAMED_BY_OTHERS = Set.of("eventId", "relatesTo");

  /** Copies its lists. */
  public EventSheet {
    lines = List.copyOf(lines);
    parts = List.copyOf(parts);
  }

  /**
   * One field.
   *
   * @param label its name in words
   * @param values its values in words; empty when it has none
   * @param instant the instant that it holds; empty when it holds something else
   * @param link the URL of the trail of all that names the same; empty where nothing else does
   */
  public record Line(
      String label, List<String> values, Optional<Instant> instant, Optional<String> link) {
    /** Copies its list. */
    public Line {
      values = List.copyOf(values);
    }
  }

  /**
   * A thing that belongs to an event.
   *
   * @param label what it is to the event
   * @param lines what the event says about it; empty when there is no such thing
   */
  public record Part(String label, List<Line> lines) {
    /** Copies its list. */
    public Part {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Lays out an event as the trail holds it.
   *
   * @param subjects tells data subjects from nobody
   */
  public static EventSheet of(SpecificRecord event, DataSubjects subjects, PageWords words) {
    List<Line> lines = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    fields(event)
        .forEach(
            (name, value) -> {
              switch (value) {
                case SpecificRecord part ->
                    parts.add(new Part(words.label(name), lines(fields(part), subjects, words)));
                case Map<?, ?> map ->
                    parts.add(new Part(words.label(name), lines(map, subjects, words)));
                case null -> {
                  if (!OF_ONE_OPERATION.contains(name)) {
                    lines.add(line(name, null, subjects, words));
                  }
                }
                default -> lines.add(line(name, value, subjects, words));
              }
            });
    return new EventSheet(lines, parts);
  }

  /** By their names, in the order of the contract. */
  private static Map<String, Object> fields(SpecificRecord record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    record
        .getSchema()
        .getFields()
        .forEach(field -> fields.put(field.name(), record.get(field.pos())));
    return fields;
  }

  private static List<Line> lines(Map<?, ?> thing, DataSubjects subjects, PageWords words) {
    return thing.entrySet().stream()
        .map(field -> line(field.getKey().toString(), field.getValue(), subjects, words))
        .toList();
  }

  private static Line line(String name, Object value, DataSubjects subjects, PageWords words) {
    Stream<?> all = value instanceof Collection<?> many ? many.stream() : Stream.ofNullable(value);
    return new Line(
        words.label(name),
        all.filter(one -> !(one instanceof String text) || subjects.isPerson(text))
            .map(one -> text(name, one, words))
            .filter(text -> !text.isEmpty())
            .toList(),
        value instanceof Instant instant ? Optional.of(instant) : Optional.empty(),
        NAMED_BY_OTHERS.contains(name) && value != null
            ? Optional.of(new UrlQuery(Map.of("q", List.of(value.toString()))).on("/trail"))
            : Optional.empty());
  }

  private static String text(String name, Object value, PageWords words) {
    if (value instanceof Boolean flag) {
      return words.say(flag ? "yes" : "no");
    }
    if (value instanceof Enum<?> symbol) {
      return words.symbol(symbol.name());
    }
    return switch (name) {
      case "purpose", "purposes" -> words.purpose(value.toString());
      case "dataCategories" -> words.category(value.toString());
      default -> value.toString();
    };
  }
}
