package io.clausewatch.trail;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.search.CursorExpiredException;
import io.clausewatch.search.NamedSubjects;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Counts;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCondition;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.SearchUnavailableException;
import io.clausewatch.search.SubjectField;
import io.clausewatch.search.TermCounts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The trail as the API returns it: every event received, once for each data subject. */
public final class TrailSearch {
  private static final String SPELLING_HASH = SubjectField.SPELLING + "." + SubjectField.HASH;

  /** Well below what Elasticsearch takes in one query, 65,536. */
  private static final int MAX_HASHES_IN_QUERY = 10_000;

  /**
   * More than there are: an id has up to 256 characters, each of up to 18 in its canonical form.
   */
  private static final int MAX_LENGTHS = 5_000;

  private final SearchClient searcher;

  /** Entries that a searcher finds. */
  public TrailSearch(SearchClient searcher) {
    this.searcher = searcher;
  }

  /**
   * Whether a text names anybody whom there is an event about. Who wrote it is told so.
   *
   * @param named whose ids may stand in the text
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public boolean isAboutAnyOf(NamedSubjects named) {
    Optional<Set<String>> known =
        refsOfWindows(named)
            .or(
                () ->
                    refsOf(
                        SubjectField.REF,
                        List.copyOf(named.words()),
                        List.of(new SearchCondition.Absent(SPELLING_HASH))));
    known.ifPresent(named::areKnown);
    return known.isPresent();
  }

  /** In parts: all windows of all lengths of a long text would fill the memory. */
  private Optional<Set<String>> refsOfWindows(NamedSubjects named) {
    Set<String> hashes = new HashSet<>();
    for (int length : lengths()) {
      hashes.addAll(named.windows(length));
      if (hashes.size() >= MAX_HASHES_IN_QUERY) {
        Optional<Set<String>> known = refsOf(SPELLING_HASH, List.copyOf(hashes), List.of());
        if (known.isPresent()) {
          return known;
        }
        hashes.clear();
      }
    }
    return refsOf(SPELLING_HASH, List.copyOf(hashes), List.of());
  }

  /** Those with some hashes, the most frequent at least; empty when there is none. */
  private Optional<Set<String>> refsOf(
      String field, List<String> hashes, List<SearchCondition> others) {
    for (int from = 0; from < hashes.size(); from += MAX_HASHES_IN_QUERY) {
      List<SearchCondition> conditions = new ArrayList<>(others);
      conditions.add(
          new SearchCondition.AnyOf(
              field, hashes.subList(from, Math.min(hashes.size(), from + MAX_HASHES_IN_QUERY))));
      Counts counts =
          searcher.count(
              SearchTarget.TRAIL, conditions, Map.of("refs", TermCounts.byValue(SubjectField.REF)));
      if (counts.total() > 0) {
        return Optional.of(TermCounts.asMap(counts.byName().get("refs")).keySet());
      }
    }
    return Optional.empty();
  }

  /** All lengths that ids have; none where no index knows the field yet. */
  private List<Integer> lengths() {
    Aggregation byLength =
        Aggregation.of(
            a ->
                a.terms(
                    t ->
                        t.field(SubjectField.SPELLING + "." + SubjectField.LENGTH)
                            .size(MAX_LENGTHS)));
    Aggregate lengths =
        searcher
            .count(SearchTarget.TRAIL, List.of(), Map.of("lengths", byLength))
            .byName()
            .get("lengths");
    return lengths == null || !lengths.isLterms()
        ? List.of()
        : lengths.lterms().buckets().array().stream()
            .map(bucket -> Math.toIntExact(bucket.key()))
            .toList();
  }

  /**
   * A page of entries.
   *
   * @param criteria read for {@link SearchTarget#TRAIL}
   * @throws InvalidRequestException when the cursor belongs to another search
   * @throws CursorExpiredException when the cursor's snapshot is gone
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public ResultPage<TrailDocument> page(SearchCriteria criteria, Paging paging) {
    return searcher.page(criteria, paging, TrailDocument.class);
  }
}
