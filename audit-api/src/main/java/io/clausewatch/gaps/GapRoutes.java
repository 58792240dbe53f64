package io.clausewatch.gaps;

import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Routes;
import io.clausewatch.recording.RecordedSearches;
import io.clausewatch.search.SearchClient;
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
