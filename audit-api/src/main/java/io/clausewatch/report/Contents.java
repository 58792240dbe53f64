package io.clausewatch.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.api.Json;
import io.clausewatch.search.Criteria;
import io.clausewatch.search.Pages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a report lists: the accesses and disclosures of a period, oldest first, each with its
 * findings, and then every finding of the period, whatever kind of event it is about. To be closed.
 */
final class Contents implements AutoCloseable {
  private final Function<Criteria, Pages> search;
  private final Question question;
  private final Pages events;
  private final Pages findings;

  /** Asks for the first of everything. */
  Contents(Function<Criteria, Pages> search, Question question) {
    this.search = search;
    this.question = question;
    events = search.apply(question.events());
    boolean whole = false;
    try {
      findings = search.apply(question.findings());
      whole = true;
    } finally {
      if (!whole) {
        events.close();
      }
    }
  }

  /** How many accesses and disclosures there are. */
  long events() {
    return events.total();
  }

  /** How many findings there are. */
  long findings() {
    return findings.total();
  }

  /**
   * Writes all of it.
   *
   * @throws IOException what {@code file} throws
   */
  void writeTo(ReportFile file, Told told) throws IOException {
    for (List<ObjectNode> page = events.next(); !page.isEmpty(); page = events.next()) {
      Map<List<String>, List<ObjectNode>> found = findingsOf(page);
      for (ObjectNode entry : page) {
        file.event(told.event(entry, found.getOrDefault(key(entry), List.of())));
      }
    }
    for (List<ObjectNode> page = findings.next(); !page.isEmpty(); page = findings.next()) {
      for (ObjectNode finding : page) {
        file.finding(finding);
      }
    }
    file.end();
  }

  /** The findings about some events, those that were retracted too. */
  private Map<List<String>, List<ObjectNode>> findingsOf(List<ObjectNode> entries) {
    List<String> ids = entries.stream().map(entry -> Json.text(entry, "eventId")).toList();
    Map<List<String>, List<ObjectNode>> found = new HashMap<>();
    try (Pages pages = search.apply(question.findingsOf(ids))) {
      for (List<ObjectNode> page = pages.next(); !page.isEmpty(); page = pages.next()) {
        page.forEach(
            finding -> found.computeIfAbsent(key(finding), id -> new ArrayList<>()).add(finding));
      }
    }
    return found;
  }

  /** An event's id is its own under its policy alone. */
  private static List<String> key(ObjectNode document) {
    return List.of(Json.text(document, "policyId"), Json.text(document, "eventId"));
  }

  @Override
  public void close() {
    events.close();
    findings.close();
  }
}
