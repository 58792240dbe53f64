package io.clausewatch.trail;

import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.Role;
import io.clausewatch.page.CountsKey;
import io.clausewatch.page.DayFilters;
import io.clausewatch.page.FacetView;
import io.clausewatch.page.FilterForm;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.RecentResults;
import io.clausewatch.page.SubjectRefForm;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.recording.SubjectLookup;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.FacetCounts;
import io.clausewatch.search.FacetSearch;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.searches.NamedSearches;
import io.clausewatch.searches.SavedSearches;
import java.time.InstantSource;
import java.util.List;

/** Every event that was received. Any filter of the API may stand in its URL. */
public final class TrailPage implements Page {
  /** Where it is. */
  public static final String PATH = "/trail";

  private static final String ROWS = "50";
  private static final List<String> CONTROLS = List.of("q", "actorId", "recipientId", "from", "to");
  private static final List<String> FACETS =
      List.of(
          "verdict",
          "eventKind",
          "policyId",
          "service",
          "purpose",
          "dataCategory",
          "recipientKind",
          "actorId",
          "clauseId");

  private final TrailSearch trail;
  private final RecentResults<CountsKey, FacetCounts> facets;
  private final NamedSearches searches;
  private final DataSubjects subjects;

  /**
   * The trail of a searcher.
   *
   * @param saved searches that are kept under names
   * @param lookups of those who ask, and hashes for what is counted anew
   * @param clock says how old the counts of the facets are
   */
  public TrailPage(
      SearchClient searcher, SavedSearches saved, SubjectLookup lookups, InstantSource clock) {
    this.trail = new TrailSearch(searcher);
    FacetSearch counts = new FacetSearch(searcher);
    this.facets =
        new RecentResults<>(
            seen ->
                counts.count(SearchTarget.TRAIL, seen.filters(), lookups.ours(seen.visibility())),
            clock);
    this.searches = new NamedSearches(saved, "trail", PATH, DayFilters::toPage);
    this.subjects = new DataSubjects(lookups.ours());
  }

  @Override
  public void addTo(Places places) {
    places.get(PATH, KnownParameters.LEFT_TO_CALL, this::list);
    places.post(
        PATH,
        KnownParameters.LEFT_TO_CALL.withFields(
            "q", "actorId", "recipientId", "subjectId", "from", "to"),
        this::search,
        Role.OFFICER,
        Role.AUDITOR);
    searches.addTo(places);
  }

  private void list(PageRequest request) {
    UrlQuery query = request.query();
    if (SubjectRefForm.isNeeded(query)) {
      request.goTo(SubjectRefForm.of(query, request.lookup()).on(PATH));
      return;
    }
    UrlQuery asked = DayFilters.toSearch(query, request.zone());
    ResultPage<TrailDocument> page =
        trail.page(
            SearchParameters.page(
                SearchTarget.TRAIL, asked.unlessGiven("limit", ROWS).values(), request.lookup()),
            Paging.LIVE);
    UrlQuery filters = asked.without("sort", "cursor", "limit");
    FacetCounts counted =
        facets.get(new CountsKey(filters.values(), request.lookup().visibility())).value();
    request.record(OfficerAccess.Searched.by(filters.values()));
    FilterForm form = new FilterForm(PATH, query, request.words(), CONTROLS);
    request.show(
        "trail.jte",
        request.words().say("trail"),
        new TrailView(
            form,
            page.total(),
            page.items().stream()
                .map(entry -> EntryView.of(entry, subjects, request.words()))
                .toList(),
            FacetView.of(counted, FACETS, query, PATH, request.words()),
            page.nextCursor().map(form::pageUrl),
            searches.of(request, asked)));
  }

  /** What was typed into the filters, as a URL that holds no subject id. */
  private void search(PageRequest request) {
    UrlQuery asked = request.form();
    var unused =
        SearchParameters.page(
            SearchTarget.TRAIL,
            DayFilters.toSearch(asked, request.zone()).values(),
            request.lookup());
    request.goTo(SubjectRefForm.of(asked, request.lookup()).on(PATH));
  }
}
