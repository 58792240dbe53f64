package io.clausewatch.page;

import io.clausewatch.contract.FindingStatus;
import io.clausewatch.policy.Clause;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of findings.
 *
 * @param query what is looked at
 * @param words the language that it is read in
 * @param severities how many there are of each severity, gravest first, whichever is chosen
 * @param total how many there are
 * @param rows those shown
 * @param nextUrl where the next ones are; empty when there are none
 * @param choices what can be chosen in the filters
 */
public record ListView(
    UrlQuery query,
    Words words,
    Map<String, Long> severities,
    long total,
    List<FindingSummary> rows,
    Optional<String> nextUrl,
    Choices choices) {

  /** Stands in a URL for every status; without a status, a list shows the open ones. */
  static final String ANY = "ANY";

  private static final List<String> CONTROLS =
      List.of("q", "policyId", "clauseId", "status", "service", "recipientKind", "from", "to");

  private static final List<String> NO_FILTERS = List.of("sort", "cursor", "status");

  /** Copies its list. */
  public ListView {
    rows = List.copyOf(rows);
  }

  /**
   * What can be chosen in the filters.
   *
   * @param policies value and label
   * @param clauses value and label
   * @param services the services that have findings
   */
  public record Choices(List<Choice> policies, List<Choice> clauses, List<String> services) {
    /** Copies its lists. */
    public Choices {
      policies = List.copyOf(policies);
      clauses = List.copyOf(clauses);
      services = List.copyOf(services);
    }

    /** Those that a catalog of policies has. */
    static Choices of(PolicyCatalog catalog, List<String> services) {
      List<Choice> policies =
          catalog.policies().stream()
              .map(policy -> new Choice(policy.policyId(), policy.policyId()))
              .toList();
      List<Choice> clauses =
          catalog.policies().stream().flatMap(policy -> clauses(policy).stream()).toList();
      return new Choices(policies, clauses, services);
    }

    private static List<Choice> clauses(Policy policy) {
      return policy.versions().getLast().clauses().stream()
          .map((Clause clause) -> new Choice(clause.id(), clause.title()))
          .toList();
    }
  }

  /**
   * Something that can be chosen.
   *
   * @param value what a URL holds for it
   * @param label what people read
   */
  public record Choice(String value, String label) {}

  /**
   * A filter that is set and has no control of its own in the form.
   *
   * @param name the parameter's name
   * @param value its value
   * @param label the two in words
   * @param urlWithout the list without this filter
   */
  public record Chip(String name, String value, String label, String urlWithout) {}

  /** The statuses to choose from. */
  public List<Choice> statuses() {
    List<Choice> choices = new ArrayList<>();
    for (FindingStatus status : List.of(FindingStatus.OPEN, FindingStatus.RETRACTED)) {
      choices.add(new Choice(status.name(), words.symbol(status.name())));
    }
    choices.add(new Choice(ANY, words.say("any")));
    return choices;
  }

  /** The kinds of recipient to choose from. */
  public List<Choice> recipientKinds() {
    return SearchTarget.recipientKinds().stream()
        .map(kind -> new Choice(kind, words.symbol(kind)))
        .toList();
  }

  /** What a control of the form is filled with; empty when nothing, or more than fits into it. */
  public String control(String name) {
    return query.only(name).orElse("");
  }

  /** The status that is looked at. */
  public String status() {
    return query.only("status").orElse("OPEN");
  }

  /**
   * Filters that are set and have no control, or more values than it takes; severities have tiles.
   */
  public List<Chip> chips() {
    List<Chip> chips = new ArrayList<>();
    query
        .values()
        .forEach(
            (name, values) -> {
              boolean hasControl = CONTROLS.contains(name) && values.size() == 1;
              if (!hasControl
                  && !NO_FILTERS.contains(name)
                  && !name.equals("severity")
                  && !name.equals("limit")) {
                values.forEach(
                    value ->
                        chips.add(
                            new Chip(
                                name,
                                value,
                                words.label(name) + ": " + shortened(value),
                                query
                                    .without("cursor")
                                    .withoutValue(name, value)
                                    .on(FindingsPage.PATH))));
              }
            });
    return chips;
  }

  private static String shortened(String value) {
    return value.length() <= 24 ? value : value.substring(0, 12) + "…";
  }

  /** Whether any filter is set beside that on the status. */
  public boolean filtered() {
    return query.values().keySet().stream().anyMatch(name -> !NO_FILTERS.contains(name));
  }

  /** Whether one of the filters is set that the form shows only when asked. */
  public boolean detailed() {
    return List.of("clauseId", "service", "recipientKind", "from", "to").stream()
        .anyMatch(name -> !query.all(name).isEmpty());
  }

  /** The list with a severity chosen, or no longer. */
  public String severityUrl(String severity) {
    return query.without("cursor").toggled("severity", severity).on(FindingsPage.PATH);
  }

  /** Whether a severity is chosen. */
  public boolean chosen(String severity) {
    return query.has("severity", severity);
  }

  /** The list sorted by a field, greatest first; or least first when it is that already. */
  public String sortUrl(String field) {
    String sort = sorted(field).equals("descending") ? field : "-" + field;
    return query.without("cursor").with("sort", sort).on(FindingsPage.PATH);
  }

  /** How the list is sorted by a field, in the words of ARIA: descending, ascending or none. */
  public String sorted(String field) {
    String sort = query.only("sort").orElse("-occurredAt");
    return sort.equals("-" + field) ? "descending" : sort.equals(field) ? "ascending" : "none";
  }

  /** Whether this is not the first page. */
  public boolean continued() {
    return query.only("cursor").isPresent();
  }

  /** The first page. */
  public String firstUrl() {
    return query.without("cursor").on(FindingsPage.PATH);
  }

  /** The list with the same filters, whatever the status. */
  public String anyStatusUrl() {
    return query.without("cursor").with("status", ANY).on(FindingsPage.PATH);
  }

  /** The list without any filter. */
  public String unfilteredUrl() {
    return FindingsPage.PATH;
  }
}
