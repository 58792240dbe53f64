package io.clausewatch.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.words.PageWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

  /** The fields that hold symbols of the contract; everything else is shown as it was sent. */
  private static final Set<String> SYMBOLS =
      Set.of(
          "action",
          "change",
          "channel",
          "channels",
          "cookieClass",
          "givenBy",
          "kind",
          "madeBy",
          "medium",
          "method",
          "operation",
          "right",
          "source",
          "stage",
          "store");

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
   */
  public record Line(String label, List<String> values, Optional<Instant> instant) {
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
  public static EventSheet of(JsonNode event, DataSubjects subjects, PageWords words) {
    List<Line> lines = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    event
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              JsonNode value = field.getValue();
              if (value.isObject()) {
                parts.add(new Part(words.label(name), lines(value, subjects, words)));
              } else if (!(value.isNull() && OF_ONE_OPERATION.contains(name))) {
                lines.add(line(name, value, subjects, words));
              }
            });
    return new EventSheet(lines, parts);
  }

  private static List<Line> lines(JsonNode thing, DataSubjects subjects, PageWords words) {
    return thing.properties().stream()
        .map(field -> line(field.getKey(), field.getValue(), subjects, words))
        .toList();
  }

  private static Line line(String name, JsonNode value, DataSubjects subjects, PageWords words) {
    Stream<JsonNode> all = value.isArray() ? value.valueStream() : Stream.of(value);
    return new Line(
        words.label(name),
        all.filter(one -> !one.isNull())
            .filter(one -> !one.isTextual() || subjects.isPerson(one.textValue()))
            .map(one -> text(name, one, words))
            .filter(text -> !text.isEmpty())
            .toList(),
        ContractText.instant(value));
  }

  private static String text(String name, JsonNode value, PageWords words) {
    if (value.isBoolean()) {
      return words.say(value.booleanValue() ? "yes" : "no");
    }
    if (value.isContainerNode()) {
      return value.toString();
    }
    return switch (name) {
      case "purpose", "purposes" -> words.purpose(value.asText());
      case "dataCategories" -> words.category(value.asText());
      default -> SYMBOLS.contains(name) ? words.symbol(value.asText()) : value.asText();
    };
  }
}
