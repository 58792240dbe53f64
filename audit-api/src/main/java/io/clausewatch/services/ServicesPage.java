package io.clausewatch.services;

import io.clausewatch.deliveries.RecentAcceptances;
import io.clausewatch.deliveries.RecentAcceptances.Rejections;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.RecentResults;
import io.clausewatch.page.RecentResults.Made;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.search.SearchClient;
import io.clausewatch.services.ServiceStatistics.ServiceCounts;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The producing services: what each sent lately, and what was wrong with it. */
public final class ServicesPage implements Page {
  private static final String PATH = "/services";

  /** The one thing that there is to be made. */
  private static final String ALL = "all";

  private final RecentResults<String, List<ServiceCounts>> recent;
  private final Supplier<Map<String, Rejections>> rejections;
  private final PolicyCatalog catalog;

  /**
   * Services in the trail of a searcher.
   *
   * @param catalog for the vocabulary
   * @param acceptances what was rejected at the door
   * @param ownActs the policy of what people do through Clausewatch
   * @param clock says what the last thirty days are
   */
  public ServicesPage(
      SearchClient searcher,
      PolicyCatalog catalog,
      RecentAcceptances acceptances,
      String ownActs,
      InstantSource clock) {
    ServiceStatistics services = new ServiceStatistics(searcher, catalog.vocabulary(), ownActs);
    this.recent = new RecentResults<>(all -> services.count(clock.instant()), clock);
    this.rejections = acceptances::rejections;
    this.catalog = catalog;
  }

  @Override
  public void addTo(Places places) {
    places.get(PATH, KnownParameters.NONE, this::services);
  }

  private void services(PageRequest request) {
    Made<List<ServiceCounts>> counted = recent.get(ALL);
    request.record(OfficerAccess.Searched.by(Map.of()));
    request.show(
        "services.jte",
        request.words().say("services"),
        ServicesView.of(counted.value(), rejections.get(), catalog.vocabulary(), counted.at()));
  }
}
