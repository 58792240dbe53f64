package io.clausewatch.overview;

import io.clausewatch.contract.AlertReceiverHealth;
import io.clausewatch.deadlines.DeadlineSearch;
import io.clausewatch.deadlines.DeadlinesView;
import io.clausewatch.findings.FindingListParameters;
import io.clausewatch.findings.FindingSearch;
import io.clausewatch.findings.FindingSummary;
import io.clausewatch.findings.FindingsPage;
import io.clausewatch.findings.FoundFinding;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.overview.OverviewStatistics.Overview;
import io.clausewatch.overview.OverviewView.PolicyCount;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.policies.PolicyProgress;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.TermCount;
import io.clausewatch.status.IndexFreshness;
import io.clausewatch.table.TableAwayException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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

  private final OverviewStatistics overview;
  private final FindingSearch findings;
  private final DeadlineSearch deadlines;
  private final PolicyCatalog catalog;
  private final IndexFreshness freshness;
  private final Supplier<List<AlertReceiverHealth>> receivers;
  private final PolicyProgress progress;
  private final InstantSource clock;

  /**
   * An overview of what a searcher finds.
   *
   * @param catalog the policies, for their controllers and languages
   * @param freshness how far it is behind
   * @param receivers those of alerts; may throw {@link TableAwayException}
   * @param progress says of which policies all events are being judged again
   * @param clock says what now is
   */
  public OverviewPage(
      SearchClient searcher,
      PolicyCatalog catalog,
      IndexFreshness freshness,
      Supplier<List<AlertReceiverHealth>> receivers,
      PolicyProgress progress,
      InstantSource clock) {
    this.overview = new OverviewStatistics(searcher, clock);
    this.findings = new FindingSearch(searcher);
    this.deadlines = new DeadlineSearch(searcher);
    this.catalog = catalog;
    this.freshness = freshness;
    this.receivers = receivers;
    this.progress = progress;
    this.clock = clock;
  }

  @Override
  public void addTo(Places places) {
    places.get("/", KnownParameters.LEFT_TO_CALL, this::overview);
  }

  /**
   * The list of findings once was here: who kept a link to one of its searches still gets there.
   */
  private void overview(PageRequest request) {
    if (request.query().values().isEmpty()) {
      show(request);
    } else {
      var unused =
          SearchParameters.page(
              SearchTarget.FINDINGS,
              FindingListParameters.of(request.query(), request.zone()).values(),
              id -> id);
      request.goTo(request.query().on(FindingsPage.PATH));
    }
  }

  private void show(PageRequest request) {
    Overview counted = overview.count(request.zone());
    ResultPage<FoundFinding> newest =
        findings.page(
            SearchParameters.page(SearchTarget.FINDINGS, NEWEST_CRITICAL, id -> id), Paging.LIVE);
    ResultPage<DeadlineDocument> due =
        deadlines.page(
            SearchParameters.page(SearchTarget.DEADLINES, DUE_SOON, id -> id), Paging.LIVE);
    IndexFreshness.Lag lag = freshness.now(); // before this visit is itself an event that waits
    request.record(OfficerAccess.Searched.by(Map.of()));
    request.show(
        "overview.jte",
        request.words().say("overview"),
        new OverviewView(
            clock.instant(),
            request.words(),
            counted.events(),
            Optional.ofNullable(counted.newestEventReceivedAt()),
            lag,
            TrendChart.counts(counted.open().bySeverity()),
            counted.open().byPolicy().stream().map(this::policyCount).toList(),
            counted.raised().total(),
            TrendChart.of(counted.raised().byDay()),
            newest.items().stream()
                .map(item -> FindingSummary.of(item, catalog, request.words()))
                .toList(),
            due.total(),
            DeadlinesView.Row.of(due, catalog, request.words()),
            deadReceivers(),
            progress.now().map(all -> List.copyOf(all.values())).orElse(List.of())));
  }

  /** Those with messages that nobody gets, unless somebody does something about it. */
  private List<String> deadReceivers() {
    try {
      return receivers.get().stream()
          .filter(receiver -> receiver.getDead() > 0)
          .map(AlertReceiverHealth::getReceiver)
          .toList();
    } catch (TableAwayException e) {
      return List.of(); // the page says so where it says that Kafka is away
    }
  }

  private PolicyCount policyCount(TermCount open) {
    String policyId = open.key();
    return new PolicyCount(
        policyId, catalog.policy(policyId).map(Policy::controller).orElse(policyId), open.count());
  }
}
