package io.clausewatch.search;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  /** The parameters that are facets. */
  private static final Set<String> FACETS =
      Set.of(
          "policyId",
          "clauseId",
          "severity",
          "status",
          "triageReason",
          "assignee",
          "verdict",
          "service",
          "recipientKind",
          "purpose",
          "actorId",
          "dataCategory",
          "eventKind");

  private static final String PERIOD = "overTime";
  private static final Set<String> OF_PERIOD = Set.of("from", "to");
  private static final String THOSE = "those";

  private final SearchClient searcher;

  /** Facets of what a searcher finds. */
  public FacetSearch(SearchClient searcher) {
    this.searcher = searcher;
  }

  /**
   * Counts. {@code total} is how many documents meet all filters; {@code facets} has for each
   * facet, named as its parameter is, the values with their counts, most first, and whether they
   * are {@code selected} (which a value without a document is, too, with 0); {@code overTime}
   * counts by period, whatever {@code from} and {@code to} say; {@code others} says how many
   * documents have a value beyond the hundred most frequent.
   *
   * @param target what is searched
   * @param given its filters, and {@code interval}: hour, day (unless given), week, month
   * @param lookup hashes whom the request names, for its caller
   * @throws InvalidRequestException with every fault of the request
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public ObjectNode count(
      SearchTarget target, Map<String, List<String>> given, LookupContext lookup) {
    FiltersAndOption read =
        SearchParameters.filtersAndOption(
            target, given, lookup, "interval", List.copyOf(TermCounts.INTERVALS.keySet()));
    List<String> facets = target.filters().keySet().stream().filter(FACETS::contains).toList();
    Map<String, Aggregation> aggregations = new LinkedHashMap<>();
    for (String facet : facets) {
      aggregations.put(
          facet,
          those(target, given, lookup, Set.of(facet), TermCounts.byValue(target.field(facet))));
    }
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
                target, without(given, name -> FACETS.contains(name) || ofPeriod(name)), lookup),
            aggregations);
    return json(counts, facets, given).put("interval", read.option());
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
    List<SearchCondition> others =
        SearchParameters.conditionsOfPart(
            target,
            without(
                given, name -> own.contains(name) || !(FACETS.contains(name) || ofPeriod(name))),
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

  private static ObjectNode json(
      Counts counts, List<String> facets, Map<String, List<String>> given) {
    Map<String, Aggregate> byName = new LinkedHashMap<>();
    counts
        .byName()
        .forEach((name, those) -> byName.put(name, those.filter().aggregations().get(THOSE)));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Aggregate all = counts.byName().get(THOSE);
    json.put("total", all == null ? 0 : all.filter().docCount());
    ObjectNode values = json.putObject("facets");
    for (String facet : facets) {
      values.set(facet, values(byName.get(facet), given.getOrDefault(facet, List.of())));
    }
    json.set("others", TermCounts.others(facets, byName));
    json.set(PERIOD, TermCounts.overTime(byName.get(PERIOD)));
    return json;
  }

  private static ArrayNode values(Aggregate aggregate, List<String> selected) {
    Map<String, Long> counts = TermCounts.asMap(aggregate);
    selected.forEach(value -> counts.putIfAbsent(value, 0L));
    ArrayNode values = TermCounts.pairs(counts);
    values.forEach(
        value ->
            ((ObjectNode) value).put("selected", selected.contains(value.path("key").asText())));
    return values;
  }
}
