package io.clausewatch.findings;

import io.clausewatch.contract.Finding;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.search.CursorExpiredException;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCondition.Absent;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchCondition.Holds;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.SearchUnavailableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Findings as the API returns them. Every method throws {@link SearchUnavailableException} when
 * Elasticsearch cannot answer.
 */
public final class FindingSearch {
  private final SearchClient searcher;

  /** Findings that a searcher finds. */
  public FindingSearch(SearchClient searcher) {
    this.searcher = searcher;
  }

  /**
   * A page of findings. Where words are searched for, each has a {@code highlight}: where they
   * stand in its texts.
   *
   * @param criteria read for {@link SearchTarget#FINDINGS}
   * @throws InvalidRequestException when the cursor belongs to another search
   * @throws CursorExpiredException when the cursor's snapshot is gone
   */
  public ResultPage<FoundFinding> page(SearchCriteria criteria, Paging paging) {
    List<String> typed =
        criteria.conditions().stream()
            .filter(Holds.class::isInstance)
            .map(condition -> ((Holds) condition).typed())
            .toList();
    return searcher
        .page(criteria, paging, FindingDocument.class)
        .map(
            document ->
                new FoundFinding(
                    document,
                    typed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(SearchHighlight.of(document.finding(), typed))));
  }

  /** One finding, with all that an officer has to know about it; empty when there is none. */
  public Optional<FindingDetails> finding(String findingId) {
    return documents(List.of(findingId)).stream()
        .findFirst()
        .map(
            document ->
                new FindingDetails(new TriagedFinding(document), judgedEvent(document.finding())));
  }

  /**
   * Findings with all that became of them.
   *
   * @param findingIds at most a thousand
   * @return by id, those that there are; may be changed
   */
  public Map<String, FindingDocument> byId(Collection<String> findingIds) {
    Map<String, FindingDocument> byId = new HashMap<>();
    documents(findingIds)
        .forEach(document -> byId.put(document.finding().getFindingId(), document));
    return byId;
  }

  private List<FindingDocument> documents(Collection<String> findingIds) {
    return searcher.documents(
        SearchTarget.FINDINGS, List.of(ids(findingIds)), FindingDocument.class);
  }

  /** How many of some findings can be searched with an act that officers did about them. */
  public long knowing(Collection<String> findingIds, String actId) {
    return findingIds.isEmpty()
        ? 0
        : searcher
            .count(
                SearchTarget.FINDINGS,
                List.of(ids(findingIds), new AnyOf(FindingDocument.ACT_IDS, List.of(actId))),
                Map.of())
            .total();
  }

  private static AnyOf ids(Collection<String> findingIds) {
    return new AnyOf("findingId", List.copyOf(findingIds));
  }

  private Optional<SpecificRecord> judgedEvent(Finding finding) {
    String subjectRef = finding.getSubjectRef();
    return searcher
        .documents(
            SearchTarget.TRAIL,
            List.of(
                new AnyOf("eventId", List.of(finding.getEventId())),
                new AnyOf("policyId", List.of(finding.getPolicyId())),
                subjectRef == null
                    ? new Absent("subjectRef")
                    : new AnyOf("subjectRef", List.of(subjectRef))),
            TrailDocument.class)
        .stream()
        .findFirst()
        .map(entry -> entry.event().record());
  }
}
