package io.clausewatch.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.CountedNoun;
import io.clausewatch.local.terminal.TextTable;
import io.clausewatch.local.terminal.TextTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the API lists: where, by which filters, and how it looks as a table. */
enum ApiListing {
  /** What breaks a clause. */
  FINDINGS("/v1/findings", "finding", "-occurredAt") {

    @Override
    Map<String, String> ownFilters() {
      return Map.of(
          "severity", "CRITICAL, HIGH, MEDIUM or LOW",
          "status", "OPEN, RETRACTED, ACKNOWLEDGED, RESOLVED or DISMISSED",
          "triageReason", "FIXED, ACCEPTED_RISK, FALSE_ALARM, TEST_DATA or DUPLICATE",
          "assignee", "who takes care of it");
    }

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
  TRAIL("/v1/trail", "event", "-occurredAt") {

    @Override
    Map<String, String> ownFilters() {
      return Map.of(
          "verdict", "LAWFUL, VIOLATED or UNDECIDED",
          "gapReason", "why a clause could not be decided",
          "gapClauseId", "a clause that could not be decided");
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
  DEADLINES("/v1/deadlines", "deadline", "dueAt") {

    @Override
    Map<String, String> ownFilters() {
      return Map.of(
          "severity", "CRITICAL, HIGH, MEDIUM or LOW",
          "status", "RUNNING (which is the default), SUSPENDED, OVERDUE or ENDED",
          "days", "falls due within so many days from now");
    }

    @Override
    List<Map.Entry<String, String>> commonFilters() {
      return DEADLINE_FILTERS;
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

  /** What somebody did through the API. */
  ACTIVITY("/v1/activity", "act", "-occurredAt") {

    @Override
    List<Map.Entry<String, String>> filters() {
      return ACTIVITY_FILTERS;
    }

    @Override
    Map<String, String> ownFilters() {
      return Map.of();
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
  GAPS("/v1/gaps", "event", null) {

    @Override
    Map<String, String> ownFilters() {
      return Map.of(
          "verdict", "LAWFUL, VIOLATED or UNDECIDED",
          "gapReason", "why a clause could not be decided");
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

  /** Filters that every listing of events and findings has, with what they mean. */
  private static final List<Map.Entry<String, String>> COMMON =
      List.of(
          Map.entry("subjectId", "a person, by the producer's own id"),
          Map.entry("subjectRef", "a person, by the keyed hash"),
          Map.entry("actorId", "who acted"),
          Map.entry("service", "the producing service"),
          Map.entry("recipientId", "who received data"),
          Map.entry("recipientKind", "such as PROCESSOR or LAW_ENFORCEMENT"),
          Map.entry("purpose", "a purpose of the vocabulary"),
          Map.entry("dataCategory", "a data category of the vocabulary"),
          Map.entry("eventId", "one event"),
          Map.entry(
              "eventKind", "access, disclosure, consent, subject, request, notice or register"),
          Map.entry("from", "happened at or after, such as 2026-01-31 or 2026-01-31T09:00:00Z"),
          Map.entry("to", "happened before"),
          Map.entry("q", "words in its texts and ids"));

  /** Those that deadlines have. */
  private static final List<Map.Entry<String, String>> DEADLINE_FILTERS =
      List.of(
          Map.entry("subjectId", "a person, by the producer's own id"),
          Map.entry("subjectRef", "a person, by the keyed hash"),
          Map.entry("service", "the producing service"),
          Map.entry("eventId", "the event that started the clock"),
          Map.entry("eventKind", "the kind of that event, such as subject or request"),
          Map.entry("from", "falls due at or after, such as 2026-01-31 or 2026-01-31T09:00:00Z"),
          Map.entry("to", "falls due before"));

  /** Those of what somebody did. */
  private static final List<Map.Entry<String, String>> ACTIVITY_FILTERS =
      List.of(
          Map.entry("actorId", "whose acts; for an admin, as others see their own alone"),
          Map.entry("subjectId", "about a person, by the producer's own id"),
          Map.entry("from", "at or after, such as 2026-01-31 or 2026-01-31T09:00:00Z"),
          Map.entry("to", "before"),
          Map.entry("q", "words in its texts and ids, such as those of a reason"));

  private final String path;
  private final String noun;
  private final String order;

  ApiListing(String path, String noun, String order) {
    this.path = path;
    this.noun = noun;
    this.order = order;
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

  /** Its filters: the API's parameter and what it means. */
  List<Map.Entry<String, String>> filters() {
    List<Map.Entry<String, String>> filters = new ArrayList<>();
    filters.add(Map.entry("policyId", "a policy"));
    filters.add(Map.entry("clauseId", "a clause of a policy"));
    filters.addAll(ownFilters().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList());
    filters.addAll(commonFilters());
    return filters;
  }

  /** The filters that no other listing has. */
  abstract Map<String, String> ownFilters();

  /** The filters that it shares with others. */
  List<Map.Entry<String, String>> commonFilters() {
    return COMMON;
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
