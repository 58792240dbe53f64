package io.clausewatch.subjects;

import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.search.DocumentScroll;
import io.clausewatch.search.PagedResults;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a report lists: the accesses and disclosures of a period, oldest first, each with its
 * findings, and then every finding of the period, whatever kind of event it is about. To be closed.
 */
final class ReportContents implements AutoCloseable {
  private final DocumentScroll search;
  private final ReportQuery query;
  private final PagedResults<TrailDocument> events;
  private final PagedResults<FindingDocument> findings;

  /** Asks for the first of everything. */
  ReportContents(DocumentScroll search, ReportQuery query) {
    this.search = search;
    this.query = query;
    events = search.all(query.events(), TrailDocument.class);
    boolean whole = false;
    try {
      findings = search.all(query.findings(), FindingDocument.class);
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
   * @param catalog the policies, for the words by which they declare purposes
   * @throws IOException what {@code file} throws
   */
  void writeTo(ReportFile file, PolicyCatalog catalog) throws IOException {
    for (List<TrailDocument> page = events.next(); !page.isEmpty(); page = events.next()) {
      Map<EventKey, List<FindingDocument>> found = findingsOf(page);
      for (TrailDocument entry : page) {
        List<FindingDocument> about = found.getOrDefault(EventKey.of(entry), List.of());
        file.event(ReportedEvent.of(entry, about, catalog));
      }
    }
    for (List<FindingDocument> page = findings.next(); !page.isEmpty(); page = findings.next()) {
      for (FindingDocument finding : page) {
        file.finding(finding);
      }
    }
    file.end();
  }

  /** The findings about some events, those that were retracted too. */
  private Map<EventKey, List<FindingDocument>> findingsOf(List<TrailDocument> entries) {
    List<String> ids = entries.stream().map(entry -> entry.event().eventId()).toList();
    Map<EventKey, List<FindingDocument>> found = new HashMap<>();
    try (PagedResults<FindingDocument> pages =
        search.all(query.findingsOf(ids), FindingDocument.class)) {
      for (List<FindingDocument> page = pages.next(); !page.isEmpty(); page = pages.next()) {
        page.forEach(
            finding ->
                found.computeIfAbsent(EventKey.of(finding), key -> new ArrayList<>()).add(finding));
      }
    }
    return found;
  }

  /** An event's id is its own under its policy alone. */
  private record EventKey(String policyId, String eventId) {
    static EventKey of(TrailDocument entry) {
      return new EventKey(entry.event().policyId(), entry.event().eventId());
    }

    static EventKey of(FindingDocument document) {
      return new EventKey(document.finding().getPolicyId(), document.finding().getEventId());
    }
  }

  @Override
  public void close() {
    events.close();
    findings.close();
  }
}
