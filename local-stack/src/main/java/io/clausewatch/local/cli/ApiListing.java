package io.clausewatch.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.CountedNoun;
import io.clausewatch.local.terminal.TextTable;
import io.clausewatch.local.terminal.TextTable.Column;
import io.clausewatch.readmodel.AlertDocument;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.readmodel.DocumentCatalog;
import io.clausewatch.readmodel.DocumentField;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.TrailDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the API lists: where, by which filters, and how it looks as a table. */
@SuppressWarnings("ImmutableEnumChecker") // a catalogue is, though its type does not say so
enum ApiListing {
  /** What breaks a clause. */
  FINDINGS("/v1/findings", "finding", "-occurredAt", FindingDocument.CATALOG) {
    @Override
    TextTable table(JsonNode items) {
      TextTable table =
          new TextTable(
              Column.keep("severity"),
              Column.keep("when (UTC)"),
              Column.keep("clause"),
              Column.cut("status"),
              Column.wrap("what"));
      for (JsonNode finding : items) {
        table.row(
            text(finding, "severity"),
            minute(finding),
            text(finding, "clauseId"),
            text(finding, "status"),
            text(finding, "explanation"));
      }
      return table;
    }
  },

  /** Every event received, once for each data subject. */
  TRAIL("/v1/trail", "event", "-occurredAt", TrailDocument.CATALOG) {
    @Override
    List<Map.Entry<String, String>> filters() {
      return and(
          fieldFilters(),
          List.of(
              Map.entry("gapReason", "why a clause could not be decided"),
              Map.entry("gapClauseId", "a clause that could not be decided"),
              FROM,
              TO,
              WORDS));
    }

    @Override
    TextTable table(JsonNode items) {
      TextTable table =
          new TextTable(
              Column.keep("when (UTC)"),
              Column.cut("policy"),
              Column.cut("event"),
              Column.cut("by"),
              Column.cut("purpose"),
              Column.cut("to"),
              Column.wrap("verdict"));
      for (JsonNode entry : items) {
        table.row(
            minute(entry),
            text(entry, "policyId"),
            (text(entry, "eventKind") + " " + text(entry, "subtype")).strip(),
            text(entry, "actorId"),
            text(entry, "purpose"),
            text(entry, "recipientId"),
            verdict(entry));
      }
      return table;
    }
  },

  /** The clocks that events started. */
  DEADLINES("/v1/deadlines", "deadline", "dueAt", DeadlineDocument.CATALOG) {
    @Override
    List<Map.Entry<String, String>> filters() {
      return and(
          fieldFilters(),
          List.of(
              Map.entry("from", "falls due at or after, such as " + MOMENTS),
              Map.entry("to", "falls due before"),
              Map.entry("days", "falls due within so many days from now")));
    }

    @Override
    TextTable table(JsonNode items) {
      TextTable table =
          new TextTable(
              Column.keep("due (UTC)"),
              Column.keep("severity"),
              Column.keep("clause"),
              Column.cut("status"),
              Column.wrap("what"),
              Column.wrap("left to do, or missed"));
      for (JsonNode deadline : items) {
        table.row(
            minute(deadline, "dueAt"),
            text(deadline, "severity"),
            text(deadline, "clauseId"),
            text(deadline, "status"),
            text(deadline, "title"),
            list(deadline, "items"));
      }
      return table;
    }
  },

