package io.clausewatch.search;

import io.clausewatch.contract.ClosestName;
import io.clausewatch.contract.Fault;
import io.clausewatch.contract.IdText;
import io.clausewatch.http.CodePoints;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchCondition.HasGap;
import io.clausewatch.search.SearchCondition.Holds;
import io.clausewatch.search.SearchCondition.InPeriod;
import io.clausewatch.search.SearchCondition.WithinDays;
import io.clausewatch.search.SearchCriteria.Sort;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the parameters of a search, collecting every fault.
 *
 * <p>A filter may repeat, but for the ends of the period: any of its values is enough, while all
 * parameters have to be met; each {@code q} has to be met too. Nothing else may repeat, and no
 * value may be empty: a filter that is not understood would find too much. A {@code subjectId} is
 * turned into its keyed hash here, and its value appears in no fault.
 */
public final class SearchParameters {
  /** How many documents a page holds when the request does not say. */
  static final int DEFAULT_LIMIT = 50;

  /** How many a page holds at most. */
  static final int GREATEST_LIMIT = 1000;

  private static final String SORT = "sort";
  private static final String LIMIT = "limit";
  private static final String CURSOR = "cursor";
  private static final int MAX_DAYS = 3660;

  /** Each is looked for in every text of a document. */
  private static final int MAX_TEXTS = 20;

  private final SearchTarget target;
  private final Map<String, List<String>> given;
  private final LookupContext lookup;
  private final List<Fault> faults = new ArrayList<>();

  private SearchParameters(
      SearchTarget target, Map<String, List<String>> given, LookupContext lookup) {
    this.target = target;
    this.given = given;
    this.lookup = lookup;
  }

  /**
   * Reads a search that pages through documents: filters, {@code sort}, {@code limit}, {@code
   * cursor}.
   *
   * @param target what is searched
   * @param given each parameter's values, decoded
   * @param lookup hashes whom the request names, for its caller
   * @throws InvalidRequestException with every fault
   */
  public static SearchCriteria page(
      SearchTarget target, Map<String, List<String>> given, LookupContext lookup) {
    SearchParameters parameters = new SearchParameters(target, given, lookup);
    parameters.refuseUnknown(Set.of(SORT, LIMIT, CURSOR));
    SearchCriteria criteria =
        new SearchCriteria(
            target,
            parameters.conditions(),
            parameters.order(),
            parameters.limit(DEFAULT_LIMIT),
            parameters.cursor());
    parameters.throwIfFaulty();
    if (criteria.cursor().isPresent()) {
      lookup.tellsOfNamed(); // one of a search for somebody else is refused
    }
    return criteria;
  }

  /**
   * Reads filters alone.
   *
   * @param target whose filters the request may use
   * @param given each parameter's values, decoded
   * @param lookup hashes whom the request names, for its caller
   * @throws InvalidRequestException with every fault
   */
  public static List<SearchCondition> filters(
      SearchTarget target, Map<String, List<String>> given, LookupContext lookup) {
    SearchParameters parameters = new SearchParameters(target, given, lookup);
    parameters.refuseUnknown(Set.of());
    List<SearchCondition> conditions = parameters.conditions();
    parameters.throwIfFaulty();
    return conditions;
  }

  /**
   * Reads filters and {@code limit}.
   *
   * @param target whose filters the request may use
   * @param given each parameter's values, decoded
   * @param lookup hashes whom the request names, for its caller
   * @throws InvalidRequestException with every fault
   */
  public static FiltersAndLimit filtersAndLimit(
      SearchTarget target, Map<String, List<String>> given, LookupContext lookup) {
    SearchParameters parameters = new SearchParameters(target, given, lookup);
    parameters.refuseUnknown(Set.of(LIMIT));
    FiltersAndLimit read =
        new FiltersAndLimit(parameters.conditions(), parameters.limit(GREATEST_LIMIT));
    parameters.throwIfFaulty();
    return read;
  }

  /**
   * What {@link #filtersAndLimit} reads.
   *
   * @param conditions all of them have to be met
   * @param limit how many to return at most; {@link #GREATEST_LIMIT} when the request does not say
   */
  public record FiltersAndLimit(List<SearchCondition> conditions, int limit) {}

