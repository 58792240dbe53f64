package io.clausewatch.page;

import io.clausewatch.api.Role;
import io.clausewatch.page.ListView.Choices;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.search.Findings;
import io.clausewatch.search.Parameters;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.Searcher;
import io.clausewatch.search.Searcher.Paging;
import io.clausewatch.search.Statistics;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The list of findings. */
public final class FindingsPage implements Page {
  /** Where it is. */
  static final String PATH = "/findings";

  private static final String ROWS = "50";

  private final Findings findings;
  private final Statistics statistics;
  private final PolicyCatalog catalog;
  private final UnaryOperator<String> pseudonym;

  /**
   * The list of what a searcher finds.
   *
   * @param catalog the policies, for what can be chosen
   * @param pseudonym makes the keyed hash of a subject id
   */
  public FindingsPage(Searcher searcher, PolicyCatalog catalog, UnaryOperator<String> pseudonym) {
    this.findings = new Findings(searcher);
    this.statistics = new Statistics(searcher, pseudonym);
    this.catalog = catalog;
    this.pseudonym = pseudonym;
  }

  @Override
  public void addTo(Places places) {
    places.get("/", visit -> visit.goTo(visit.query().on(PATH)));
    places.get(PATH, this::list);
    places.post("/search", this::search, Role.OFFICER, Role.AUDITOR);
  }

  private void list(Visit visit) {
    UrlQuery query = visit.query();
    if (Hashed.isNeeded(query)) {
      visit.goTo(Hashed.of(query, pseudonym).on(PATH));
      return;
    }
    Map<String, List<String>> parameters = ListParameters.of(query).with("limit", ROWS).values();
    ResultPage page =
        findings.page(Parameters.page(SearchTarget.FINDINGS, parameters, pseudonym), Paging.LIVE);
    visit.show(
        "findings.jte",
        visit.words().say("findings"),
        new ListView(
            query,
            visit.words(),
            statistics.bySeverity(
                new UrlQuery(parameters).without("severity", "sort", "cursor", "limit").values()),
            page.total(),
            page.items().stream().map(item -> FindingSummary.of(item, catalog)).toList(),
            page.nextCursor().map(cursor -> query.with("cursor", cursor).on(PATH)),
            Choices.of(catalog, statistics.services())));
  }

  /** What was typed into the filters, as a URL that holds no subject id. */
  private void search(Visit visit) {
    visit.goTo(Hashed.of(visit.form(), pseudonym).on(PATH));
  }
}
