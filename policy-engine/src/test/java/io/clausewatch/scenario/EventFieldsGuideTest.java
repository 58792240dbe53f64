package io.clausewatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * Holds the fields of events in {@code policies/README.md} to the event contract: what stands
 * between its marks is made here. When it differs, the right one lies in {@code
 * policy-engine/target/policies.md}, to be copied over.
 */
class EventFieldsGuideTest {
  private static final Path GUIDE = Path.of("..", "policies", "README.md");
  private static final String BEGIN = "<!-- made: event fields -->\n";
  private static final String END = "<!-- end -->";

  /** What every event has; a scenario writes the time as {@code at}. */
  private static final Set<String> OF_EVERY_EVENT =
      Set.of("eventId", "occurredAt", "policyId", "service");

  private final Map<String, Schema> parts = new LinkedHashMap<>();

  @Test
  void theGuideListsTheFieldsOfEveryKindOfEvent() throws IOException {
    String found = Files.readString(GUIDE);
    assertThat(found).contains(BEGIN);
    int from = found.indexOf(BEGIN) + BEGIN.length();
    String expected =
        found.substring(0, from) + tables() + found.substring(found.indexOf(END, from));
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "policies.md"), expected);
    assertThat(found).isEqualTo(expected);
  }

  private String tables() {
    String kinds =
        Arrays.stream(EventKind.values())
            .map(kind -> table("`" + kind.id() + "`", kind.schema()))
            .collect(Collectors.joining());
    StringBuilder all = new StringBuilder(kinds);
    // A part may hold further parts, which are found as it is written.
    for (int i = 0; i < parts.size(); i++) {
      Schema part = List.copyOf(parts.values()).get(i);
      all.append(table(part.getName(), part));
    }
    return all.append("\n").toString();
  }

  private String table(String name, Schema record) {
    return "\n### %s\n\n%s\n\n| field | holds | |\n|---|---|---|\n"
            .formatted(name, line(record.getDoc()))
        + record.getFields().stream()
            .filter(field -> !OF_EVERY_EVENT.contains(field.name()))
            .map(this::row)
            .collect(Collectors.joining());
  }

  private String row(Schema.Field field) {
    boolean optional = field.schema().isNullable();
    return "| `%s`%s | %s%s | %s |\n"
        .formatted(
            field.name(), optional ? " ✓" : "", holds(field), unsaid(field), line(field.doc()));
  }

  private String holds(Schema.Field field) {
    Schema type = withoutNull(field.schema());
    return switch (type.getType()) {
      case ARRAY -> "list of " + holds(type.getElementType(), field);
      case MAP -> "names, each with a word";
      default -> holds(type, field);
    };
  }

  private String holds(Schema type, Schema.Field field) {
    return switch (type.getType()) {
      case RECORD -> {
        parts.put(type.getName(), type);
        yield "[%s](#%s)".formatted(type.getName(), type.getName().toLowerCase(Locale.ROOT));
      }
      case ENUM ->
          type.getEnumSymbols().stream()
              .filter(symbol -> !symbol.equals("UNKNOWN"))
              .collect(Collectors.joining(", "));
      case BOOLEAN -> "true or false";
      case LONG ->
          type.getLogicalType() instanceof LogicalTypes.TimestampMillis ? "time" : "number";
      case INT -> "day";
      case STRING ->
          switch (field.getProp("limit")) {
            case "country" -> "two letters";
            case "text" -> "text";
            case "short" -> "word";
            default -> "id";
          };
      default -> throw new IllegalArgumentException("No type that events have: " + type);
    };
  }

  /** What counts where the field is left out, if that says anything. */
  private static String unsaid(Schema.Field field) {
    return switch (field.schema().getType()) {
      case BOOLEAN, ENUM -> field.hasDefaultValue() ? "; else " + field.defaultVal() : "";
      default -> "";
    };
  }

  private static Schema withoutNull(Schema type) {
    return type.isUnion()
        ? type.getTypes().stream().filter(one -> !one.isNullable()).findFirst().orElseThrow()
        : type;
  }

  private static String line(String doc) {
    return doc.replaceAll("\\s+", " ").strip();
  }
}
