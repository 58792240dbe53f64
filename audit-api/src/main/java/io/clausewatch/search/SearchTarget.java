package io.clausewatch.search;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.clausewatch.contract.DeadlineStatus;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.readmodel.AlertDocument;
import io.clausewatch.readmodel.ContractSymbols;
import io.clausewatch.readmodel.DeadLetterDocument;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.readmodel.DocumentCatalog;
import io.clausewatch.readmodel.DocumentField;
import io.clausewatch.readmodel.FieldFilter;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.SearchDocument;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.search.SearchCriteria.Sort;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be searched: the findings, the trail of every event received, the deadlines, the
 * messages to receivers, and the records that could not be processed.
 */
@SuppressWarnings(
    "ImmutableEnumChecker") // its lists and maps are, though their types do not say so
public enum SearchTarget {
  /** What breaks a clause. */
  FINDINGS(FindingDocument.class, FindingDocument.CATALOG, "occurredAt", "findingId"),

  /** Every event received, once for each data subject, with its verdicts. */
  TRAIL(TrailDocument.class, TrailDocument.CATALOG, "occurredAt", "entryId"),

  /** Every entry of the trail with a clause that could not be decided. */
  GAPS(TrailDocument.class, TrailDocument.CATALOG, "occurredAt", "entryId"),

  /** The clocks that events started; those that run, unless others are asked for. */
  DEADLINES(DeadlineDocument.class, DeadlineDocument.CATALOG, "dueAt", "deadlineId"),

  /** The messages to receivers. */
  ALERTS(AlertDocument.class, AlertDocument.CATALOG, "createdAt", "messageId"),

  /** The records that could not be processed. */
  DEAD_LETTERS(DeadLetterDocument.class, DeadLetterDocument.CATALOG, "receivedAt", "place");

  private static final String SUBJECT_ID = "subjectId";

  /** The filters of findings that say nothing of an event. */
  private static final Set<String> FINDINGS_ALONE =
      Set.of("severity", "status", "triageReason", "assignee");

  private final Class<? extends SearchDocument> type;
  private final DocumentCatalog<?> catalog;
  private final Map<String, SearchFilter> filters;
  private final Map<String, FieldFilter.Kind> kinds;
  private final Sort order;
  private final String idField;

  <D extends SearchDocument> SearchTarget(
      Class<D> type, DocumentCatalog<D> catalog, String instant, String idField) {
    this.type = type;
    this.catalog = catalog;
    this.filters = Collections.unmodifiableMap(filters(catalog));
    this.kinds =
        catalog.fields().stream()
            .flatMap(field -> field.searchFilter().stream())
            .collect(toUnmodifiableMap(FieldFilter::parameter, FieldFilter::kind));
    this.order = new Sort(instant, type != DeadlineDocument.class);
    this.idField = idField;
  }

  /** The symbols of a finding's status, as the contract orders them. */
  public static List<String> statuses() {
    return ContractSymbols.FINDING_STATUSES;
  }

  /** The statuses of a finding that was not taken back. */
  public static List<String> standing() {
    return statuses().stream().filter(status -> !status.equals("RETRACTED")).toList();
  }

  /** The statuses that an officer can give a finding. */
  public static List<String> officerStatuses() {
    return ContractSymbols.TRIAGE_STATUSES;
  }

  /** Why findings are resolved or dismissed. */
  public static List<String> triageReasons() {
    return ContractSymbols.TRIAGE_REASONS;
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
    return ContractSymbols.SEVERITIES;
  }

  /** What came of judging an event. */
  public static List<String> verdicts() {
    return ContractSymbols.VERDICTS;
  }

  /** The fields whose values are counted for a search to be narrowed by, by their filters. */
  Map<String, String> facets() {
    Map<String, String> facets = new LinkedHashMap<>();
    catalog.fields().stream()
        .filter(DocumentField::isFacet)
        .forEach(field -> facets.put(field.searchFilter().orElseThrow().parameter(), field.name()));
    return facets;
  }

  /** Which values a filter takes; empty for one that is of no single field. */
  public Optional<FieldFilter.Kind> kind(String parameter) {
    return Optional.ofNullable(kinds.get(parameter));
  }

  /** The filters by the names of their parameters, in the order in which they are documented. */
  public Map<String, SearchFilter> filters() {
    return filters;
  }

  /**
   * Why a parameter of other searches makes no sense in this one; empty when it does or is none.
   */
  Optional<String> whyInapplicable(String parameter) {
    return type == TrailDocument.class && FINDINGS_ALONE.contains(parameter)
        ? Optional.of("the trail holds events, not findings: search /v1/findings")
        : Optional.empty();
  }

  /** What can be sorted by; each is the name of a field of the documents that are returned. */
  List<String> sortable() {
    return this == GAPS
        ? List.of()
        : catalog.fields().stream()
            .filter(field -> field.sortField().isPresent())
            .map(DocumentField::name)
            .toList();
  }

  /** How documents are sorted by one of {@link #sortable()}. */
  DocumentField<?> field(Sort sort) {
    return catalog.field(sort.name()).orElseThrow();
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
    return catalog.returned().stream().map(DocumentField::name).toList();
  }

  /** What it finds. */
  public Class<? extends SearchDocument> type() {
    return type;
  }

  /** Whether what people did through this server is among its documents. */
  boolean holdsActs() {
    return type == TrailDocument.class;
  }

  /** The field whose value no two documents share. */
  String idField() {
    return idField;
  }

  private Map<String, SearchFilter> filters(DocumentCatalog<?> all) {
    Map<String, SearchFilter> made = new LinkedHashMap<>();
    for (DocumentField<?> field : all.fields()) {
      field
          .searchFilter()
          .ifPresent(
              by -> {
                if (by.parameter().equals(SubjectField.REF)) {
                  made.put(SUBJECT_ID, new SearchFilter.Subject(field.name()));
                }
                made.put(by.parameter(), filter(field.name(), by));
              });
    }
    if (type == TrailDocument.class) {
      made.put("gapReason", new SearchFilter.Gap("gaps.reason"));
      made.put(
          name().equals("GAPS") ? "clauseId" : "gapClauseId",
          new SearchFilter.Gap("gaps.clauseId"));
    }
    made.put("from", new SearchFilter.From());
    made.put("to", new SearchFilter.To());
    if (type == DeadlineDocument.class) {
      made.put("days", new SearchFilter.Days("dueAt"));
    } else if (all.fields().stream().anyMatch(DocumentField::isFullText)) {
      made.put("q", new SearchFilter.Text());
    }
    return made;
  }

  private static SearchFilter filter(String field, FieldFilter by) {
    return switch (by.kind()) {
      case ID, PURPOSE, DATA_CATEGORY -> new SearchFilter.Id(field);
      // Of an officer's act about somebody who was known by the ref alone, the ref is the id.
      case PERSON -> new SearchFilter.Person(field);
      case SYMBOL -> new SearchFilter.Symbol(field, by.symbols());
    };
  }
}
