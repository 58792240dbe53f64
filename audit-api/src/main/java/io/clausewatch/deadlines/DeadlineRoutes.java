package io.clausewatch.deadlines;

import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Routes;
import io.clausewatch.recording.RecordedSearches;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code GET /v1/deadlines}, for officers and auditors. */
public final class DeadlineRoutes implements Routes {
  private final DeadlineSearch deadlines;
  private final RecordedSearches searches;

  /** Calls on top of a searcher. */
  public DeadlineRoutes(SearchClient searcher, RecordedSearches searches) {
    this.deadlines = new DeadlineSearch(searcher);
    this.searches = searches;
  }

  @Override
  public void register(RoutesConfig routes) {
    RecordedSearches.add(routes, "/v1/deadlines", this::deadlines);
  }

  private void deadlines(Context ctx) {
    SearchCriteria criteria =
        SearchParameters.page(
            SearchTarget.DEADLINES, RequestParameters.query(ctx), searches.lookup(ctx));
    searches.show(ctx, criteria, deadlines.page(criteria, Paging.SNAPSHOT));
  }
}
