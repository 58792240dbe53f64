package io.clausewatch.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a search finds, counted by the values of its filters.
 *
 * @param total how many documents meet all filters
 * @param facets by the names of filters, the values with their counts, most first
 * @param others by the names of filters, how many documents have a value beyond those; without
 *     zeros
 * @param overTime by period, whatever {@code from} and {@code to} say
 * @param interval how long a period is
 */
public record FacetCounts(
    long total,
    Map<String, List<Value>> facets,
    Map<String, Long> others,
    List<PeriodCount> overTime,
    String interval) {

  /** Copies its collections. */
  public FacetCounts {
    facets = Collections.unmodifiableMap(new LinkedHashMap<>(facets));
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    overTime = List.copyOf(overTime);
  }

  /**
   * A value of a filter.
   *
   * @param key the value
   * @param count how many documents have it, whatever else of the filter is chosen
   * @param selected whether it is chosen; it is here then, too, when no document has it
   */
  public record Value(String key, long count, boolean selected) {}

  /** The same without some facets. */
  public FacetCounts without(Set<String> filters) {
    Map<String, List<Value>> rest = new LinkedHashMap<>(facets);
    rest.keySet().removeAll(filters);
    return new FacetCounts(total, rest, others, overTime, interval);
  }

  /** The values of a filter; none of one that is not counted. */
  public List<Value> values(String filter) {
    return facets.getOrDefault(filter, List.of());
  }
}
