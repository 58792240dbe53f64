package io.clausewatch.judging;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Remembered events at hand, by event id, so that the order of arrival leaves no trace; and what
 * they tell, sorted out only once it is asked for.
 *
 * @param <F> what they tell
 */
final class FactCache<F> {
  private final Map<String, Event> events = new TreeMap<>();
  private final Function<Collection<Event>, F> tell;
  private F facts;
  private long weight;

  private FactCache(Function<Collection<Event>, F> tell) {
    this.tell = tell;
  }

  /**
   * Reads the events of a store.
   *
   * @param prefix of their keys
   * @param tell sorts out what they tell
   */
  static <F> FactCache<F> read(
      KeyValueStore<String, Fact> store, String prefix, Function<Collection<Event>, F> tell) {
    FactCache<F> known = new FactCache<>(tell);
    try (KeyValueIterator<String, Fact> found = store.prefixScan(prefix, new StringSerializer())) {
      found.forEachRemaining(fact -> known.add(Event.of((SpecificRecord) fact.value.getEvent())));
    }
    return known;
  }

  void add(Event event) {
    Event before = events.put(event.eventId(), event);
    weight += weight(event) - (before == null ? 0 : weight(before));
    facts = null;
  }

  /** About how many values it holds. */
  long weight() {
    return weight;
  }

  private static int weight(Event event) {
    return 10
        + switch (event.kind()) {
          case CONSENT ->
              event.consent().getPurposes().size() + event.consent().getDataCategories().size();
          case SUBJECT -> event.subject().getAttributes().size();
          case ACCESS -> event.access().getDataCategories().size();
          case DISCLOSURE -> event.disclosure().getDataCategories().size();
          case NOTICE, REQUEST, REGISTER -> 0;
        };
  }

  F facts() {
    if (facts == null) {
      facts = tell.apply(events.values());
    }
    return facts;
  }
}
