package io.clausewatch.searches;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.contract.Fault;
import io.clausewatch.contract.SavedSearch;
import io.clausewatch.http.Caller;
import io.clausewatch.http.CodePoints;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.JsonBody;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.NamedSubjects;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.table.KeyedTable;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Searches kept under a name. Each is its owner's, by the name of the caller; a shared one is seen
 * by all, and changed by its owner alone. Safe for use by many threads.
 *
 * <p>Methods throw {@link io.clausewatch.table.TableAwayException} while Kafka cannot be read or
 * written.
 */
public final class SavedSearches {
  /** As many searches as one caller keeps. */
  static final int MAX = 100;

  /** What fits into the address of a search, and can be searched for ids in no time. */
  private static final int MAX_LENGTH = 4_000;

  private static final int MAX_NAME = 60;

  /** The names of what can be searched. */
  static final List<String> TARGETS = List.of("findings", "trail", "deadlines");

  private static final String SUBJECT_ID = "subjectId";
  private static final String SUBJECT_REF = "subjectRef";

  /** They are about one look at a list, and not about what is looked for. */
  private static final List<String> OF_A_PAGE = List.of("cursor", "limit");

  private final KeyedTable<SavedSearch> table;
  private final Predicate<NamedSubjects> areSubjects;
  private final InstantSource clock;

  /**
   * Searches that a table keeps.
   *
   * @param areSubjects whether any of those whom a text may name is a data subject
   * @param clock the wall clock
   */
  public SavedSearches(
      KeyedTable<SavedSearch> table, Predicate<NamedSubjects> areSubjects, InstantSource clock) {
    this.table = table;
    this.areSubjects = areSubjects;
    this.clock = clock;
  }

  /** Those that a caller sees: their own, then those that others share, each by name. */
  public List<SavedSearch> seenBy(Caller caller) {
    Comparator<SavedSearch> othersLast = Comparator.comparing(search -> !isOf(caller, search));
    return table.all().values().stream()
        .filter(search -> search.getShared() || isOf(caller, search))
        .sorted(othersLast.thenComparing(SavedSearch::getName).thenComparing(SavedSearch::getOwner))
        .toList();
  }

  private static boolean isOf(Caller caller, SavedSearch search) {
    return search.getOwner().equals(caller.name());
  }

  /** What is wrong with a name; nothing when it can be given to a search. */
  static List<Fault> faultsOf(String name) {
    int length = CodePoints.count(name);
    boolean onOneLine = JsonBody.isPrintable(name, false);
    return length >= 1 && length <= MAX_NAME && onOneLine
        ? List.of()
        : List.of(
            new Fault(
                "name",
                "1 to " + MAX_NAME + " characters on one line",
                onOneLine ? length + " characters" : "a control character"));
  }

  /**
   * Keeps a search, in place of the one of the same target that the caller has kept under the name.
   * One of another target is not replaced: who names a search on one list does not see those of the
   * other. The id of a data subject is replaced by its keyed hash.
   *
   * @param name 1 to 60 characters on one line
   * @param target findings, trail or deadlines
   * @param query the values of each parameter
   * @param shared whether all see it
   * @param lookup hashes what it names, for the caller
   * @return as it is kept
   * @throws InvalidRequestException with every fault of the name and the query, or when the caller
   *     keeps too many
   * @throws io.clausewatch.search.SearchUnavailableException when it cannot be seen whether a word
   *     of it is the id of a data subject
   */
  public SavedSearch keep(
      Caller caller,
      String name,
      String target,
      Map<String, List<String>> query,
      boolean shared,
      LookupContext lookup) {
    List<Fault> faults = new ArrayList<>(faultsOf(name));
    faults.addAll(faults(target, query, lookup));
    faults.addAll(faultsOfPlace(caller, name, target));
    if (faults.isEmpty()) {
      faults.addAll(namesOfSubjects(name, query, lookup));
    }
    refuse(faults);
    SavedSearch search =
        SavedSearch.newBuilder()
            .setOwner(caller.name())
            .setName(name)
            .setTarget(target)
            .setQuery(withoutSubjectIds(query, lookup))
            .setShared(shared)
            .setSavedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .build();
    put(caller, search);
    return search;
  }