  /** The messages to receivers. */
  ALERTS("/v1/alerts", "message", "-createdAt", AlertDocument.CATALOG) {
    @Override
    List<Map.Entry<String, String>> filters() {
      return and(
          fieldFilters(),
          List.of(
              Map.entry("from", "made at or after, such as " + MOMENTS),
              Map.entry("to", "made before")));
    }

    @Override
    TextTable table(JsonNode items) {
      TextTable table =
          new TextTable(
              Column.keep("made (UTC)"),
              Column.keep("receiver"),
              Column.keep("type"),
              Column.keep("state"),
              Column.number("findings"),
              Column.wrap("what"),
              Column.wrap("why, or the last answer"));
      for (JsonNode message : items) {
        JsonNode attempts = message.path("attempts");
        String why = text(message, "keptBackBy");
        String answer = attempts.isEmpty() ? "" : text(attempts.get(attempts.size() - 1), "answer");
        String title = text(message, "title");
        table.row(
            minute(message, "createdAt"),
            text(message, "receiver"),
            text(message, "type"),
            text(message, "state"),
            message.path("findingIds").isEmpty() ? "" : text(message, "count"),
            title.isEmpty() || message.path("title").isNull() ? text(message, "about") : title,
            message.path("keptBackBy").isNull() ? answer : why);
      }
      return table;
    }
  },

  /** What somebody did through the API. */
  ACTIVITY("/v1/activity", "act", "-occurredAt", TrailDocument.CATALOG) {

    @Override
    List<Map.Entry<String, String>> filters() {
      return List.of(
          Map.entry("actorId", "whose acts; for an admin, as others see their own alone"),
          SUBJECT_ID,
          FROM,
          TO,
          WORDS);
    }

    @Override
    TextTable table(JsonNode items) {
      TextTable table =
          new TextTable(
              Column.keep("when (UTC)"),
              Column.cut("by"),
              Column.keep("did"),
              Column.number("records"),
              Column.wrap("reason"),
              Column.wrap("verdict"));
      for (JsonNode act : items) {
        JsonNode export = act.at("/event/export");
        table.row(
            minute(act),
            text(act, "actorId"),
            text(act, "operation"),
            text(export, "recordCount"),
            text(export, "reason"),
            verdict(act));
      }
      return table;
    }
  },

  /** What could not be decided, counted by reason. */
  GAPS("/v1/gaps", "event", null, null) {
    @Override
    List<Map.Entry<String, String>> filters() {
      return and(
          filtersOf(TrailDocument.CATALOG),
          List.of(Map.entry("gapReason", "why a clause could not be decided"), FROM, TO, WORDS));
    }

    @Override
    TextTable table(JsonNode items) {
      TextTable table =
          new TextTable(
              Column.number("events"),
              Column.cut("policy"),
              Column.keep("clause"),
              Column.wrap("why it could not be decided"),
              Column.keep("latest (UTC)"),
              Column.cut("such as"));
      for (JsonNode gap : items) {
        table.row(
            String.format(Locale.ROOT, "%,d", gap.path("count").asLong()),
            text(gap, "policyId"),
            text(gap, "clauseId"),
            text(gap, "reason"),
            minute(gap, "latest"),
            text(gap, "exampleEventId"));
      }
      return table;
    }

    @Override
    String shown(long items, JsonNode page) {
      long kinds = items + page.path("others").asLong();
      long events = page.path("total").asLong();
      return "%,d of %,d %s of gap, in %,d %s%s."
          .formatted(
              items,
              kinds,
              CountedNoun.of(kinds, "kind"),
              events,
              CountedNoun.of(events, "event"),
              items < kinds ? MORE : "");
    }
  };

  private static final String MORE = "; --limit or --all shows more";

  private static final String MOMENTS = "2026-01-31 or 2026-01-31T09:00:00Z";

  private static final Map.Entry<String, String> SUBJECT_ID =
      Map.entry("subjectId", "a person, by the producer's own id");
  private static final Map.Entry<String, String> FROM =
      Map.entry("from", "happened at or after, such as " + MOMENTS);
  private static final Map.Entry<String, String> TO = Map.entry("to", "happened before");
  private static final Map.Entry<String, String> WORDS =
      Map.entry("q", "words in its texts and ids");

  /** Of more symbols than these some are named. */
  private static final int MANY_SYMBOLS = 7;

  private final String path;
  private final String noun;
  private final String order;
  private final DocumentCatalog<?> catalog;

  ApiListing(String path, String noun, String order, DocumentCatalog<?> catalog) {
    this.path = path;
    this.noun = noun;
    this.order = order;
    this.catalog = catalog;
  }

