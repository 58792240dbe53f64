package io.clausewatch.reviews;

import io.clausewatch.policy.Policy;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.reviews.AccessAggregation.Actor;
import io.clausewatch.reviews.AccessAggregation.Pair;
import io.clausewatch.reviews.AccessAggregation.Some;
import io.clausewatch.reviews.AccessAggregation.Totals;
import io.clausewatch.reviews.Review.Accessed;
import io.clausewatch.reviews.Review.AccessedPerson;
import io.clausewatch.reviews.Review.Figures;
import io.clausewatch.reviews.Review.Listed;
import io.clausewatch.reviews.Review.Person;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.PagedResults;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchTarget;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Makes reviews: puts together what {@link AccessAggregation} counts, {@link HandlerRegister} knows
 * and {@link ActorIdentities} tells of who is who. Safe for use by many threads.
 */
final class ReviewMaker {
  /** The most items of a list; the lists say how many more there are. */
  static final int MAX_ITEMS = 1_000;

  private static final int REGISTER_PAGE = 1_000;

  private final SearchClient searcher;
  private final ReviewSettings settings;
  private final LookupContext lookups;
  private final DataSubjects dataSubjects;

  ReviewMaker(SearchClient searcher, ReviewSettings settings, LookupContext lookups) {
    this.searcher = searcher;
    this.settings = settings;
    this.lookups = lookups;
    this.dataSubjects = new DataSubjects(lookups);
  }

  /**
   * Makes the review of a month, without sign-offs.
   *
   * @param now the wall clock's instant
   */
  Review make(Policy policy, YearMonth month, Instant now) {
    String policyId = policy.policyId();
    WorkingHours hours = settings.hours(policyId);
    Period period = hours.month(month);
    HandlerRegister handlers = handlers(policyId);
    AccessAggregation accesses = accesses(policyId).in(period);
    Totals totals = accesses.totals(settings.bulkExport());
    List<Actor> actors = accesses.byActor(hours.within(month));
    ActorIdentities identities =
        ActorIdentities.of(actors.stream().map(Actor::actorId).toList(), handlers.ids(), lookups);
    Map<String, Some> all = merged(actors, identities, actor -> Optional.of(actor.all()));
    List<Accessed> outOfHours = most(merged(actors, identities, Actor::outOfHours));
    List<Accessed> unregistered =
        handlers.ids().isEmpty()
            ? List.of()
            : most(unregistered(all, handlers, identities, accesses, period));

    Map<Pair, Some> amongThem = ofPeople(accesses.about(identities.refs()), identities);
    Map<String, Some> own = new LinkedHashMap<>();
    List<AccessedPerson> colleagues = new ArrayList<>();
    amongThem.forEach(
        (pair, some) -> {
          if (pair.actorId().equals(identities.behind(pair.subjectRef()))) {
            own.merge(pair.actorId(), some, Some::both);
          } else {
            colleagues.add(accessed(pair, some, identities));
          }
        });
    List<AccessedPerson> frequent = frequent(all, identities, accesses, totals.indices());
    List<Accessed> ownRecords = most(own);

    Figures figures =
        new Figures(
            totals.accesses(),
            all.size(),
            totals.dataSubjects(),
            totals.exports(),
            totals.bulkExports(),
            totals.exportsWithoutReason(),
            sum(outOfHours),
            sum(unregistered),
            sum(ownRecords),
            colleagues.stream().mapToLong(AccessedPerson::accesses).sum(),
            frequent.size());
    List<Person> everybody = everybody(actors, all, identities, accesses);
    var bulk = listed(totals.bulkExports(), accesses.bulkExports(settings.bulkExport(), MAX_ITEMS));
    var bare = listed(totals.exportsWithoutReason(), accesses.exportsWithoutReason(MAX_ITEMS));
    colleagues.sort(MOST_FIRST);
    String digest =
        ReviewJson.digest(
            policyId,
            month.toString(),
            hours.toString(),
            settings.bulkExport(),
            settings.frequent(),
            figures,
            everybody,
            bulk,
            bare,
            outOfHours,
            unregistered,
            ownRecords,
            colleagues,
            frequent);
    return new Review(
        policyId,
        policy.controller(),
        month.toString(),
        hours.zone().getId(),
        period.from(),
        period.to(),
        !now.isBefore(period.to()),
        hours.toString(),
        settings.bulkExport(),
        settings.frequent(),
        now,
        figures,
        Listed.of(everybody, MAX_ITEMS),
        bulk,
        bare,
        Listed.of(outOfHours, MAX_ITEMS),
        handlers.ids().size(),
        Listed.of(unregistered, MAX_ITEMS),
        Listed.of(ownRecords, MAX_ITEMS),
        Listed.of(colleagues, MAX_ITEMS),
        Listed.of(frequent, MAX_ITEMS),
        digest,
        List.of());
  }

  /** An approximate total is never less than what is there to be seen. */
  private static <T> Listed<T> listed(long total, List<T> items) {
    return Listed.of(
        items.size() < MAX_ITEMS ? items.size() : Math.max(total, items.size()), items);
  }

  /** All accesses under a policy, at any time. */
  AccessAggregation accesses(String policyId) {
    return AccessAggregation.under(searcher, dataSubjects, policyId);
  }

