package io.clausewatch.findings;

import io.clausewatch.contract.Fault;
import io.clausewatch.findings.TriageService.Outcome;
import io.clausewatch.findings.TriageService.Result;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.Role;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.SubjectRefForm;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.search.FacetCounts;
import io.clausewatch.search.FacetSearch;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.searches.NamedSearches;
import io.clausewatch.searches.SavedSearches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list of findings, and what is decided about many of them at once. */
public final class FindingsPage implements Page {
  /** Where it is. */
  public static final String PATH = "/findings";

  private static final String ROWS = "50";

  private final FindingSearch findings;
  private final FacetSearch facets;
  private final TriageService triage;
  private final NamedSearches searches;
  private final PolicyCatalog catalog;

  /**
   * The list of what a searcher finds.
   *
   * @param triage where findings are decided about
   * @param saved searches that are kept under names
   * @param catalog the policies, for what can be chosen
   */
  public FindingsPage(
      SearchClient searcher, TriageService triage, SavedSearches saved, PolicyCatalog catalog) {
    this.findings = new FindingSearch(searcher);
    this.facets = new FacetSearch(searcher);
    this.triage = triage;
    this.searches = new NamedSearches(saved, "findings", PATH, FindingListParameters::toPage);
    this.catalog = catalog;
  }

  @Override
  public void addTo(Places places) {
    places.get(PATH, KnownParameters.LEFT_TO_CALL, this::list);
    places.post(
        "/search",
        KnownParameters.LEFT_TO_CALL.withFields(
            "q", "policyId", "status", "subjectId", "from", "to"),
        this::search,
        Role.OFFICER,
        Role.AUDITOR);
    places.post(
        PATH + "/status",
        DecisionForm.FIELDS.andRepeatable("shown", "selected"),
        this::decide,
        Role.OFFICER);
    searches.addTo(places);
  }

  private void list(PageRequest request) {
    UrlQuery query = request.query();
    if (SubjectRefForm.isNeeded(query)) {
      request.goTo(SubjectRefForm.of(query, request.lookup()).on(PATH));
    } else {
      show(request, BulkForm.empty());
    }
  }

  private void show(PageRequest request, BulkForm bulk) {
    UrlQuery parameters = FindingListParameters.of(request.query(), request.zone());
    ResultPage<FoundFinding> page =
        findings.page(
            SearchParameters.page(
                SearchTarget.FINDINGS,
                parameters.unlessGiven("limit", ROWS).values(),
                request.lookup()),
            Paging.LIVE);
    FacetCounts counted =
        facets.count(
            SearchTarget.FINDINGS,
            parameters.without("sort", "cursor", "limit").values(),
            request.lookup());
    request.record(OfficerAccess.Searched.by(parameters.values()));
    request.show(
        "findings.jte",
        request.words().say("findings"),
        FindingListView.of(
            request, page, counted, searches.of(request, parameters), catalog, bulk));
  }

  /** What was typed into the filters, as a URL that holds no subject id. */
  private void search(PageRequest request) {
    UrlQuery asked = request.form();
    var unused =
        SearchParameters.page(
            SearchTarget.FINDINGS,
            FindingListParameters.of(asked, request.zone()).values(),
            request.lookup());
    request.goTo(SubjectRefForm.of(asked, request.lookup()).on(PATH));
  }

  /** The same for all findings that are selected, each unless it has changed since it was shown. */
  private void decide(PageRequest request) {
    BulkForm bulk = BulkForm.of(request.form());
    String back = request.here().orElse(PATH);
    if (bulk.ticked().isEmpty()) {
      refuse(request, 400, back, bulk.refused(List.of(request.words().say("bulk.nothing"))));
      return;
    }
    if (bulk.decision().isEmpty()) {
      refuse(request, 400, back, bulk.refused(List.of(request.words().say("decision.nothing"))));
      return;
    }
    TriageRequest decision;
    try {
      decision = bulk.request();
    } catch (InvalidRequestException e) {
      refuse(request, 400, back, bulk.refused(e.faults().stream().map(Fault::toString).toList()));
      return;
    }
    Result result = TriageForms.act(triage, decision, request);
    Map<String, String> refused = new LinkedHashMap<>();
    result
        .outcomes()
        .forEach(
            (id, outcome) -> {
              if (outcome instanceof Outcome.Refused why) {
                refused.put(id, why.detail());
              }
            });
    int done = result.outcomes().size() - refused.size();
    if (refused.isEmpty()) {
      request.goTo(back + (back.contains("?") ? "&" : "?") + "done=" + done);
      return;
    }
    List<String> why = new ArrayList<>();
    why.add(request.words().say("triage.refused", refused.size()));
    why.add(request.words().say("triage.refused.text", done));
    refused.forEach((id, detail) -> why.add(id + ": " + detail));
    refuse(request, 409, back, bulk.only(refused.keySet()).refused(why));
  }

  /** The list that the form came from once more, with all that was filled in. */
  private void refuse(PageRequest request, int status, String back, BulkForm bulk) {
    request.ctx().status(status);
    show(request.on(PATH, SubjectRefForm.of(UrlQuery.of(back), request.lookup())), bulk);
  }

  /** The URL of the list with some filters, whatever the status of what they find. */
  static String url(Map<String, String> filters) {
    UrlQuery query = new UrlQuery(Map.of()).with("status", FindingListView.ANY);
    for (Map.Entry<String, String> filter : filters.entrySet()) {
      query = query.with(filter.getKey(), filter.getValue());
    }
    return query.on(PATH);
  }
}
