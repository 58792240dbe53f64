package io.clausewatch.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.api.Json;
import io.clausewatch.api.Problem;
import io.clausewatch.api.Role;
import io.clausewatch.api.Routes;
import io.clausewatch.contract.Fault;
import io.clausewatch.search.Searcher.Paging;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
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

  /**
   * Calls on top of a searcher.
   *
   * @param pseudonym makes the keyed hash of a subject id
   */
  public SearchRoutes(Searcher searcher, UnaryOperator<String> pseudonym) {
    this.findings = new Findings(searcher);
    this.trail = new Trail(searcher);
    this.deadlines = new Deadlines(searcher);
    this.gaps = new Gaps(searcher, pseudonym);
    this.facets = new Facets(searcher, pseudonym);
    this.statistics = new Statistics(searcher, pseudonym);
    this.overview = new Overview(searcher, InstantSource.system());
    this.people = new People(searcher, pseudonym);
    this.pseudonym = pseudonym;
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
    write(ctx, findings.page(criteria, Paging.SNAPSHOT));
  }

  private void finding(Context ctx) {
    ObjectNode finding =
        findings
            .finding(ctx.pathParam("findingId"))
            .orElseThrow(() -> Problem.notFound("There is no such finding.").exception());
    ctx.header("ETag", Findings.etag(finding)).json(finding);
  }

  private void trail(Context ctx) {
    Criteria criteria = Parameters.page(SearchTarget.TRAIL, ctx.queryParamMap(), pseudonym);
    write(ctx, trail.page(criteria, Paging.SNAPSHOT));
  }

  private void deadlines(Context ctx) {
    Criteria criteria = Parameters.page(SearchTarget.DEADLINES, ctx.queryParamMap(), pseudonym);
    write(ctx, deadlines.page(criteria, Paging.SNAPSHOT));
  }

  private void facets(Context ctx, SearchTarget target) {
    ctx.json(facets.count(target, ctx.queryParamMap()));
  }

  private void gaps(Context ctx) {
    ctx.json(gaps.count(ctx.queryParamMap()));
  }

  private void statistics(Context ctx) {
    ctx.json(statistics.count(ctx.queryParamMap()));
  }

  private void overview(Context ctx) {
    ctx.json(overview.count());
  }

  private void people(Context ctx) {
    ctx.json(people.count(ctx.queryParamMap()));
  }

  private static void write(Context ctx, ResultPage page) {
    var json = Json.object().put("total", page.total());
    json.putArray("items").addAll(page.items());
    json.put("nextCursor", page.nextCursor().orElse(null));
    ctx.json(json);
  }
}