  /** Everybody who is or was registered under a policy. */
  HandlerRegister handlers(String policyId) {
    SearchCriteria entries =
        new SearchCriteria(
            SearchTarget.TRAIL,
            List.of(
                new AnyOf("policyId", List.of(policyId)),
                new AnyOf("eventKind", List.of("register")),
                new AnyOf("subtype", List.of("HANDLER"))),
            List.of(new SearchCriteria.Sort("occurredAt", false)),
            REGISTER_PAGE,
            Optional.empty());
    List<TrailDocument> all = new ArrayList<>();
    try (PagedResults<TrailDocument> pages = searcher.walk(entries, TrailDocument.class)) {
      for (List<TrailDocument> page = pages.next(); !page.isEmpty(); page = pages.next()) {
        all.addAll(page);
      }
    }
    return HandlerRegister.of(all);
  }

  private static Map<String, Some> merged(
      List<Actor> actors, ActorIdentities identities, Function<Actor, Optional<Some>> which) {
    Map<String, Some> merged = new LinkedHashMap<>();
    for (Actor actor : actors) {
      which
          .apply(actor)
          .ifPresent(some -> merged.merge(identities.person(actor.actorId()), some, Some::both));
    }
    return merged;
  }

  private static Map<Pair, Some> ofPeople(Map<Pair, Some> pairs, ActorIdentities identities) {
    Map<Pair, Some> merged = new LinkedHashMap<>();
    pairs.forEach(
        (pair, some) ->
            merged.merge(
                new Pair(identities.person(pair.actorId()), pair.subjectRef()), some, Some::both));
    return merged;
  }

  private static Map<String, Some> unregistered(
      Map<String, Some> all,
      HandlerRegister handlers,
      ActorIdentities identities,
      AccessAggregation accesses,
      Period period) {
    Map<String, Some> unregistered = new LinkedHashMap<>();
    Map<List<Period>, List<String>> inPart = new LinkedHashMap<>();
    all.forEach(
        (person, some) -> {
          List<Period> without = handlers.unregistered(person, period);
          if (without.equals(List.of(period))) {
            unregistered.put(person, some);
          } else if (!without.isEmpty()) {
            inPart
                .computeIfAbsent(without, key -> new ArrayList<>())
                .addAll(identities.actorIds(person));
          }
        });
    inPart.forEach(
        (without, actorIds) ->
            accesses
                .during(actorIds, without)
                .forEach(
                    (actorId, some) ->
                        unregistered.merge(identities.person(actorId), some, Some::both)));
    return unregistered;
  }

  private List<AccessedPerson> frequent(
      Map<String, Some> all, ActorIdentities identities, AccessAggregation accesses, int indices) {
    int often = settings.frequent();
    Map<String, Long> counts = new LinkedHashMap<>();
    all.forEach((person, some) -> counts.put(person, some.count()));
    // What somebody did under two ids counts together.
    int parts = identities.haveSeveralIds() ? 2 * indices : indices;
    List<AccessedPerson> frequent = new ArrayList<>();
    ofPeople(accesses.frequent(identities.actorIds(counts, often), often, parts), identities)
        .forEach(
            (pair, some) -> {
              if (some.count() >= often
                  && !pair.actorId().equals(identities.behind(pair.subjectRef()))) {
                frequent.add(accessed(pair, some, identities));
              }
            });
    frequent.sort(MOST_FIRST);
    return frequent;
  }

  private static AccessedPerson accessed(Pair pair, Some some, ActorIdentities identities) {
    return new AccessedPerson(
        pair.actorId(),
        pair.subjectRef(),
        identities.behind(pair.subjectRef()),
        some.count(),
        some.first(),
        some.last());
  }

  private static final Comparator<AccessedPerson> MOST_FIRST =
      Comparator.comparingLong(AccessedPerson::accesses)
          .reversed()
          .thenComparing(AccessedPerson::actorId)
          .thenComparing(AccessedPerson::subjectRef);

  private static List<Accessed> most(Map<String, Some> byPerson) {
    return byPerson.entrySet().stream()
        .map(
            entry ->
                new Accessed(
                    entry.getKey(),
                    entry.getValue().count(),
                    entry.getValue().first(),
                    entry.getValue().last()))
        .sorted(
            Comparator.comparingLong(Accessed::accesses)
                .reversed()
                .thenComparing(Accessed::actorId))
        .toList();
  }

  private static long sum(List<Accessed> accessed) {
    return accessed.stream().mapToLong(Accessed::accesses).sum();
  }

  private static List<Person> everybody(
      List<Actor> actors,
      Map<String, Some> all,
      ActorIdentities identities,
      AccessAggregation accesses) {
    Map<String, List<Actor>> byPerson = new LinkedHashMap<>();
    actors.forEach(
        actor ->
            byPerson
                .computeIfAbsent(identities.person(actor.actorId()), key -> new ArrayList<>())
                .add(actor));
    List<Person> everybody = new ArrayList<>();
    byPerson.forEach(
        (person, its) -> {
          Set<String> kinds = new TreeSet<>();
          Map<String, Long> operations = new TreeMap<>();
          long outOfHours = 0;
          for (Actor actor : its) {
            kinds.addAll(actor.kinds());
            actor.operations().forEach((name, count) -> operations.merge(name, count, Long::sum));
            outOfHours += actor.outOfHours().map(Some::count).orElse(0L);
          }
          Some some = all.get(person);
          everybody.add(
              new Person(
                  person,
                  List.copyOf(kinds),
                  some.count(),
                  its.size() == 1
                      ? its.getFirst().dataSubjects()
                      : accesses.dataSubjects(identities.actorIds(person)),
                  operations,
                  outOfHours,
                  some.first(),
                  some.last()));
        });
    everybody.sort(
        Comparator.comparingLong(Person::accesses).reversed().thenComparing(Person::actorId));
    return everybody;
  }
}
