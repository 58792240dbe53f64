package io.clausewatch.search;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.search.SearchClient.Counts;
import io.clausewatch.search.SearchParameters.FiltersAndOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts what a search finds by the values of its filters, for somebody to narrow or widen it. The
 * counts of a facet leave that facet's own filter out: they say what would be found with another
 * choice in it.
 */
public final class FacetSearch {
  private static final String PERIOD = "overTime";
  private static final Set<String> OF_PERIOD = Set.of("from", "to");
  private static final String THOSE = "those";

  private final SearchClient searcher;

  /** Facets of what a searcher finds. */
  public FacetSearch(SearchClient searcher) {
    this.searcher = searcher;
  }

  /**
   * Counts, by each facet the hundred most frequent values.
   *
   * @param target what is searched
   * @param given its filters, and {@code interval}: hour, day (unless given), week, month
   * @param lookup hashes whom the request names, for its caller
   * @throws InvalidRequestException with every fault of the request
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public FacetCounts count(
      SearchTarget target, Map<String, List<String>> given, LookupContext lookup) {
    FiltersAndOption read =
        SearchParameters.filtersAndOption(
            target, given, lookup, "interval", List.copyOf(TermCounts.INTERVALS.keySet()));
    Map<String, String> facets = target.facets();
    Map<String, Aggregation> aggregations = new LinkedHashMap<>();
    facets.forEach(
        (facet, field) ->
            aggregations.put(
                facet, those(target, given, lookup, Set.of(facet), TermCounts.byValue(field))));
    aggregations.put(
        PERIOD,
        those(
            target,
            given,
            lookup,
            OF_PERIOD,
            TermCounts.byPeriod(target.instant(), TermCounts.INTERVALS.get(read.option()))));
    aggregations.put(
        THOSE, Aggregation.of(a -> a.filter(ElasticsearchQueries.all(read.conditions()))));
    // What is no facet narrows them all alike.
    Counts counts =
        searcher.count(
            target,
            SearchParameters.conditionsThatApply(
                target, without(given, name -> facets.containsKey(name) || ofPeriod(name)), lookup),
            aggregations);
    return counts(counts, facets.keySet(), given, read.option());
  }

  private static boolean ofPeriod(String name) {
    return OF_PERIOD.contains(name);
  }

  private Aggregation those(
      SearchTarget target,
      Map<String, List<String>> given,
      LookupContext lookup,
      Set<String> own,
      Aggregation counted) {
    Map<String, String> facets = target.facets();
    List<SearchCondition> others =
        SearchParameters.conditionsOfPart(
            target,
            without(
                given, name -> own.contains(name) || !(facets.containsKey(name) || ofPeriod(name))),
            lookup);
    return Aggregation.of(
        a -> a.filter(ElasticsearchQueries.all(others)).aggregations(THOSE, counted));
  }

  private interface Named {
    boolean is(String name);
  }

  private static Map<String, List<String>> without(Map<String, List<String>> given, Named which) {
    Map<String, List<String>> rest = new LinkedHashMap<>(given);
    rest.keySet().removeIf(which::is);
    return rest;
  }

  private static FacetCounts counts(
      Counts counts, Set<String> facets, Map<String, List<String>> given, String interval) {
    Map<String, Aggregate> byName = new LinkedHashMap<>();
    counts
        .byName()
        .forEach((name, those) -> byName.put(name, those.filter().aggregations().get(THOSE)));
    Aggregate all = counts.byName().get(THOSE);
    Map<String, List<FacetCounts.Value>> values = new LinkedHashMap<>();
    for (String facet : facets) {
      values.put(facet, values(byName.get(facet), given.getOrDefault(facet, List.of())));
    }
    return new FacetCounts(
        all == null ? 0 : all.filter().docCount(),
        values,
        TermCounts.others(facets, byName),
        TermCounts.overTime(byName.get(PERIOD)),
        interval);
  }

  private static List<FacetCounts.Value> values(Aggregate aggregate, List<String> selected) {
    Map<String, Long> counts = TermCounts.asMap(aggregate);
    selected.forEach(value -> counts.putIfAbsent(value, 0L));
    return counts.entrySet().stream()
        .map(
            entry ->
                new FacetCounts.Value(
                    entry.getKey(), entry.getValue(), selected.contains(entry.getKey())))
        .toList();
  }
}