  /**
   * Reads filters, and one more parameter that takes a symbol.
   *
   * @param target whose filters the request may use
   * @param given each parameter's values, decoded
   * @param lookup hashes whom the request names, for its caller
   * @param option the name of the parameter that is no filter
   * @param symbols what it may be; the first when it is not given
   * @throws InvalidRequestException with every fault
   */
  public static FiltersAndOption filtersAndOption(
      SearchTarget target,
      Map<String, List<String>> given,
      LookupContext lookup,
      String option,
      List<String> symbols) {
    SearchParameters parameters = new SearchParameters(target, given, lookup);
    parameters.refuseUnknown(Set.of(option));
    List<SearchCondition> conditions = parameters.conditions();
    String chosen = parameters.single(option).orElse(symbols.getFirst());
    if (!symbols.contains(chosen)) {
      parameters.fault(option, "one of " + String.join(", ", symbols), quoted(chosen));
    }
    parameters.throwIfFaulty();
    return new FiltersAndOption(conditions, chosen);
  }

  /**
   * What {@link #filtersAndOption} reads.
   *
   * @param conditions all of them have to be met
   * @param option the symbol chosen
   */
  public record FiltersAndOption(List<SearchCondition> conditions, String option) {}

  /**
   * Reads the filters among some parameters that a target has, and leaves the others alone. The
   * parameters have been read for another target before, so that they hold no faults.
   */
  public static List<SearchCondition> conditionsThatApply(
      SearchTarget target, Map<String, List<String>> given, LookupContext lookup) {
    return new SearchParameters(target, given, lookup).conditions();
  }

  /**
   * The same of a part of some parameters, without what the whole search is narrowed to for whoever
   * asks: only to be met besides the conditions of the others.
   */
  static List<SearchCondition> conditionsOfPart(
      SearchTarget target, Map<String, List<String>> part, LookupContext lookup) {
    return new SearchParameters(target, part, lookup).conditions(target.filters());
  }

  /**
   * The keyed hashes of data subjects.
   *
   * @param name the parameter with their ids
   * @param ids as the producers know them, in Unicode NFC
   * @param lookup hashes whom the request names, for its caller
   * @throws InvalidRequestException when one of them can be no id
   */
  public static List<String> subjectRefs(String name, List<String> ids, LookupContext lookup) {
    List<Fault> faults =
        ids.stream().flatMap(id -> IdRules.fault(name, id).stream()).distinct().toList();
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    return ids.stream().map(lookup::subject).toList();
  }

  private void refuseUnknown(Set<String> others) {
    Set<String> known = new LinkedHashSet<>(target.filters().keySet());
    others.stream().sorted().forEach(known::add);
    given.keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .map(
            name ->
                target
                    .whyInapplicable(name)
                    .map(why -> "a parameter of this search (" + why + ")")
                    .map(expected -> KnownParameters.unknown(name, expected))
                    .orElseGet(() -> KnownParameters.unknown(name, known)))
        .forEach(faults::add);
  }

  /** All that a document has to meet to be shown to whoever asks. */
  private List<SearchCondition> conditions() {
    List<SearchCondition> conditions = conditions(target.filters());
    if (target.holdsActs()) {
      lookup.visibility().condition(given).ifPresent(conditions::add);
    }
    return conditions;
  }

  private List<SearchCondition> conditions(Map<String, SearchFilter> filters) {
    List<SearchCondition> conditions = new ArrayList<>();
    filters.forEach(
        (name, filter) -> {
          List<String> values = given.getOrDefault(name, target.unlessGiven(name));
          if (!values.isEmpty()) {
            conditions.addAll(conditions(name, filter, values));
          }
        });
    gap(filters).ifPresent(conditions::add);
    period().ifPresent(conditions::add);
    return conditions;
  }

  private List<SearchCondition> conditions(String name, SearchFilter filter, List<String> values) {
    return switch (filter) {
      case SearchFilter.Id id -> List.of(new AnyOf(id.field(), ids(name, values)));
      case SearchFilter.Person person ->
          List.of(
              new AnyOf(
                  person.field(),
                  ids(name, values).stream()
                      .flatMap(value -> Stream.of(value, lookup.anybody(value)))
                      .toList()));
      case SearchFilter.Subject subject ->
          List.of(new AnyOf(subject.field(), subjectRefs(name, values)));
      case SearchFilter.Symbol symbol ->
          List.of(new AnyOf(symbol.field(), symbols(name, values, symbol.symbols())));
      case SearchFilter.Text text ->
          texts(name, values).stream().<SearchCondition>map(typed -> new Holds(typed)).toList();
      case SearchFilter.Days days -> List.of(new WithinDays(days.field(), days(name, values)));
      // One condition for all: see gap()
      case SearchFilter.Gap gap -> List.of();
      // One condition for both: see period()
      case SearchFilter.From from -> List.of();
      case SearchFilter.To to -> List.of();
    };
  }

  private List<String> ids(String name, List<String> values) {
    values.stream().flatMap(id -> IdRules.fault(name, id).stream()).forEach(faults::add);
    return values;
  }

