package io.clausewatch.search;

import io.clausewatch.contract.DeadlineStatus;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.Severity;
import io.clausewatch.contract.TriageReason;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.search.SearchCriteria.Sort;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be searched: the findings, the trail of every event received, and the deadlines. */
@SuppressWarnings(
    "ImmutableEnumChecker") // its lists and maps are, though their types do not say so
public enum SearchTarget {
  /** What breaks a clause. */
  FINDINGS(
      findingFilters(),
      Map.of(),
      List.of(
          "occurredAt",
          "detectedAt",
          "revisedAt",
          "dueAt",
          "severity",
          "status",
          "reason",
          "assignee",
          "policyId",
          "clauseId",
          "service",
          "eventKind",
          "eventId",
          "subjectRef",
          "actorId",
          "recipientId",
          "recipientKind",
          "purpose",
          "findingId"),
      new Sort("occurredAt", true),
      "findingId"),

  /** Every event received, once for each data subject, with its verdicts. */
  TRAIL(
      trailFilters(),
      notOfTheTrail(),
      List.of(
          "occurredAt",
          "receivedAt",
          "judgedAt",
          "verdict",
          "policyId",
          "service",
          "eventKind",
          "eventId",
          "subjectRef",
          "actorId",
          "recipientId",
          "recipientKind",
          "purpose",
          "entryId"),
      new Sort("occurredAt", true),
      "entryId"),

  /** Every entry of the trail with a clause that could not be decided. */
  GAPS(gapFilters(), notOfTheTrail(), List.of(), new Sort("occurredAt", true), "entryId"),

  /** The clocks that events started; those that run, unless others are asked for. */
  DEADLINES(
      deadlineFilters(),
      Map.of(),
      List.of(
          "dueAt",
          "occurredAt",
          "revisedAt",
          "severity",
          "status",
          "policyId",
          "clauseId",
          "service",
          "eventKind",
          "eventId",
          "subjectRef",
          "deadlineId"),
      new Sort("dueAt", false),
      "deadlineId");

  private final Map<String, SearchFilter> filters;
  private final Map<String, String> inapplicable;
  private final List<String> sortable;
  private final Sort order;
  private final String idField;

  SearchTarget(
      Map<String, SearchFilter> filters,
      Map<String, String> inapplicable,
      List<String> sortable,
      Sort order,
      String idField) {
    this.filters = Collections.unmodifiableMap(filters);
    this.inapplicable = Map.copyOf(inapplicable);
    this.sortable = List.copyOf(sortable);
    this.order = order;
    this.idField = idField;
  }

  /** The symbols of a finding's status, as the contract orders them. */
  public static List<String> statuses() {
    return List.of("OPEN", "RETRACTED", "ACKNOWLEDGED", "RESOLVED", "DISMISSED");
  }

  /** The statuses of a finding that was not taken back. */
  public static List<String> standing() {
    return statuses().stream().filter(status -> !status.equals("RETRACTED")).toList();
  }

  /** The statuses that an officer can give a finding. */
  public static List<String> officerStatuses() {
    return symbols(TriageStatus.values());
  }

  /** Why findings are resolved or dismissed. */
  public static List<String> triageReasons() {
    return symbols(TriageReason.values());
  }

  /** The reasons of which a status needs one; empty when it takes none. */
  public static List<String> triageReasons(TriageStatus status) {
    return switch (status) {
      case RESOLVED -> List.of("FIXED", "ACCEPTED_RISK");
      case DISMISSED -> List.of("FALSE_ALARM", "TEST_DATA", "DUPLICATE");
      case OPEN, ACKNOWLEDGED, UNKNOWN -> List.of();
    };
  }

  /** The symbols of a finding's severity, gravest first. */
  public static List<String> severities() {
    return symbols(Severity.values());
  }

  /** The kinds of recipient. */
  public static List<String> recipientKinds() {
    return symbols(RecipientKind.values());
  }

  /** What came of judging an event. */
  public static List<String> verdicts() {
    return List.of("LAWFUL", "VIOLATED", "UNDECIDED");
  }

  /**
   * The field of the documents in which a filter's values are; it is none of a period or of words.
   */
  String field(String parameter) {
    return switch (filters.get(parameter)) {
      case SearchFilter.Id id -> id.field();
      case SearchFilter.Person person -> person.field();
      case SearchFilter.Symbol symbol -> symbol.field();
      case null, default -> throw new IllegalArgumentException(parameter + " has no values");
    };
  }

  /** The filters by the names of their parameters, in the order in which they are documented. */
  public Map<String, SearchFilter> filters() {
    return filters;
  }

  /**
   * Why a parameter of other searches makes no sense in this one; empty when it does or is none.
   */
  Optional<String> whyInapplicable(String parameter) {
    return Optional.ofNullable(inapplicable.get(parameter));
  }

  /** What can be sorted by; each is the name of a field of the documents that are returned. */
  List<String> sortable() {
    return sortable;
  }

  /** What it is sorted by unless asked otherwise: that of {@link #instant()}. */
  Sort order() {
    return order;
  }

  /** The field with the instant that matters most; {@code from} and {@code to} are about it. */
  String instant() {
    return order.name();
  }

