package io.clausewatch.deadlines;

import io.clausewatch.http.KnownParameters;
import io.clausewatch.page.DayFilters;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.SubjectRefForm;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import java.util.List;
import java.util.Map;

/** What falls due next. Any filter of the API may stand in its URL. */
public final class DeadlinesPage implements Page {
  private static final String ROWS = "50";

  private final DeadlineSearch deadlines;
  private final PolicyCatalog catalog;

  /**
   * The deadlines of a searcher.
   *
   * @param catalog the policies, which say in which language a clause is
   */
  public DeadlinesPage(SearchClient searcher, PolicyCatalog catalog) {
    this.deadlines = new DeadlineSearch(searcher);
    this.catalog = catalog;
  }

  @Override
  public void addTo(Places places) {
    places.get(DeadlinesView.PATH, KnownParameters.LEFT_TO_CALL, this::list);
  }

  private void list(PageRequest request) {
    UrlQuery query = request.query();
    if (SubjectRefForm.isNeeded(query)) {
      request.goTo(SubjectRefForm.of(query, request.lookup()).on(DeadlinesView.PATH));
      return;
    }
    UrlQuery asked = DayFilters.toSearch(query, request.zone());
    Map<String, List<String>> parameters = asked.unlessGiven("limit", ROWS).values();
    ResultPage<DeadlineDocument> page =
        deadlines.page(
            SearchParameters.page(SearchTarget.DEADLINES, parameters, request.lookup()),
            Paging.LIVE);
    request.record(OfficerAccess.Searched.by(asked.values()));
    request.show(
        "deadlines.jte",
        request.words().say("deadlines"),
        DeadlinesView.of(query, asked, page, catalog, request.words()));
  }
}
