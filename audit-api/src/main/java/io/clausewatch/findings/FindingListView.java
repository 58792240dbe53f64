package io.clausewatch.findings;

import io.clausewatch.page.FacetView;
import io.clausewatch.page.FilterForm;
import io.clausewatch.page.PageRequest;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.search.FacetCounts;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.searches.SearchesView;
import io.clausewatch.words.PageWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The list of findings.
 *
 * @param query what is looked at
 * @param words the language that it is read in
 * @param severities how many there are of each severity, gravest first, whichever is chosen
 * @param facets what else it can be narrowed by
 * @param searches all of the search that is looked at, and those that are kept under names
 * @param total how many there are
 * @param rows those shown
 * @param nextUrl where the next ones are; empty when there are none
 * @param policies the policies to choose from
 * @param mayDecide whether who looks may decide about findings
 * @param bulk what is filled into the form that decides about several
 */
public record FindingListView(
    UrlQuery query,
    PageWords words,
    Map<String, Long> severities,
    List<FacetView> facets,
    SearchesView searches,
    long total,
    List<FindingSummary> rows,
    Optional<String> nextUrl,
    List<Choice> policies,
    boolean mayDecide,
    BulkForm bulk) {

  /** Stands in a URL for every status; without a status, a list shows the open ones. */
  static final String ANY = "ANY";

  private static final List<String> CONTROLS = List.of("q", "policyId", "status", "from", "to");

  /** The facets that are shown in another form. */
  private static final Set<String> OWN_CONTROLS = Set.of("severity", "status");

  /** The facets that are shown first. */
  private static final List<String> FACETS =
      List.of(
          "policyId",
          "clauseId",
          "service",
          "recipientKind",
          "purpose",
          "actorId",
          "assignee",
          "eventKind",
          "dataCategory",
          "triageReason");

  /** Copies its lists. */
  public FindingListView {
    facets = List.copyOf(facets);
    rows = List.copyOf(rows);
    policies = List.copyOf(policies);
  }

  /**
   * The view of a page of findings.
   *
   * @param counted what could be chosen instead
   * @param searches those that are kept under names
   * @param bulk what is filled into the form that decides about several
   */
  public static FindingListView of(
      PageRequest request,
      ResultPage<FoundFinding> page,
      FacetCounts counted,
      SearchesView searches,
      PolicyCatalog catalog,
      BulkForm bulk) {
    UrlQuery query = request.query();
    Map<String, Long> severities = new LinkedHashMap<>();
    SearchTarget.severities().forEach(severity -> severities.put(severity, 0L));
    counted.values("severity").forEach(one -> severities.put(one.key(), one.count()));
    return new FindingListView(
        query,
        request.words(),
        severities,
        FacetView.of(
            counted.without(OWN_CONTROLS), FACETS, query, FindingsPage.PATH, request.words()),
        searches,
        page.total(),
        page.items().stream()
            .map(item -> FindingSummary.of(item, catalog, request.words()))
            .toList(),
        page.nextCursor().map(cursor -> query.with("cursor", cursor).on(FindingsPage.PATH)),
        Choice.policies(catalog),
        request.mayDecide(),
        bulk);
  }

  /**
   * Something that can be chosen.
   *
   * @param value what a URL holds for it
   * @param label what people read
   */
  public record Choice(String value, String label) {
    /** The policies of a catalog. */
    public static List<Choice> policies(PolicyCatalog catalog) {
      return catalog.policies().stream()
          .map(policy -> new Choice(policy.policyId(), policy.policyId()))
          .toList();
    }
  }

  /** What it is narrowed by. */
  public FilterForm form() {
    return new FilterForm(FindingsPage.PATH, query, words, CONTROLS);
  }

  /** The columns that are shown. */
  public List<FindingColumn> columns() {
    return FindingColumn.of(query.all("columns"));
  }

  /** Every column that there is. */
  public List<FindingColumn> allColumns() {
    return List.of(FindingColumn.values());
  }

  /** The statuses to choose from. */
  public List<Choice> statuses() {
    List<Choice> choices = new ArrayList<>();
    SearchTarget.statuses()
        .forEach(status -> choices.add(new Choice(status, words.symbol(status))));
    choices.add(new Choice(ANY, words.say("any")));
    return choices;
  }

  /** What can be decided about those that are selected. */
  public List<Choice> decisions() {
    return DecisionForm.choices(words);
  }

  /** The status that is looked at. */
  public String status() {
    return query.only("status").orElse("OPEN");
  }

  /** How many findings were just decided about; empty when none. */
  public Optional<String> done() {
    return query.only("done").filter(done -> done.matches("\\d{1,4}"));
  }

  /** Whether any filter is set beside that on the status. */
  public boolean filtered() {
    return form().values().keySet().stream().anyMatch(name -> !name.equals("status"));
  }

  /** The list with a severity chosen, or no longer. */
  public String severityUrl(String severity) {
    return at(query.toggled("severity", severity));
  }

  /** Whether a severity is chosen. */
  public boolean chosen(String severity) {
    return query.has("severity", severity);
  }

  /** The list sorted by a field, greatest first; or least first when it is that already. */
  public String sortUrl(String field) {
    String sort = sorted(field).equals("descending") ? field : "-" + field;
    return at(query.with("sort", sort));
  }

  /** How the list is sorted by a field, in the words of ARIA: descending, ascending or none. */
  public String sorted(String field) {
    String sort = query.only("sort").orElse("-occurredAt");
    return sort.equals("-" + field) ? "descending" : sort.equals(field) ? "ascending" : "none";
  }

  /** The list with the same filters, whatever the status. */
  public String anyStatusUrl() {
    return at(query.with("status", ANY));
  }

  private static String at(UrlQuery query) {
    return query.without("cursor", "done").on(FindingsPage.PATH);
  }
}