  /** Where the API has it. */
  String path() {
    return path;
  }

  /** The command that shows it. */
  String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How it is sorted unless asked otherwise; empty when it can't be asked. */
  Optional<String> order() {
    return Optional.ofNullable(order);
  }

  /** The fields that can be its columns; none where it lists no documents. */
  List<String> fields() {
    return catalog == null
        ? List.of()
        : catalog.returned().stream().map(DocumentField::name).toList();
  }

  /** Its filters: the API's parameter and what it means. */
  List<Map.Entry<String, String>> filters() {
    return and(fieldFilters(), List.of(FROM, TO, WORDS));
  }

  /** Those by which the fields of its documents are searched. */
  List<Map.Entry<String, String>> fieldFilters() {
    return filtersOf(catalog);
  }

  private static List<Map.Entry<String, String>> filtersOf(DocumentCatalog<?> catalog) {
    List<Map.Entry<String, String>> filters = new ArrayList<>();
    for (DocumentField<?> field : catalog.fields()) {
      field
          .searchFilter()
          .ifPresent(
              by -> {
                if (by.parameter().equals("subjectRef")) {
                  filters.add(SUBJECT_ID);
                }
                filters.add(Map.entry(by.parameter(), meaning(field)));
              });
    }
    return filters;
  }

  private static String meaning(DocumentField<?> field) {
    List<String> symbols = field.symbols();
    int shown = symbols.size() > MANY_SYMBOLS ? 2 : symbols.size();
    String those =
        symbols.isEmpty()
            ? ""
            : (shown < symbols.size() ? "such as " : "")
                + String.join(", ", symbols.subList(0, shown - 1))
                + " or "
                + symbols.get(shown - 1);
    String what = field.description().replaceAll("\\.$", "");
    String words =
        what.isEmpty() ? "" : what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1);
    return words.isEmpty() || those.isEmpty() ? words + those : words + ": " + those;
  }

  private static List<Map.Entry<String, String>> and(
      List<Map.Entry<String, String>> some, List<Map.Entry<String, String>> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /**
   * How much of it was shown, as a sentence.
   *
   * @param items how many items were
   * @param page the last answer of the API
   */
  String shown(long items, JsonNode page) {
    long total = page.path("total").asLong();
    return String.format(
        Locale.ROOT,
        "%,d of %,d %s%s.",
        items,
        total,
        CountedNoun.of(total, noun),
        items < total ? MORE : "");
  }

  /** A table of some items of the listing. */
  abstract TextTable table(JsonNode items);

  /**
   * A table of some items of the listing, with some of its fields.
   *
   * @param columns at least one
   */
  final TextTable table(JsonNode items, List<String> columns) {
    TextTable table = new TextTable(columns.stream().map(Column::wrap).toArray(Column[]::new));
    for (JsonNode item : items) {
      table.row(columns.stream().map(column -> value(item.path(column))).toArray());
    }
    return table;
  }

  private static String value(JsonNode field) {
    if (field.isNull()) {
      return "";
    }
    return field.isContainerNode() && !field.isArray()
        ? field.toString()
        : field.isArray()
            ? field.valueStream().map(ApiListing::value).collect(Collectors.joining(", "))
            : field.asText();
  }

  private static String text(JsonNode item, String field) {
    return item.path(field).asText("");
  }

  /** When it happened, to the minute. */
  private static String minute(JsonNode item) {
    return minute(item, "occurredAt");
  }

  /** An instant, to the minute; empty when it is null. */
  private static String minute(JsonNode item, String field) {
    String time = text(item, field);
    return time.length() < 16 ? time : time.substring(0, 16).replace('T', ' ');
  }

  private static String list(JsonNode item, String field) {
    return item.path(field).valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  private static String verdict(JsonNode entry) {
    List<String> words = new ArrayList<>(List.of(text(entry, "verdict").toLowerCase(Locale.ROOT)));
    entry.path("clauseIds").forEach(clause -> words.add(clause.asText("")));
    return String.join(" ", words);
  }
}
