package io.clausewatch.people;

import io.clausewatch.findings.FindingListView.Choice;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.page.CountsKey;
import io.clausewatch.page.DayFilters;
import io.clausewatch.page.FilterForm;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.RecentResults;
import io.clausewatch.page.RecentResults.Made;
import io.clausewatch.page.SubjectRefForm;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.recording.SubjectLookup;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Recipients and staff: who got or touched how much of what, for which purpose. */
public final class PeoplePage implements Page {
  private static final String PATH = "/people";
  private static final List<String> CONTROLS = List.of("policyId", "from", "to");
  private static final int DAYS = 30;

  private final RecentResults<CountsKey, PeopleStatistics.People> recent;
  private final PolicyCatalog catalog;
  private final InstantSource clock;

  /**
   * People in the trail of a searcher.
   *
   * @param catalog the policies to choose from
   * @param lookups of those who ask, and hashes for what is counted anew
   * @param clock says what the last thirty days are, which are shown unless others are asked for
   */
  public PeoplePage(
      SearchClient searcher, PolicyCatalog catalog, SubjectLookup lookups, InstantSource clock) {
    PeopleStatistics people = new PeopleStatistics(searcher, new DataSubjects(lookups.ours()));
    this.recent =
        new RecentResults<>(
            seen -> people.count(seen.filters(), lookups.ours(seen.visibility())), clock);
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  public void addTo(Places places) {
    places.get(
        PATH, KnownParameters.LEFT_TO_CALL.withFields("policyId", "from", "to"), this::people);
  }

  private void people(PageRequest request) {
    UrlQuery query = request.query();
    if (SubjectRefForm.isNeeded(query)) {
      request.goTo(SubjectRefForm.of(query, request.lookup()).on(PATH));
      return;
    }
    UrlQuery asked = withPeriod(query, request.zone());
    Map<String, List<String>> filters = DayFilters.toSearch(asked, request.zone()).values();
    LookupContext lookup = request.lookup();
    var unused = SearchParameters.filters(SearchTarget.TRAIL, filters, lookup);
    Made<PeopleStatistics.People> counted = recent.get(new CountsKey(filters, lookup.visibility()));
    request.record(OfficerAccess.Searched.by(asked.values()));
    request.show(
        "people.jte",
        request.words().say("people"),
        PeopleView.of(
            counted.value(),
            counted.at(),
            new FilterForm(PATH, asked, request.words(), CONTROLS),
            Choice.policies(catalog)));
  }

  /** Without any limit of time, the last thirty days. */
  private UrlQuery withPeriod(UrlQuery query, ZoneId zone) {
    if (!query.all("from").isEmpty() || !query.all("to").isEmpty()) {
      return query;
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    return query.with("from", today.minusDays(DAYS - 1).toString()).with("to", today.toString());
  }
}
