package io.clausewatch.alerts;

import io.clausewatch.contract.AlertState;
import io.clausewatch.readmodel.AlertDocument;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The messages to receivers as the API returns them. Methods throw {@link
 * io.clausewatch.search.SearchUnavailableException} when Elasticsearch cannot answer.
 */
public final class AlertSearch {
  /** As many as one finding has, but for a receiver that is reminded for weeks. */
  private static final String MOST_OF_A_FINDING = "200";

  private final SearchClient searcher;

  /** Messages that a searcher finds. */
  public AlertSearch(SearchClient searcher) {
    this.searcher = searcher;
  }

  /**
   * A page of messages.
   *
   * @param criteria read for {@link SearchTarget#ALERTS}
   */
  ResultPage<AlertDocument> page(SearchCriteria criteria, Paging paging) {
    return searcher.page(criteria, paging, AlertDocument.class);
  }

  /** A message; empty when there is none of the id. */
  Optional<AlertDocument> message(String messageId) {
    return found(Map.of("messageId", List.of(messageId))).stream().findFirst();
  }

  /**
   * Those that tell of a finding, and those that tell of these, latest first.
   *
   * @param findingId the finding
   */
  public List<AlertDocument> about(String findingId) {
    List<AlertDocument> messages = new ArrayList<>(found(Map.of("findingId", List.of(findingId))));
    Set<String> known = new LinkedHashSet<>();
    messages.forEach(one -> known.add(one.message().getMessageId()));
    List<String> carriers =
        messages.stream()
            .filter(one -> one.message().getState() == AlertState.GROUPED)
            .map(one -> one.message().getCarriedBy())
            .filter(id -> id != null && !known.contains(id))
            .distinct()
            .limit(100)
            .toList();
    if (!carriers.isEmpty()) {
      messages.addAll(found(Map.of("messageId", carriers)));
    }
    return messages;
  }

  private List<AlertDocument> found(Map<String, List<String>> filters) {
    Map<String, List<String>> parameters = new LinkedHashMap<>(filters);
    parameters.put("limit", List.of(MOST_OF_A_FINDING));
    return page(SearchParameters.page(SearchTarget.ALERTS, parameters, id -> id), Paging.LIVE)
        .items();
  }
}