  private List<String> subjectRefs(String name, List<String> values) {
    return ids(name, values).stream()
        .filter(value -> !IdText.isBlank(value))
        .map(lookup::subject)
        .flatMap(ref -> Stream.of(ref, lookup.hash(ref)))
        .toList();
  }

  private List<String> texts(String name, List<String> values) {
    if (values.stream().anyMatch(IdText::isBlank)) {
      fault(name, "words", "blank");
    }
    if (values.size() > MAX_TEXTS) {
      fault(name, "at most " + MAX_TEXTS + " of it", values.size() + " of them");
    }
    return values;
  }

  private List<String> symbols(String name, List<String> values, List<String> symbols) {
    for (String value : values) {
      if (!symbols.contains(value)) {
        fault(name, "one of " + String.join(", ", symbols), quoted(value));
      }
    }
    return values;
  }

  /** The greatest: any of the values is enough. */
  private int days(String name, List<String> values) {
    int most = 0;
    for (String value : values) {
      int days = value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : MAX_DAYS + 1;
      if (days > MAX_DAYS) {
        fault(name, "a whole number from 0 to " + MAX_DAYS, quoted(value));
      }
      most = Math.max(most, days);
    }
    return most;
  }

  private Optional<SearchCondition> gap(Map<String, SearchFilter> filters) {
    List<AnyOf> conditions = new ArrayList<>();
    filters.forEach(
        (name, filter) -> {
          if (filter instanceof SearchFilter.Gap gap && given.containsKey(name)) {
            conditions.add(new AnyOf(gap.field(), ids(name, given.get(name))));
          }
        });
    return conditions.isEmpty() ? Optional.empty() : Optional.of(new HasGap(conditions));
  }

  private Optional<SearchCondition> period() {
    Optional<Instant> from = singleInstant("from");
    Optional<Instant> to = singleInstant("to");
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      fault("to", "an instant after from (" + from.get() + ")", to.get().toString());
    }
    return from.isPresent() || to.isPresent()
        ? Optional.of(new InPeriod(target.instant(), from, to))
        : Optional.empty();
  }

  private Optional<Instant> singleInstant(String name) {
    return single(name)
        .flatMap(
            value -> {
              Optional<Instant> instant = instant(value);
              if (instant.isEmpty()) {
                fault(
                    name,
                    "a date such as 2026-01-31 or an instant such as 2026-01-31T09:00:00Z",
                    quoted(value));
              }
              return instant;
            });
  }

  /** The instant that a parameter means, a date the first one of its day of UTC; or empty. */
  public static Optional<Instant> instant(String value) {
    try {
      // A plus that was not escaped in a URL arrives as a blank.
      Instant instant =
          value.length() > 10
              ? OffsetDateTime.parse(value.replace(' ', '+')).toInstant()
              : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      return year >= 1 && year <= 9999 ? Optional.of(instant) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty(); // the caller says what was expected
    }
  }

  private List<Sort> order() {
    return single(SORT)
        .map(list -> Stream.of(list.split(",", -1)).map(this::sort).toList())
        .orElse(List.of(target.order()));
  }

  private Sort sort(String key) {
    boolean descending = key.startsWith("-");
    String name = descending ? key.substring(1) : key;
    if (!target.sortable().contains(name)) {
      fault(
          SORT,
          ClosestName.near(name, target.sortable())
              .map(nearest -> "a sortable field such as " + nearest)
              .orElse(
                  "one of "
                      + String.join(", ", target.sortable())
                      + ", with - before it for descending"),
          quoted(key));
    }
    return new Sort(name, descending);
  }

  private int limit(int unlessGiven) {
    String expected = "a whole number from 1 to " + GREATEST_LIMIT;
    return single(LIMIT)
        .map(
            value -> {
              int limit = value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : 0;
              if (limit < 1 || limit > GREATEST_LIMIT) {
                fault(LIMIT, expected, quoted(value));
              }
              return limit;
            })
        .orElse(unlessGiven);
  }

  private Optional<PageCursor> cursor() {
    return single(CURSOR)
        .flatMap(
            value -> {
              Optional<PageCursor> cursor = PageCursor.decode(value);
              if (cursor.isEmpty()) {
                fault(CURSOR, "the nextCursor of the page before", "something else");
              }
              return cursor;
            });
  }

  private Optional<String> single(String name) {
    List<String> values = given.getOrDefault(name, List.of());
    if (values.size() > 1) {
      faults.add(KnownParameters.repeated(name, values));
    }
    return values.stream().findFirst();
  }

  private void fault(String parameter, String expected, String found) {
    faults.add(new Fault(parameter, expected, found));
  }

  private void throwIfFaulty() {
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
  }

  private static String quoted(String value) {
    return IdText.isBlank(value) ? "blank" : "'" + CodePoints.shortened(value) + "'";
  }
}
