package io.clausewatch.people;

import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Routes;
import io.clausewatch.recording.RecordedSearches;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.SearchClient;
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
