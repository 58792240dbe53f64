package io.clausewatch.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.local.terminal.Table;
import io.clausewatch.local.terminal.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the API lists: where, by which filters, and how it looks as a table. */
enum Listing {
  /** What breaks a clause. */
  FINDINGS("/v1/findings", "findings") {

    @Override
    Map<String, String> ownFilters() {
      return Map.of(
          "severity", "CRITICAL, HIGH, MEDIUM or LOW",
          "status", "OPEN, RETRACTED, ACKNOWLEDGED, RESOLVED or DISMISSED");
    }

    @Override
    Table table(JsonNode items) {
      Table table =
          new Table(
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
  TRAIL("/v1/trail", "events") {

    @Override
    Map<String, String> ownFilters() {
      return Map.of("verdict", "LAWFUL, VIOLATED or UNDECIDED");
    }

    @Override
    Table table(JsonNode items) {
      Table table =
          new Table(
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
  };

  /** Filters that every listing has, with what they mean. */
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

  private final String path;
  private final String plural;

  Listing(String path, String plural) {
    this.path = path;
    this.plural = plural;
  }

  /** Where the API has it. */
  String path() {
    return path;
  }

  /** What it lists, in words. */
  String plural() {
    return plural;
  }

  /** Its filters: the API's parameter and what it means. */
  List<Map.Entry<String, String>> filters() {
    List<Map.Entry<String, String>> filters = new ArrayList<>();
    filters.add(Map.entry("policyId", "a policy"));
    filters.add(Map.entry("clauseId", "a clause of a policy"));
    filters.addAll(ownFilters().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList());
    filters.addAll(COMMON);
    return filters;
  }

  /** The filters that no other listing has. */
  abstract Map<String, String> ownFilters();

  /** A table of some items of the listing. */
  abstract Table table(JsonNode items);

  private static String text(JsonNode item, String field) {
    return item.path(field).asText("");
  }

  /** When it happened, to the minute. */
  private static String minute(JsonNode item) {
    String time = text(item, "occurredAt");
    return time.length() < 16 ? time : time.substring(0, 16).replace('T', ' ');
  }

  private static String verdict(JsonNode entry) {
    List<String> words = new ArrayList<>(List.of(text(entry, "verdict").toLowerCase(Locale.ROOT)));
    entry.path("clauseIds").forEach(clause -> words.add(clause.asText()));
    return String.join(" ", words);
  }
}
