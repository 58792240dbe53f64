package io.clausewatch.deliveries;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.deliveries.DeliveryCursor.Source;
import io.clausewatch.events.AcceptedEvent;
import io.clausewatch.readmodel.DeadLetterDocument;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.readmodel.VerdictGap;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCondition;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchCondition.HasGap;
import io.clausewatch.search.SearchCondition.Not;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchCriteria.Sort;
import io.clausewatch.search.SearchTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what became of events: judged ones in the trail, in which each has an entry for each data
 * subject; those that could not be processed among the dead letters; and the few that were just
 * accepted at this server's door.
 */
final class DeliverySearch {
  private static final int MAX_PAGE = 1_000;
  private static final HasGap SOME_GAP = new HasGap(List.of());
  private static final String EVENTS = "events";

  /** Counts of distinct events are exact up to here. */
  private static final int EXACT_UP_TO = 40_000;

  private static final Comparator<Found> NEWEST_FIRST =
      Comparator.comparing((Found found) -> found.delivery().receivedAt())
          .reversed()
          .thenComparing(Found::source)
          .thenComparing(found -> found.delivery().place());

  private final SearchClient searcher;
  private final RecentAcceptances recent;
  private final SearchCondition notOwnActs;

  /** A delivery, and where it was found. */
  private record Found(EventDelivery delivery, Source source) {}

  /**
   * A page of deliveries.
   *
   * @param total how many there are in all; of more than 40,000 judged ones, about
   */
  record DeliveryPage(long total, List<EventDelivery> items, Optional<DeliveryCursor> next) {}

  /**
   * Deliveries that a searcher finds.
   *
   * @param recent what was just accepted
   * @param ownActs the policy of what people do through Clausewatch, which no service sent
   */
  DeliverySearch(SearchClient searcher, RecentAcceptances recent, String ownActs) {
    this.searcher = searcher;
    this.recent = recent;
    this.notOwnActs = new Not(new AnyOf("policyId", List.of(ownActs)));
  }

  /**
   * Finds a page.
   *
   * @throws io.clausewatch.search.SearchUnavailableException when Elasticsearch cannot answer
   */
  DeliveryPage find(DeliveryQuery query) {
    if (query.isOfNobody()) {
      return new DeliveryPage(0, List.of(), Optional.empty());
    }
    List<Found> found = new ArrayList<>();
    long total = accepted(query, found) + judged(query, found) + deadLetters(query, found);
    found.sort(NEWEST_FIRST);
    boolean more = found.size() > query.limit();
    List<Found> page = more ? found.subList(0, query.limit()) : found;
    return new DeliveryPage(
        total,
        page.stream().map(Found::delivery).toList(),
        more
            ? Optional.of(
                new DeliveryCursor(
                    page.getLast().delivery().receivedAt(),
                    page.getLast().source(),
                    page.getLast().delivery().place()))
            : Optional.empty());
  }

  /** What was just accepted and is neither in the trail nor a dead letter. */
  private long accepted(DeliveryQuery query, List<Found> found) {
    if (!query.wants(DeliveryState.ACCEPTED)) {
      return 0;
    }
    List<AcceptedEvent> pending = recent.pending().stream().filter(query::holds).toList();
    Set<String> settled = settled(pending.stream().map(AcceptedEvent::eventId).distinct().toList());
    recent.judged(settled);
    Map<String, AcceptedEvent> left = new HashMap<>();
    pending.stream()
        .filter(event -> !settled.contains(event.eventId()))
        .forEach(event -> left.put(event.eventId(), event)); // of one sent twice, the first
    left.values().stream()
        .map(
            event ->
                new EventDelivery(
                    event.eventId(),
                    event.service(),
                    event.kind(),
                    event.receivedAt(),
                    DeliveryState.ACCEPTED,
                    List.of(),
                    List.of(),
                    event.eventId()))
        .filter(delivery -> query.after().map(end -> end.isBefore(delivery)).orElse(true))
        .forEach(delivery -> found.add(new Found(delivery, Source.DOOR)));
    return left.size();
  }

  /** Those of some events that the index knows. */
  private Set<String> settled(List<String> eventIds) {
    Set<String> settled = new HashSet<>();
    for (int from = 0; from < eventIds.size(); from += MAX_PAGE) {
      AnyOf some =
          new AnyOf("eventId", eventIds.subList(from, Math.min(eventIds.size(), from + MAX_PAGE)));
      entries(List.of(some), MAX_PAGE).forEach(entry -> settled.add(entry.event().eventId()));
      searcher
          .documents(SearchTarget.DEAD_LETTERS, List.of(some), DeadLetterDocument.class)
          .forEach(letter -> settled.add(letter.letter().getEventId()));
    }
    return settled;
  }

