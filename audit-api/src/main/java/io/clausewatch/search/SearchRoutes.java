package io.clausewatch.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.activity.Act;
import io.clausewatch.activity.Activity;
import io.clausewatch.api.Problem;
import io.clausewatch.api.Role;
import io.clausewatch.api.Routes;
import io.clausewatch.contract.Fault;
import io.clausewatch.search.Searcher.Paging;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;

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
  private final UnaryOperator<String> pseudonym;
  private final Activity activity;

  /**
   * Calls on top of a searcher.
   *
   * @param pseudonym makes the keyed hash of a subject id
   * @param activity records each search
   */
  public SearchRoutes(Searcher searcher, UnaryOperator<String> pseudonym, Activity activity) {
    this.findings = new Findings(searcher);
    this.trail = new Trail(searcher);
    this.deadlines = new Deadlines(searcher);
    this.gaps = new Gaps(searcher, pseudonym);
    this.facets = new Facets(searcher, pseudonym);
    this.statistics = new Statistics(searcher, pseudonym);
    this.overview = new Overview(searcher, InstantSource.system());
    this.people = new People(searcher, pseudonym);
    this.pseudonym = pseudonym;
    this.activity = activity;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/v1/findings", this::findings, Role.OFFICER, Role.AUDITOR);
    // Before the call that takes any name in its place.
    routes.get(
        "/v1/findings/facets",
        ctx -> facets(ctx, SearchTarget.FINDINGS),
        Role.OFFICER,
        Role.AUDITOR);
    routes.get("/v1/findings/{findingId}", this::finding, Role.OFFICER, Role.AUDITOR);
    routes.get("/v1/trail", this::trail, Role.OFFICER, Role.AUDITOR);
    routes.get(
        "/v1/trail/facets", ctx -> facets(ctx, SearchTarget.TRAIL), Role.OFFICER, Role.AUDITOR);
    routes.get("/v1/deadlines", this::deadlines, Role.OFFICER, Role.AUDITOR);
    routes.get("/v1/gaps", this::gaps, Role.OFFICER, Role.AUDITOR);
    routes.get("/v1/statistics", this::statistics, Role.OFFICER, Role.AUDITOR);
    routes.get("/v1/statistics/overview", this::overview, Role.OFFICER, Role.AUDITOR);
    routes.get("/v1/statistics/people", this::people, Role.OFFICER, Role.AUDITOR);
    routes.exception(
        InvalidRequestException.class,
        (e, ctx) ->
            Problem.badRequest(
                    "The request's parameters are not right.",
                    e.faults().stream().map(Fault::toString).toList())
                .write(ctx));
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

  private void findings(Context ctx) {
    Criteria criteria = Parameters.page(SearchTarget.FINDINGS, ctx.queryParamMap(), pseudonym);
    show(ctx, findings.page(criteria, Paging.SNAPSHOT).toJson());
  }

  private void finding(Context ctx) {
    ObjectNode finding =
        findings
            .finding(ctx.pathParam("findingId"))
            .orElseThrow(() -> Problem.notFound("There is no such finding.").exception());
    activity.record(ctx, new Act.ViewedFindings(List.of(finding)));
    ctx.header("ETag", Findings.etag(finding)).json(finding);
  }

  private void trail(Context ctx) {
    Criteria criteria = Parameters.page(SearchTarget.TRAIL, ctx.queryParamMap(), pseudonym);
    show(ctx, trail.page(criteria, Paging.SNAPSHOT).toJson());
  }

  private void deadlines(Context ctx) {
    Criteria criteria = Parameters.page(SearchTarget.DEADLINES, ctx.queryParamMap(), pseudonym);
    show(ctx, deadlines.page(criteria, Paging.SNAPSHOT).toJson());
  }

  private void facets(Context ctx, SearchTarget target) {
    show(ctx, facets.count(target, ctx.queryParamMap()));
  }

  private void gaps(Context ctx) {
    show(ctx, gaps.count(ctx.queryParamMap()));
  }

  private void statistics(Context ctx) {
    show(ctx, statistics.count(ctx.queryParamMap()));
  }

  private void overview(Context ctx) {
    show(ctx, overview.count(ZoneOffset.UTC));
  }

  private void people(Context ctx) {
    show(ctx, people.count(ctx.queryParamMap()));
  }

  /** What a search found, once the search is on record. */
  private void show(Context ctx, ObjectNode found) {
    activity.record(ctx, Act.Searched.by(ctx.queryParamMap()));
    ctx.json(found);
  }
}
