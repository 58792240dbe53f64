package io.clausewatch.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.activity.Act;
import io.clausewatch.api.Json;
import io.clausewatch.api.KnownParameters;
import io.clausewatch.page.OverviewView.PolicyCount;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.search.Deadlines;
import io.clausewatch.search.Findings;
import io.clausewatch.search.Overview;
import io.clausewatch.search.Parameters;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.Searcher;
import io.clausewatch.search.Searcher.Paging;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What needs attention: where everybody starts. */
public final class OverviewPage implements Page {
  private static final Map<String, List<String>> NEWEST_CRITICAL =
      Map.of(
          "severity", List.of("CRITICAL"),
          "status", List.of("OPEN"),
          "sort", List.of("-detectedAt"),
          "limit", List.of("6"));
  private static final Map<String, List<String>> DUE_SOON =
      Map.of("days", List.of("7"), "limit", List.of("6"));

  private final Overview overview;
  private final Findings findings;
  private final Deadlines deadlines;
  private final PolicyCatalog catalog;
  private final Freshness freshness;
  private final InstantSource clock;

  /**
   * An overview of what a searcher finds.
   *
   * @param catalog the policies, for their controllers and languages
   * @param freshness how far it is behind
   * @param clock says what now is
   */
  public OverviewPage(
      Searcher searcher, PolicyCatalog catalog, Freshness freshness, InstantSource clock) {
    this.overview = new Overview(searcher, clock);
    this.findings = new Findings(searcher);
    this.deadlines = new Deadlines(searcher);
    this.catalog = catalog;
    this.freshness = freshness;
    this.clock = clock;
  }

  @Override
  public void addTo(Places places) {
    places.get("/", KnownParameters.LEFT_TO_CALL, this::overview);
  }

  /**
   * The list of findings once was here: who kept a link to one of its searches still gets there.
   */
  private void overview(Visit visit) {
    if (visit.query().values().isEmpty()) {
      show(visit);
    } else {
      var unused =
          Parameters.page(
              SearchTarget.FINDINGS,
              ListParameters.of(visit.query(), visit.zone()).values(),
              id -> id);
      visit.goTo(visit.query().on(FindingsPage.PATH));
    }
  }

  private void show(Visit visit) {
    JsonNode counted = overview.count(visit.zone());
    ResultPage newest =
        findings.page(
            Parameters.page(SearchTarget.FINDINGS, NEWEST_CRITICAL, id -> id), Paging.LIVE);
    ResultPage due =
        deadlines.page(Parameters.page(SearchTarget.DEADLINES, DUE_SOON, id -> id), Paging.LIVE);
    Freshness.Lag lag = freshness.now(); // before this visit is itself an event that waits
    visit.record(Act.Searched.by(Map.of()));
    visit.show(
        "overview.jte",
        visit.words().say("overview"),
        new OverviewView(
            clock.instant(),
            visit.words(),
            counted.path("events").longValue(),
            Say.instant(counted.path("newestEventReceivedAt")),
            lag,
            counted
                .at("/open/bySeverity")
                .valueStream()
                .map(
                    pair ->
                        new TrendChart.Count(
                            Json.text(pair, "key"), pair.path("count").longValue()))
                .toList(),
            counted.at("/open/byPolicy").valueStream().map(this::policyCount).toList(),
            counted.at("/raised/total").longValue(),
            TrendChart.of(counted.at("/raised/byDay")),
            newest.items().stream()
                .map(item -> FindingSummary.of(item, catalog, visit.words()))
                .toList(),
            due.total(),
            DeadlinesView.Row.of(due, catalog, visit.words())));
  }

  private PolicyCount policyCount(JsonNode pair) {
    String policyId = Json.text(pair, "key");
    return new PolicyCount(
        policyId,
        catalog.policy(policyId).map(Policy::controller).orElse(policyId),
        pair.path("count").longValue());
  }
}