  /** Once more with its place: others may have taken it while ids were sought, which takes long. */
  private synchronized void put(Caller caller, SavedSearch search) {
    refuse(faultsOfPlace(caller, search.getName(), search.getTarget()));
    table.put(key(caller, search.getName()), search);
  }

  private static void refuse(List<Fault> faults) {
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
  }

  private List<Fault> faultsOfPlace(Caller caller, String name, String target) {
    List<Fault> faults = new ArrayList<>();
    Map<String, SavedSearch> all = table.all();
    SavedSearch before = all.get(key(caller, name));
    if (before == null && all.values().stream().filter(kept -> isOf(caller, kept)).count() >= MAX) {
      faults.add(new Fault("name", "one of the " + MAX + " searches that you keep", "another one"));
    }
    if (before != null && !before.getTarget().equals(target)) {
      faults.add(
          new Fault(
              "name",
              "one under which you keep nothing else",
              "that of a search with the target " + before.getTarget()));
    }
    return faults;
  }

  private List<Fault> faults(String target, Map<String, List<String>> query, LookupContext lookup) {
    if (!TARGETS.contains(target)) {
      return List.of(new Fault("target", "one of " + String.join(", ", TARGETS), "something else"));
    }
    if (query.values().stream().flatMap(List::stream).mapToInt(CodePoints::count).sum()
        > MAX_LENGTH) {
      return List.of(
          new Fault("query", "at most " + MAX_LENGTH + " characters in all its values", "more"));
    }
    List<Fault> faults = new ArrayList<>();
    Map<String, List<String>> searched = new TreeMap<>(query);
    for (String name : OF_A_PAGE) {
      if (searched.remove(name) != null) {
        faults.add(new Fault("query." + name, "none (it is about one page)", "one"));
      }
    }
    try {
      var unused =
          SearchParameters.page(
              SearchTarget.valueOf(target.toUpperCase(Locale.ROOT)), searched, lookup);
    } catch (InvalidRequestException e) {
      e.faults()
          .forEach(
              fault ->
                  faults.add(new Fault("query." + fault.path(), fault.expected(), fault.found())));
    }
    return faults;
  }

  /** What is kept for good, and seen by all where it is shared. */
  private List<Fault> namesOfSubjects(
      String name, Map<String, List<String>> query, LookupContext lookup) {
    Map<String, List<String>> texts = new HashMap<>();
    query.forEach((parameter, values) -> texts.put("query." + parameter, values));
    texts.remove("query." + SUBJECT_ID);
    texts.put("name", List.of(name));
    return NamedSubjects.faults(
        texts, lookup, areSubjects, "no id of a data subject but in subjectId");
  }

  private static Map<String, List<String>> withoutSubjectIds(
      Map<String, List<String>> query, LookupContext lookup) {
    Map<String, List<String>> kept = new TreeMap<>();
    query.forEach((name, values) -> kept.put(name, List.copyOf(values)));
    List<String> subjectIds = kept.remove(SUBJECT_ID);
    if (subjectIds != null) {
      // Both have to be met: a search for nobody stays one.
      kept.merge(
          SUBJECT_REF,
          subjectIds.stream().map(lookup::subject).toList(),
          (asked, those) -> {
            Set<String> both = new LinkedHashSet<>(asked);
            both.retainAll(those);
            return both.isEmpty() ? List.of("nobody") : List.copyOf(both);
          });
    }
    return kept;
  }

  /**
   * Forgets a search of the caller's.
   *
   * @return whether there was one
   */
  public synchronized boolean forget(Caller caller, String name) {
    String key = key(caller, name);
    boolean there = table.all().containsKey(key);
    if (there) {
      table.remove(key);
    }
    return there;
  }

  private static String key(Caller caller, String name) {
    return URLEncoder.encode(caller.name(), UTF_8) + "/" + URLEncoder.encode(name, UTF_8);
  }
}
