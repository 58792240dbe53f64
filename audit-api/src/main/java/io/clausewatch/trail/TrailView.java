package io.clausewatch.trail;

import io.clausewatch.page.FacetView;
import io.clausewatch.page.FilterForm;
import io.clausewatch.searches.SearchesView;
import java.util.List;
import java.util.Optional;

/**
 * The trail.
 *
 * @param form what it is narrowed by
 * @param total how many entries there are
 * @param rows those shown
 * @param facets what it can be narrowed by
 * @param nextUrl where the next ones are; empty when there are none
 * @param searches all of the search that is looked at, and those that are kept under names
 */
public record TrailView(
    FilterForm form,
    long total,
    List<EntryView> rows,
    List<FacetView> facets,
    Optional<String> nextUrl,
    SearchesView searches) {
  /** Copies its lists. */
  public TrailView {
    rows = List.copyOf(rows);
    facets = List.copyOf(facets);
  }
}
