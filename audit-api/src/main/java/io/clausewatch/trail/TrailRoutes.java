package io.clausewatch.trail;

import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Routes;
import io.clausewatch.recording.RecordedSearches;
import io.clausewatch.search.FacetSearch;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code GET /v1/trail} and its facets, for officers and auditors. */
public final class TrailRoutes implements Routes {
  private final TrailSearch trail;
  private final FacetSearch facets;
  private final RecordedSearches searches;

  /** Calls on top of a searcher. */
  public TrailRoutes(SearchClient searcher, RecordedSearches searches) {
    this.trail = new TrailSearch(searcher);
    this.facets = new FacetSearch(searcher);
    this.searches = searches;
  }

  @Override
  public void register(RoutesConfig routes) {
    RecordedSearches.add(routes, "/v1/trail", this::trail);
    RecordedSearches.add(routes, "/v1/trail/facets", this::facets);
  }

  private void trail(Context ctx) {
    SearchCriteria criteria =
        SearchParameters.page(
            SearchTarget.TRAIL, RequestParameters.query(ctx), searches.lookup(ctx));
    searches.show(ctx, criteria, trail.page(criteria, Paging.SNAPSHOT));
  }

  private void facets(Context ctx) {
    searches.show(
        ctx, facets.count(SearchTarget.TRAIL, RequestParameters.query(ctx), searches.lookup(ctx)));
  }
}
