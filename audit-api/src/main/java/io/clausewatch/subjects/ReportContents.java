package io.clausewatch.subjects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.search.PagedResults;
import io.clausewatch.search.SearchCriteria;
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
final class ReportContents implements AutoCloseable {
  private final Function<SearchCriteria, PagedResults> search;
  private final ReportQuery query;
  private final PagedResults events;
  private final PagedResults findings;

  /** Asks for the first of everything. */
  ReportContents(Function<SearchCriteria, PagedResults> search, ReportQuery query) {
    this.search = search;
    this.query = query;
    events = search.apply(query.events());
    boolean whole = false;
    try {
      findings = search.apply(query.findings());
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
  void writeTo(ReportFile file, EntrySummary told) throws IOException {
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
    List<String> ids = entries.stream().map(entry -> ApiJson.text(entry, "eventId")).toList();
    Map<List<String>, List<ObjectNode>> found = new HashMap<>();
    try (PagedResults pages = search.apply(query.findingsOf(ids))) {
      for (List<ObjectNode> page = pages.next(); !page.isEmpty(); page = pages.next()) {
        page.forEach(
            finding -> found.computeIfAbsent(key(finding), id -> new ArrayList<>()).add(finding));
      }
    }
    return found;
  }

  /** An event's id is its own under its policy alone. */
  private static List<String> key(ObjectNode document) {
    return List.of(ApiJson.text(document, "policyId"), ApiJson.text(document, "eventId"));
  }

  @Override
  public void close() {
    events.close();
    findings.close();
  }
}
