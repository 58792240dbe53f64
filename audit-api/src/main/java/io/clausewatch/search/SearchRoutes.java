package io.clausewatch.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.activity.Act;
import io.clausewatch.activity.Activity;
import io.clausewatch.activity.SubjectLookup;
import io.clausewatch.api.Auth;
import io.clausewatch.api.KnownParameters;
import io.clausewatch.api.Problem;
import io.clausewatch.api.RequestParameters;
import io.clausewatch.api.Role;
import io.clausewatch.api.Routes;
import io.clausewatch.search.Searcher.Paging;
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

  private final Findings findings;
  private final Trail trail;
  private final Deadlines deadlines;
  private final Gaps gaps;
  private final Facets facets;
  private final Statistics statistics;
  private final Overview overview;
  private final People people;
  private final SubjectLookup lookups;
  private final Activity activity;
  private final OpenSearches open;

  /**
   * Calls on top of a searcher.
   *
   * @param lookups of those who search
   * @param activity records each search
   */
  public SearchRoutes(Searcher searcher, SubjectLookup lookups, Activity activity) {
    this.findings = new Findings(searcher);
    this.trail = new Trail(searcher);
    this.deadlines = new Deadlines(searcher);
    this.gaps = new Gaps(searcher);
    this.facets = new Facets(searcher);
    this.statistics = new Statistics(searcher);
    this.overview = new Overview(searcher, InstantSource.system());
    this.people = new People(searcher, new DataSubjects(lookups.ours()));
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
    Criteria criteria =
        Parameters.page(SearchTarget.FINDINGS, RequestParameters.query(ctx), lookups.of(ctx));
    show(ctx, criteria, findings.page(criteria, Paging.SNAPSHOT));
  }

  private void finding(Context ctx) {
    ObjectNode finding =
        findings
            .finding(RequestParameters.path(ctx, "findingId"))
            .orElseThrow(() -> Problem.notFound("There is no such finding.").exception());
    activity.record(ctx, new Act.ViewedFindings(List.of(finding)));
    ctx.header("ETag", Findings.etag(finding)).json(finding);
  }

  private void trail(Context ctx) {
    Criteria criteria =
        Parameters.page(SearchTarget.TRAIL, RequestParameters.query(ctx), lookups.of(ctx));
    show(ctx, criteria, trail.page(criteria, Paging.SNAPSHOT));
  }

  private void deadlines(Context ctx) {
    Criteria criteria =
        Parameters.page(SearchTarget.DEADLINES, RequestParameters.query(ctx), lookups.of(ctx));
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

  private void show(Context ctx, Criteria criteria, ResultPage page) {
    show(ctx, open.given(Auth.found(ctx), criteria, page).toJson());
  }

  /** What a search found, once the search is on record. */
  private void show(Context ctx, ObjectNode found) {
    activity.record(ctx, Act.Searched.by(RequestParameters.query(ctx)));
    ctx.json(found);
  }
}
