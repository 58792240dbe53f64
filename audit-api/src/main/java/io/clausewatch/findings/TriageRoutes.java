package io.clausewatch.findings;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.findings.TriageRequest.Headers;
import io.clausewatch.findings.TriageService.Outcome;
import io.clausewatch.findings.TriageService.Result;
import io.clausewatch.http.AccessControl;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.JsonBody;
import io.clausewatch.http.Problem;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.recording.AccessRecorder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;

/**
 * {@code POST /v1/findings/{findingId}/status} and {@code POST /v1/findings/status}: what officers
 * do about findings, one by one or many at once. Answers 200 when all that was done can be
 * searched, 202 when it is durable and on its way there.
 */
public final class TriageRoutes implements Routes {
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

  private final AccessControl auth;
  private final TriageService triage;
  private final AccessRecorder recorder;

  /**
   * Calls on top of triage.
   *
   * @param auth tells who acts
   * @param recorder records each act
   */
  public TriageRoutes(AccessControl auth, TriageService triage, AccessRecorder recorder) {
    this.auth = auth;
    this.triage = triage;
    this.recorder = recorder;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post("/v1/findings/status", this::many, Role.OFFICER);
    routes.post("/v1/findings/{findingId}/status", this::one, Role.OFFICER);
  }

  /** What came of a request, once it is on record. */
  private Result act(Context ctx, TriageRequest request) {
    try {
      Result result = triage.act(request, auth.caller(ctx), recorder.lookup(ctx));
      DecisionRecorder.record(recorder, ctx, result);
      return result;
    } catch (UnavailableException e) {
      throw Problem.unavailable(
              "It may not be kept: %s. Send it again with the same Idempotency-Key."
                  .formatted(e.getMessage()),
              TRY_AGAIN_AFTER)
          .exception();
    }
  }

  private void one(Context ctx) {
    String findingId = RequestParameters.path(ctx, "findingId");
    TriageRequest request = TriageRequest.ofOne(findingId, JsonBody.bytes(ctx), headers(ctx));
    Result result = act(ctx, request);
    switch (result.outcomes().get(findingId)) {
      case Outcome.Done done -> {
        TriagedFinding finding = new TriagedFinding(done.document());
        ctx.header("ETag", finding.etag());
        ctx.status(result.searchable() ? 200 : 202).json(finding);
      }
      case Outcome.Refused refused -> throw problem(refused).exception();
    }
  }

  private void many(Context ctx) {
    TriageRequest request = TriageRequest.ofMany(JsonBody.bytes(ctx), headers(ctx));
    Result result = act(ctx, request);
    ObjectNode json = ApiJson.object();
    ArrayNode items = ApiJson.mapper().createArrayNode();
    int done = 0;
    for (Map.Entry<String, Outcome> entry : result.outcomes().entrySet()) {
      ObjectNode item = items.addObject().put("findingId", entry.getKey());
      switch (entry.getValue()) {
        case Outcome.Done kept -> {
          done++;
          item.put("done", true).putPOJO("finding", new TriagedFinding(kept.document()));
        }
        case Outcome.Refused refused ->
            item.put("done", false).set("problem", problem(refused).toJson());
      }
    }
    json.put("done", done).put("refused", items.size() - done).set("items", items);
    ctx.status(result.searchable() ? 200 : 202).json(json);
  }

  private static Problem problem(Outcome.Refused refused) {
    Problem problem = Problem.of(refused.status(), refused.detail()).withErrors(refused.errors());
    return refused
        .present()
        .map(document -> problem.with("finding", new TriagedFinding(document)))
        .orElse(problem);
  }

  private static Headers headers(Context ctx) {
    return new Headers(ctx.header("If-Match"), ctx.header("Idempotency-Key"));
  }
}
