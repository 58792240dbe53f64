package io.clausewatch.search;

import io.clausewatch.activity.RecordedSearches;
import io.clausewatch.api.RequestParameters;
import io.clausewatch.api.Routes;
import io.javalin.config.RoutesConfig;

/** {@code GET /v1/gaps}, for officers and auditors. */
public final class GapRoutes implements Routes {
  private final GapStatistics gaps;
  private final RecordedSearches searches;

  /** Calls on top of a searcher. */
  public GapRoutes(SearchClient searcher, RecordedSearches searches) {
    this.gaps = new GapStatistics(searcher);
    this.searches = searches;
  }

  @Override
  public void register(RoutesConfig routes) {
    RecordedSearches.add(
        routes,
        "/v1/gaps",
        ctx -> searches.show(ctx, gaps.count(RequestParameters.query(ctx), searches.lookup(ctx))));
  }
}
