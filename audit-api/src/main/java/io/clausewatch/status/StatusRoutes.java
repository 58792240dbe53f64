package io.clausewatch.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.platform.metrics.Readiness;
import io.clausewatch.policies.JudgingAgain;
import io.clausewatch.policies.PolicyProgress;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** {@code GET /v1/status}: whether everything runs, and how far behind it is. */
public final class StatusRoutes implements Routes {

  private final PipelineLag lag;
  private final HealthMonitor health;
  private final PolicyProgress progress;
  private final int policies;
  private final String version;

  /**
   * The status call.
   *
   * @param progress says of which policies all events are being judged again
   * @param policies how many policies are loaded
   * @param version the version of this server
   */
  public StatusRoutes(
      PipelineLag lag,
      HealthMonitor health,
      PolicyProgress progress,
      int policies,
      String version) {
    this.lag = lag;
    this.health = health;
    this.progress = progress;
    this.policies = policies;
    this.version = version;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/v1/status", this::status, Role.any());
  }

  private void status(Context ctx) {
    PipelineLag.Reading reading = lag.now();
    Map<String, Readiness> needs = health.byName();

    List<String> reasons = new ArrayList<>();
    needs.forEach(
        (name, readiness) -> {
          if (!readiness.ready()) {
            reasons.add(name + ": " + readiness.reason());
          }
        });
    if (reading.unknown() != null) {
      reasons.add("lag: " + reading.unknown());
    }
    ObjectNode json = ApiJson.object();
    json.put("ready", reasons.isEmpty());
    if (!reasons.isEmpty()) {
      json.put("reason", String.join("; ", reasons));
    }
    json.put("processorLag", reading.processor());
    json.put("indexerLag", reading.indexer());
    needs.forEach(
        (name, readiness) -> {
          ObjectNode need = json.putObject(name).put("ready", readiness.ready());
          if (!readiness.ready()) {
            need.put("reason", readiness.reason());
          }
        });
    json.set("judgingAgain", progress.now().map(StatusRoutes::judgingAgain).orElse(null));
    json.put("policies", policies);
    json.put("version", version);
    ctx.json(json);
  }

  private static ArrayNode judgingAgain(SortedMap<String, JudgingAgain> byPolicy) {
    ArrayNode all = ApiJson.mapper().createArrayNode();
    byPolicy.forEach(
        (policyId, again) -> all.addObject().put("policyId", policyId).setAll(again.toJson()));
    return all;
  }
}
