package io.clausewatch.overview;

import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.recording.RecordedSearches;
import io.clausewatch.search.SearchClient;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** {@code GET /v1/statistics} and {@code /v1/statistics/overview}, for officers and auditors. */
public final class OverviewRoutes implements Routes {
  private final FindingStatistics statistics;
  private final OverviewStatistics overview;
  private final RecordedSearches searches;

  /** Calls on top of a searcher. */
  public OverviewRoutes(SearchClient searcher, RecordedSearches searches) {
    this.statistics = new FindingStatistics(searcher);
    this.overview = new OverviewStatistics(searcher, InstantSource.system());
    this.searches = searches;
  }

  @Override
  public void register(RoutesConfig routes) {
    RecordedSearches.add(
        routes,
        "/v1/statistics",
        ctx ->
            searches.show(
                ctx, statistics.count(RequestParameters.query(ctx), searches.lookup(ctx))));
    routes.get(
        "/v1/statistics/overview",
        ctx -> searches.show(ctx, overview.count(ZoneOffset.UTC)),
        Role.OFFICER,
        Role.AUDITOR);
  }
}
