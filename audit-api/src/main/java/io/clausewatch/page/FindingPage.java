package io.clausewatch.page;

import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.search.Findings;
import io.clausewatch.search.Searcher;
import java.util.Optional;

/** One finding, with all that an officer has to know about it. */
public final class FindingPage implements Page {
  private final Findings findings;
  private final PolicyCatalog catalog;

  /** Findings of a searcher; the policies say in which language a clause is. */
  public FindingPage(Searcher searcher, PolicyCatalog catalog) {
    this.findings = new Findings(searcher);
    this.catalog = catalog;
  }

  @Override
  public void addTo(Places places) {
    places.get("/findings/{findingId}", this::finding);
  }

  private void finding(Visit visit) {
    Optional<FindingView> finding =
        findings
            .finding(visit.ctx().pathParam("findingId"))
            .map(found -> FindingView.of(found, catalog, visit.words()));
    if (finding.isPresent()) {
      visit.show("finding.jte", finding.get().summary().title(), finding.get());
    } else {
      visit.show(404, Messages.unknown(visit.words(), "finding", FindingsPage.PATH));
    }
  }
}
