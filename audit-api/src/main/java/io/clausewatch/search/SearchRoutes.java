package io.clausewatch.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.activity.AccessRecorder;
import io.clausewatch.activity.OfficerAccess;
import io.clausewatch.activity.SubjectLookup;
import io.clausewatch.api.AccessControl;
import io.clausewatch.api.KnownParameters;
import io.clausewatch.api.Problem;
import io.clausewatch.api.RequestParameters;
import io.clausewatch.api.Role;
import io.clausewatch.api.Routes;
import io.clausewatch.search.SearchClient.Paging;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** The calls that search findings, the trail and deadlines; for officers and auditors. */
public final class SearchRoutes implements Routes {
  /** An Elasticsearch that is started again needs about so long. */
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(10);

  private final FindingSearch findings;
  private final TrailSearch trail;
  private final DeadlineSearch deadlines;
  private final GapStatistics gaps;
  private final FacetSearch facets;
  private final FindingStatistics statistics;
  private final OverviewStatistics overview;
  private final PeopleStatistics people;
  private final SubjectLookup lookups;
  private final AccessRecorder activity;
  private final OpenSearches open;

  /**
   * Calls on top of a searcher.
   *
   * @param lookups of those who search
   * @param activity records each search
   */
  public SearchRoutes(SearchClient searcher, SubjectLookup lookups, AccessRecorder activity) {
    this.findings = new FindingSearch(searcher);
    this.trail = new TrailSearch(searcher);
    this.deadlines = new DeadlineSearch(searcher);
    this.gaps = new GapStatistics(searcher);
    this.facets = new FacetSearch(searcher);
    this.statistics = new FindingStatistics(searcher);
    this.overview = new OverviewStatistics(searcher, InstantSource.system());
    this.people = new PeopleStatistics(searcher, new DataSubjects(lookups.ours()));
    this.lookups = lookups;
    this.activity = activity;
    this.open = new OpenSearches(snapshot -> searcher.release(snapshot));
  }

  @Override
  public void register(RoutesConfig routes) {
    search(routes, "/v1/findings", this::findings);
    // Before the call that takes any name in its place.
    search(routes, "/v1/findings/facets", ctx -> facets(ctx, SearchTarget.FINDINGS));
    routes.get("/v1/findings/{findingId}", this::finding, Role.OFFICER, Role.AUDITOR);
    search(routes, "/v1/trail", this::trail);
    search(routes, "/v1/trail/facets", ctx -> facets(ctx, SearchTarget.TRAIL));
    search(routes, "/v1/deadlines", this::deadlines);
    search(routes, "/v1/gaps", this::gaps);
    search(routes, "/v1/statistics", this::statistics);
    routes.get("/v1/statistics/overview", this::overview, Role.OFFICER, Role.AUDITOR);
    search(routes, "/v1/statistics/people", this::people);
    routes.exception(
        CursorExpiredException.class,
        (e, ctx) ->
            Problem.of(
                    410,
                    "Gone",
                    "The list that this cursor continues is no longer kept. Search again, without a"
                        + " cursor.")
                .write(ctx));
    routes.exception(
        SearchUnavailableException.class,
        (e, ctx) ->
            Problem.unavailable("The search index cannot be reached.", TRY_AGAIN_AFTER).write(ctx));
  }

  /** A call whose parameters are those of a search, which refuses the others itself. */
  private static void search(RoutesConfig routes, String path, Handler search) {
    routes.get(path, search, Role.OFFICER, Role.AUDITOR, KnownParameters.LEFT_TO_CALL);
  }

  private void findings(Context ctx) {
    SearchCriteria criteria =
        SearchParameters.page(SearchTarget.FINDINGS, RequestParameters.query(ctx), lookups.of(ctx));
    show(ctx, criteria, findings.page(criteria, Paging.SNAPSHOT));
  }

  private void finding(Context ctx) {
    ObjectNode finding =
        findings
            .finding(RequestParameters.path(ctx, "findingId"))
            .orElseThrow(() -> Problem.notFound("There is no such finding.").exception());
    activity.record(ctx, new OfficerAccess.ViewedFindings(List.of(finding)));
    ctx.header("ETag", FindingSearch.etag(finding)).json(finding);
  }

  private void trail(Context ctx) {
    SearchCriteria criteria =
        SearchParameters.page(SearchTarget.TRAIL, RequestParameters.query(ctx), lookups.of(ctx));
    show(ctx, criteria, trail.page(criteria, Paging.SNAPSHOT));
  }

  private void deadlines(Context ctx) {
    SearchCriteria criteria =
        SearchParameters.page(
            SearchTarget.DEADLINES, RequestParameters.query(ctx), lookups.of(ctx));
    show(ctx, criteria, deadlines.page(criteria, Paging.SNAPSHOT));
  }

  private void facets(Context ctx, SearchTarget target) {
    show(ctx, facets.count(target, RequestParameters.query(ctx), lookups.of(ctx)));
  }

  private void gaps(Context ctx) {
    show(ctx, gaps.count(RequestParameters.query(ctx), lookups.of(ctx)));
  }

  private void statistics(Context ctx) {
    show(ctx, statistics.count(RequestParameters.query(ctx), lookups.of(ctx)));
  }

  private void overview(Context ctx) {
    show(ctx, overview.count(ZoneOffset.UTC));
  }

  private void people(Context ctx) {
    show(ctx, people.count(RequestParameters.query(ctx), lookups.of(ctx)));
  }

  private void show(Context ctx, SearchCriteria criteria, ResultPage page) {
    show(ctx, open.given(AccessControl.found(ctx), criteria, page).toJson());
  }

  /** What a search found, once the search is on record. */
  private void show(Context ctx, ObjectNode found) {
    activity.record(ctx, OfficerAccess.Searched.by(RequestParameters.query(ctx)));
    ctx.json(found);
  }
}