  private long judged(DeliveryQuery query, List<Found> found) {
    boolean judged = query.wants(DeliveryState.JUDGED);
    boolean undecided = query.wants(DeliveryState.UNDECIDED);
    if (!judged && !undecided) {
      return 0;
    }
    List<SearchCondition> conditions = new ArrayList<>(query.conditions());
    conditions.add(notOwnActs);
    long all = distinctEvents(conditions);
    List<SearchCondition> withGap = with(conditions, SOME_GAP);
    long total = judged && undecided ? all : distinctEvents(withGap);
    if (judged && !undecided) {
      total = all - total;
    }
    Optional<DeliveryCursor> after = query.after();
    int wanted = query.limit() + 1;
    List<SearchCondition> asked =
        judged ? (undecided ? conditions : with(conditions, new Not(SOME_GAP))) : withGap;
    while (wanted > 0) {
      List<SearchCondition> page =
          after.map(end -> with(asked, end.in(Source.TRAIL, "eventId"))).orElse(asked);
      List<TrailDocument> entries = entries(page, wanted);
      Map<String, List<VerdictGap>> gaps = gaps(entries);
      for (TrailDocument entry : entries) {
        EventDelivery delivery = delivery(entry, gaps);
        if (query.wants(delivery.state())) {
          found.add(new Found(delivery, Source.TRAIL));
          wanted--;
        }
      }
      if (entries.isEmpty() || (judged && undecided) || !judged) {
        break;
      }
      // Some entries of an event may have a gap, and others none.
      TrailDocument last = entries.getLast();
      after =
          Optional.of(
              new DeliveryCursor(
                  last.entry().getReceivedAt(), Source.TRAIL, last.event().eventId()));
    }
    return total;
  }

  private static EventDelivery delivery(TrailDocument entry, Map<String, List<VerdictGap>> gaps) {
    List<VerdictGap> undecided = gaps.getOrDefault(entry.event().eventId(), List.of());
    return new EventDelivery(
        entry.event().eventId(),
        entry.event().service(),
        entry.event().kind().id(),
        entry.entry().getReceivedAt(),
        undecided.isEmpty() ? DeliveryState.JUDGED : DeliveryState.UNDECIDED,
        List.of(),
        undecided,
        entry.event().eventId());
  }

  /** One entry of each event, the newest event first. */
  private List<TrailDocument> entries(List<SearchCondition> conditions, int limit) {
    return searcher.distinct(
        new SearchCriteria(
            SearchTarget.TRAIL,
            conditions,
            List.of(new Sort("receivedAt", true), new Sort("eventId", false)),
            Math.min(limit, MAX_PAGE + 1),
            Optional.empty()),
        "eventId",
        TrailDocument.class);
  }

  /** The gaps of some events. */
  private Map<String, List<VerdictGap>> gaps(List<TrailDocument> entries) {
    Map<String, List<VerdictGap>> gaps = new HashMap<>();
    if (!entries.isEmpty()) {
      AnyOf those =
          new AnyOf("eventId", entries.stream().map(entry -> entry.event().eventId()).toList());
      entries(List.of(those, SOME_GAP), entries.size())
          .forEach(entry -> gaps.put(entry.event().eventId(), entry.gaps()));
    }
    return gaps;
  }

  private long distinctEvents(List<SearchCondition> conditions) {
    Aggregation events =
        Aggregation.of(a -> a.cardinality(c -> c.field("eventId").precisionThreshold(EXACT_UP_TO)));
    Aggregate counted =
        searcher.count(SearchTarget.TRAIL, conditions, Map.of(EVENTS, events)).byName().get(EVENTS);
    return counted == null ? 0 : counted.cardinality().value();
  }

  private long deadLetters(DeliveryQuery query, List<Found> found) {
    boolean rejected = query.wants(DeliveryState.REJECTED);
    boolean conflicting = query.wants(DeliveryState.CONFLICTING);
    if (!rejected && !conflicting) {
      return 0;
    }
    List<SearchCondition> conditions = new ArrayList<>(query.conditions());
    conditions.add(new Not(new SearchCondition.Absent("kind"))); // what a service sent
    AnyOf conflict = new AnyOf("reason", List.of(DeadLetterReason.CONFLICTING.name()));
    if (!rejected) {
      conditions.add(conflict);
    } else if (!conflicting) {
      conditions.add(new Not(conflict));
    }
    List<SearchCondition> page =
        query
            .after()
            .map(end -> with(conditions, end.in(Source.DEAD_LETTERS, "place")))
            .orElse(conditions);
    Collection<DeadLetterDocument> letters =
        searcher
            .page(
                new SearchCriteria(
                    SearchTarget.DEAD_LETTERS,
                    page,
                    List.of(new Sort("receivedAt", true)),
                    query.limit() + 1,
                    Optional.empty()),
                Paging.LIVE,
                DeadLetterDocument.class)
            .items();
    letters.forEach(letter -> found.add(new Found(delivery(letter), Source.DEAD_LETTERS)));
    return searcher.count(SearchTarget.DEAD_LETTERS, conditions, Map.of()).total();
  }

  private static EventDelivery delivery(DeadLetterDocument letter) {
    return new EventDelivery(
        letter.letter().getEventId(),
        letter.letter().getService(),
        letter.kind(),
        letter.receivedAt(),
        letter.letter().getReason() == DeadLetterReason.CONFLICTING
            ? DeliveryState.CONFLICTING
            : DeliveryState.REJECTED,
        letter.letter().getFaults().isEmpty()
            ? List.of("$: " + letter.letter().getReason())
            : letter.letter().getFaults(),
        List.of(),
        letter.place());
  }

  private static List<SearchCondition> with(
      List<SearchCondition> conditions, SearchCondition another) {
    List<SearchCondition> all = new ArrayList<>(conditions);
    all.add(another);
    return all;
  }
}
