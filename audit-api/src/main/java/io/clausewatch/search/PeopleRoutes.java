package io.clausewatch.search;

import io.clausewatch.activity.RecordedSearches;
import io.clausewatch.api.RequestParameters;
import io.clausewatch.api.Routes;
import io.javalin.config.RoutesConfig;

/** {@code GET /v1/statistics/people}, for officers and auditors. */
public final class PeopleRoutes implements Routes {
  private final PeopleStatistics people;
  private final RecordedSearches searches;

  /**
   * A call on top of a searcher.
   *
   * @param subjects tells data subjects from others
   */
  public PeopleRoutes(SearchClient searcher, DataSubjects subjects, RecordedSearches searches) {
    this.people = new PeopleStatistics(searcher, subjects);
    this.searches = searches;
  }

  @Override
  public void register(RoutesConfig routes) {
    RecordedSearches.add(
        routes,
        "/v1/statistics/people",
        ctx ->
            searches.show(ctx, people.count(RequestParameters.query(ctx), searches.lookup(ctx))));
  }
}
