package io.clausewatch.findings;

import io.clausewatch.http.Problem;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.recording.AccessRecorder;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.recording.RecordedSearches;
import io.clausewatch.search.FacetSearch;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** {@code GET /v1/findings}, its facets, and each finding, for officers and auditors. */
public final class FindingRoutes implements Routes {
  private final FindingSearch findings;
  private final FacetSearch facets;
  private final RecordedSearches searches;
  private final AccessRecorder recorder;

  /**
   * Calls on top of a searcher.
   *
   * @param recorder records who opens a finding
   */
  public FindingRoutes(SearchClient searcher, RecordedSearches searches, AccessRecorder recorder) {
    this.findings = new FindingSearch(searcher);
    this.facets = new FacetSearch(searcher);
    this.searches = searches;
    this.recorder = recorder;
  }

  @Override
  public void register(RoutesConfig routes) {
    RecordedSearches.add(routes, "/v1/findings", this::findings);
    // Before the call that takes any name in its place.
    RecordedSearches.add(routes, "/v1/findings/facets", this::facets);
    routes.get("/v1/findings/{findingId}", this::finding, Role.OFFICER, Role.AUDITOR);
  }

  private void findings(Context ctx) {
    SearchCriteria criteria =
        SearchParameters.page(
            SearchTarget.FINDINGS, RequestParameters.query(ctx), searches.lookup(ctx));
    searches.show(ctx, criteria, findings.page(criteria, Paging.SNAPSHOT));
  }

  private void facets(Context ctx) {
    searches.show(
        ctx,
        facets.count(SearchTarget.FINDINGS, RequestParameters.query(ctx), searches.lookup(ctx)));
  }

  private void finding(Context ctx) {
    FindingDetails finding =
        findings
            .finding(RequestParameters.path(ctx, "findingId"))
            .orElseThrow(() -> Problem.notFound("There is no such finding.").exception());
    recorder.record(ctx, new OfficerAccess.ViewedFindings(List.of(finding.document())));
    ctx.header("ETag", finding.triaged().etag()).json(finding);
  }
}
