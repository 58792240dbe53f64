package io.clausewatch.subjects;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.deadlines.DeadlineSearch;
import io.clausewatch.deadlines.DeadlinesView;
import io.clausewatch.findings.FindingListView.Choice;
import io.clausewatch.findings.FindingSearch;
import io.clausewatch.findings.FindingSummary;
import io.clausewatch.findings.FoundFinding;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.http.Role;
import io.clausewatch.page.DayFilters;
import io.clausewatch.page.MessagePages;
import io.clausewatch.page.Page;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.recording.OfficerAccess;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.FacetCounts;
import io.clausewatch.search.FacetSearch;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.trail.EntryView;
import io.clausewatch.trail.TrailSearch;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;

/** What is known of one data subject, and the report for that person. */
public final class SubjectsPage implements Page {
  /** Where one is searched for. */
  static final String PATH = "/subjects";

  private static final String ONE = PATH + "/{subjectRef}";
  private static final String REPORT = ONE + "/report";

  /** The parameter for the end of the part of the time that a page is about. */
  private static final String BEFORE = "before";

  private static final String RAW = "subjectId";
  private static final List<String> EVENTS = List.of("25");
  private static final List<String> FINDINGS = List.of("100");
  private static final List<String> DEADLINES = List.of("5");

  private final TrailSearch trail;
  private final FindingSearch findings;
  private final DeadlineSearch deadlines;
  private final FacetSearch facets;
  private final PolicyCatalog catalog;
  private final DataSubjects subjects;
  private final ReportRoutes reports;

  /**
   * What a searcher finds of data subjects.
   *
   * @param catalog the policies to choose from
   * @param subjects tells data subjects from nobody
   * @param reports makes reports
   */
  public SubjectsPage(
      SearchClient searcher, PolicyCatalog catalog, DataSubjects subjects, ReportRoutes reports) {
    this.trail = new TrailSearch(searcher);
    this.findings = new FindingSearch(searcher);
    this.deadlines = new DeadlineSearch(searcher);
    this.facets = new FacetSearch(searcher);
    this.catalog = catalog;
    this.subjects = subjects;
    this.reports = reports;
  }

  @Override
  public void addTo(Places places) {
    places.get(
        PATH,
        KnownParameters.NONE,
        request -> request.show("subjects.jte", request.words().say("subjects"), Map.of()));
    places.post(PATH, KnownParameters.once(RAW), this::search, Role.OFFICER, Role.AUDITOR);
    places.get(ONE, KnownParameters.once("cursor", BEFORE), this::subject);
    places.get(REPORT, KnownParameters.NONE, request -> request.goTo(url(subjectRef(request))));
    places.post(
        REPORT,
        KnownParameters.LEFT_TO_CALL.withFields(RAW, "reason", "policyId", "from", "to"),
        this::report,
        Role.OFFICER);
  }

  private static String subjectRef(PageRequest request) {
    return RequestParameters.path(request.ctx(), "subjectRef");
  }

  /** Where one data subject is. */
  static String url(String subjectRef) {
    return PATH + "/" + URLEncoder.encode(subjectRef, UTF_8).replace("+", "%20");
  }

  /** What was typed as a URL that does not hold it. */
  private void search(PageRequest request) {
    List<String> refs =
        SearchParameters.subjectRefs(RAW, request.form().all(RAW), request.lookup());
    request.goTo(refs.isEmpty() ? PATH : url(refs.getFirst()));
  }

  private void subject(PageRequest request) {
    UrlQuery query = request.query();
    String subjectRef = subjectRef(request);
    if (!subjects.isPerson(subjectRef)) {
      request.show(404, MessagePages.unknown(request.words(), "subject", PATH));
      return;
    }
    String path = url(subjectRef);
    Map<String, List<String>> them = Map.of("subjectRef", List.of(subjectRef));
    UrlQuery about = new UrlQuery(them);
    LookupContext lookup = request.lookup();

    ResultPage<TrailDocument> events =
        trail.page(
            criteria(
                SearchTarget.TRAIL,
                about.with("limit", EVENTS).with("cursor", query.all("cursor")),
                lookup),
            Paging.LIVE);
    List<EntryView> entries =
        events.items().stream()
            .map(entry -> EntryView.of(entry, subjects, request.words()))
            .toList();
    // The oldest event of this page is where the findings of this page end, too.
    List<String> oldest =
        events.nextCursor().isPresent()
            ? List.of(entries.getLast().occurredAt().toString())
            : List.of();
    ResultPage<FoundFinding> found =
        findings.page(
            criteria(
                SearchTarget.FINDINGS,
                about.with("limit", FINDINGS).with("from", oldest).with("to", query.all(BEFORE)),
                lookup),
            Paging.LIVE);
    FacetCounts kinds = facets.count(SearchTarget.TRAIL, them, lookup);
    FacetCounts statuses = facets.count(SearchTarget.FINDINGS, them, lookup);
    ResultPage<DeadlineDocument> running =
        deadlines.page(
            criteria(SearchTarget.DEADLINES, about.with("limit", DEADLINES), lookup), Paging.LIVE);

    request.record(OfficerAccess.Searched.by(them));
    request.show(
        "subject.jte",
        request.words().say("subjects"),
        new SubjectView(
            subjectRef,
            request.words(),
            kinds.total(),
            SubjectView.counts(kinds.values("eventKind")),
            SubjectView.counts(statuses.values("status")),
            SubjectView.moments(
                entries,
                found.items().stream()
                    .map(item -> FindingSummary.of(item, catalog, request.words()))
                    .toList()),
            found.total() - found.items().size(),
            query.only("cursor").map(cursor -> path),
            events
                .nextCursor()
                .map(cursor -> query.with("cursor", cursor).with(BEFORE, oldest).on(path)),
            running.total(),
            DeadlinesView.Row.of(running, catalog, request.words()),
            Choice.policies(catalog)));
  }

  private static SearchCriteria criteria(
      SearchTarget target, UrlQuery asked, LookupContext lookup) {
    return SearchParameters.page(target, asked.values(), lookup);
  }

  /** The id is asked for again, since its hash is all that is kept; it has to be the same one. */
  private void report(PageRequest request) {
    String subjectRef = subjectRef(request);
    if (SearchParameters.subjectRefs(RAW, request.form().all(RAW), request.lookup())
        .equals(List.of(subjectRef))) {
      String subjectId = request.form().only(RAW).orElseThrow();
      UrlQuery asked = DayFilters.toSearch(request.form().without(RAW), request.zone());
      reports.send(request.ctx(), subjectId, asked.values());
    } else {
      // It tells whose page this is not.
      request.record(OfficerAccess.Searched.by(request.form().values()));
      request.show(400, MessagePages.unknown(request.words(), "report.id", url(subjectRef)));
    }
  }
}