  /** What a filter is set to when a request does not have it; empty when it then does nothing. */
  List<String> unlessGiven(String parameter) {
    return this == DEADLINES && parameter.equals("status")
        ? List.of(DeadlineStatus.RUNNING.name())
        : List.of();
  }

  /** The fields of what is returned, in their order. */
  public List<String> fields() {
    return shape().fields();
  }

  /** The form in which its documents are returned. */
  DocumentFields shape() {
    return switch (this) {
      case FINDINGS -> DocumentFields.FINDING;
      case TRAIL, GAPS -> DocumentFields.TRAIL_ENTRY;
      case DEADLINES -> DocumentFields.DEADLINE;
    };
  }

  /** Whether what people did through this server is among its documents. */
  boolean holdsActs() {
    return this == TRAIL || this == GAPS;
  }

  /** The field whose value no two documents share. */
  String idField() {
    return idField;
  }

  private static Map<String, SearchFilter> findingFilters() {
    Map<String, SearchFilter> filters = new LinkedHashMap<>();
    filters.put("policyId", new SearchFilter.Id("policyId"));
    filters.put("clauseId", new SearchFilter.Id("clauseId"));
    filters.put("severity", new SearchFilter.Symbol("severity", severities()));
    filters.put("status", new SearchFilter.Symbol("status", statuses()));
    filters.put("triageReason", new SearchFilter.Symbol("reason", triageReasons()));
    filters.put("assignee", new SearchFilter.Id("assignee"));
    addCommonFilters(filters);
    return filters;
  }

  private static Map<String, SearchFilter> trailFilters() {
    Map<String, SearchFilter> filters = new LinkedHashMap<>();
    filters.put("policyId", new SearchFilter.Id("policyId"));
    filters.put("clauseId", new SearchFilter.Id("clauseIds"));
    filters.put("verdict", new SearchFilter.Symbol("verdict", verdicts()));
    filters.put("gapReason", new SearchFilter.Gap("gaps.reason"));
    filters.put("gapClauseId", new SearchFilter.Gap("gaps.clauseId"));
    addCommonFilters(filters);
    return filters;
  }

  private static Map<String, SearchFilter> gapFilters() {
    Map<String, SearchFilter> filters = new LinkedHashMap<>();
    filters.put("policyId", new SearchFilter.Id("policyId"));
    filters.put("clauseId", new SearchFilter.Gap("gaps.clauseId"));
    filters.put("gapReason", new SearchFilter.Gap("gaps.reason"));
    filters.put("verdict", new SearchFilter.Symbol("verdict", verdicts()));
    addCommonFilters(filters);
    return filters;
  }

  private static Map<String, String> notOfTheTrail() {
    String why = "the trail holds events, not findings: search /v1/findings";
    return Map.of("severity", why, "status", why, "triageReason", why, "assignee", why);
  }

  private static Map<String, SearchFilter> deadlineFilters() {
    Map<String, SearchFilter> filters = new LinkedHashMap<>();
    filters.put("policyId", new SearchFilter.Id("policyId"));
    filters.put("clauseId", new SearchFilter.Id("clauseId"));
    filters.put("severity", new SearchFilter.Symbol("severity", severities()));
    filters.put("status", new SearchFilter.Symbol("status", symbols(DeadlineStatus.values())));
    addSubjectFilters(filters);
    filters.put("service", new SearchFilter.Id("service"));
    filters.put("eventId", new SearchFilter.Id("eventId"));
    filters.put("eventKind", eventKind());
    filters.put("from", new SearchFilter.From());
    filters.put("to", new SearchFilter.To());
    filters.put("days", new SearchFilter.Days("dueAt"));
    return filters;
  }

  private static void addCommonFilters(Map<String, SearchFilter> filters) {
    addSubjectFilters(filters);
    filters.put("actorId", new SearchFilter.Person("actorId"));
    filters.put("service", new SearchFilter.Id("service"));
    filters.put("recipientId", new SearchFilter.Person("recipientId"));
    filters.put("recipientKind", new SearchFilter.Symbol("recipientKind", recipientKinds()));
    filters.put("purpose", new SearchFilter.Id("purpose"));
    filters.put("dataCategory", new SearchFilter.Id("dataCategories"));
    filters.put("eventId", new SearchFilter.Id("eventId"));
    filters.put("eventKind", eventKind());
    filters.put("from", new SearchFilter.From());
    filters.put("to", new SearchFilter.To());
    filters.put("q", new SearchFilter.Text());
  }

  private static void addSubjectFilters(Map<String, SearchFilter> filters) {
    filters.put("subjectId", new SearchFilter.Subject("subjectRef"));
    // An officer's act about somebody who was known by the ref alone: there the ref is the id.
    filters.put("subjectRef", new SearchFilter.Person("subjectRef"));
  }

  private static SearchFilter eventKind() {
    return new SearchFilter.Symbol(
        "eventKind", Arrays.stream(EventKind.values()).map(EventKind::id).toList());
  }

  /**
   * The symbols of an enum of the contract but for UNKNOWN, which only readers of the future need.
   */
  private static List<String> symbols(Enum<?>[] values) {
    return Stream.of(values)
        .map(Enum::name)
        .filter(name -> !name.equals("UNKNOWN"))
        .collect(Collectors.toUnmodifiableList());
  }
}
