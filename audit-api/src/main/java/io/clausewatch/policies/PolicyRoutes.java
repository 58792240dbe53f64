package io.clausewatch.policies;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.EventKind;
import io.clausewatch.findings.ClauseHits;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.Problem;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.http.Routes;
import io.clausewatch.policy.Clause;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyVersion;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** {@code GET /v1/policies} and {@code GET /v1/policies/{policyId}}: what is judged by. */
public final class PolicyRoutes implements Routes {

  private final PolicyCatalog catalog;
  private final FindingCounts counts;
  private final PolicyProgress progress;
  private final InstantSource clock;

  /**
   * Calls on top of a catalog.
   *
   * @param counts how many findings each clause has
   * @param progress says whose events are being judged again
   * @param clock the wall clock, by which a version is in force
   */
  public PolicyRoutes(
      PolicyCatalog catalog, FindingCounts counts, PolicyProgress progress, InstantSource clock) {
    this.catalog = catalog;
    this.counts = counts;
    this.progress = progress;
    this.clock = clock;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/v1/policies", this::policies, Role.any());
    routes.get("/v1/policies/{policyId}", this::policy, Role.any());
  }

  private void policies(Context ctx) {
    Optional<Map<String, ClauseHits.Hits>> findings = counts.byClause();
    Optional<SortedMap<String, JudgingAgain>> again = progress.now();
    ObjectNode json = ApiJson.object();
    json.put("total", catalog.policies().size());
    ArrayNode items = json.putArray("items");
    catalog.policies().forEach(policy -> items.add(toJson(policy, findings, again)));
    ctx.json(json);
  }

  private void policy(Context ctx) {
    Policy policy =
        catalog
            .policy(RequestParameters.path(ctx, "policyId"))
            .orElseThrow(() -> Problem.notFound("There is no policy of this id.").exception());
    ctx.json(toJson(policy, counts.byClause(), progress.now()).put("document", policy.document()));
  }

  private ObjectNode toJson(
      Policy policy,
      Optional<Map<String, ClauseHits.Hits>> findings,
      Optional<SortedMap<String, JudgingAgain>> again) {
    ObjectNode json = ApiJson.object();
    json.put("policyId", policy.policyId());
    json.put("controller", policy.controller());
    json.put("jurisdiction", policy.jurisdiction());
    json.put("language", policy.language());
    json.put("membershipEndWithdrawsConsent", policy.membershipEndWithdrawsConsent());
    json.put("versionInForce", policy.at(clock.instant()).version());
    json.set(
        "judgingAgain",
        again.map(all -> all.get(policy.policyId())).map(JudgingAgain::toJson).orElse(null));
    ArrayNode versions = json.putArray("versions");
    policy.versions().forEach(version -> versions.add(toJson(version, findings)));
    List<String> clauseIds =
        policy.versions().stream()
            .flatMap(version -> version.clauses().stream())
            .map(Clause::id)
            .distinct()
            .toList();
    ObjectNode numbers = json.putObject("counts");
    numbers.put("versions", policy.versions().size());
    numbers.put("clauses", clauseIds.size());
    numbers.set("findings", ApiJson.tree(findings.map(all -> sum(all, clauseIds)).orElse(null)));
    return json;
  }

  private static ObjectNode toJson(
      PolicyVersion version, Optional<Map<String, ClauseHits.Hits>> findings) {
    ObjectNode json = ApiJson.object();
    json.put("version", version.version());
    json.put("effectiveFrom", Objects.toString(version.effectiveFrom(), null));
    ArrayNode purposes = json.putArray("purposes");
    version
        .purposes()
        .forEach(
            (purpose, declared) ->
                purposes
                    .addObject()
                    .put("purpose", purpose)
                    .put("section", declared.section())
                    .put("quote", declared.quote()));
    ArrayNode clauses = json.putArray("clauses");
    version.clauses().forEach(clause -> clauses.add(toJson(clause, findings)));
    return json;
  }

  private static ObjectNode toJson(Clause clause, Optional<Map<String, ClauseHits.Hits>> findings) {
    ObjectNode json = ApiJson.object();
    json.put("clauseId", clause.id());
    json.put("title", clause.title());
    json.put("localTitle", clause.localTitle());
    json.put("section", clause.section());
    json.put("quote", clause.quote());
    json.put("translation", clause.translation());
    json.put("severity", clause.severity().name());
    ArrayNode on = json.putArray("on");
    if (clause.deadline() != null) {
      on.add("deadline");
    }
    clause.on().stream().sorted().map(EventKind::id).forEach(on::add);
    json.put("rule", clause.rule());
    json.set(
        "findings", ApiJson.tree(findings.map(all -> sum(all, List.of(clause.id()))).orElse(null)));
    json.put(
        "lastBrokenAt",
        findings
            .map(all -> all.getOrDefault(clause.id(), ClauseHits.Hits.NONE))
            .flatMap(ClauseHits.Hits::last)
            .map(Instant::toString)
            .orElse(null));
    return json;
  }

  /** Status to how many findings of these clauses. */
  private static Map<String, Long> sum(
      Map<String, ClauseHits.Hits> findings, List<String> clauseIds) {
    Map<String, Long> sum = new HashMap<>();
    clauseIds.stream()
        .flatMap(id -> Stream.ofNullable(findings.get(id)))
        .forEach(hits -> hits.byStatus().forEach((status, n) -> sum.merge(status, n, Long::sum)));
    return sum;
  }
}
