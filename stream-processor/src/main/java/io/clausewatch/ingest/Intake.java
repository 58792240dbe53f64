package io.clausewatch.ingest;

import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventChecks;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in one record of an events topic: decodes it, checks it, drops it when it came before,
 * hides the subject ids, and hands on its facts. A record that cannot be taken in becomes a dead
 * letter and never stops the others.
 *
 * <p>When an event reached Kafka is the timestamp of its record, so that a replay makes of it what
 * it was. The headers of a record are not handed on: a producer may have written anything into
 * them.
 */
public final class Intake implements Processor<byte[], byte[], String, SpecificRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final Map<String, Deserializer<? extends SpecificRecord>> deserializers;
  private final Pseudonymiser pseudonymiser;
  private final IntakeObserver observer;
  private final String factsSink;
  private final String deadLettersSink;
  private final ContentHash contentHash = new ContentHash();
  private ProcessorContext<String, SpecificRecord> context;
  private SeenEvents seen;

  /**
   * One task's intake.
   *
   * @param deserializers of the values of each events topic, by its name
   * @param pseudonymiser hides the subject ids
   * @param observer is told what happens
   * @param factsSink the child that takes facts, by the key of {@link FactKeys}
   * @param deadLettersSink the child that takes dead letters
   */
  public Intake(
      Map<String, Deserializer<? extends SpecificRecord>> deserializers,
      Pseudonymiser pseudonymiser,
      IntakeObserver observer,
      String factsSink,
      String deadLettersSink) {
    this.deserializers = Map.copyOf(deserializers);
    this.pseudonymiser = pseudonymiser;
    this.observer = observer;
    this.factsSink = factsSink;
    this.deadLettersSink = deadLettersSink;
  }

  /**
   * The one store that it needs: the ids of the events that it took in.
   *
   * @param retention how long an id is remembered, since its arrival
   * @return the store's builder
   */
  public static StoreBuilder<?> store(Duration retention) {
    return SeenEvents.store(retention);
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    this.seen = new SeenEvents(context.getStateStore(SeenEvents.STORE));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    try {
      take(record);
    } catch (KafkaException e) {
      // The stream's own trouble, not this record's: the thread ends, and the record is processed
      // again.
      throw e;
    } catch (RuntimeException e) {
      LOG.error("A record could not be taken in; it goes to the dead letters", Wordless.of(e));
      bury(DeadLetterReason.FAILED, List.of(e.getClass().getName()), null);
    }
  }

  private void take(Record<byte[], byte[]> record) {
    Optional<Event> decoded = decode(record.value());
    if (decoded.isEmpty()) {
      bury(DeadLetterReason.UNDECODABLE, List.of(), null);
      return;
    }
    Event event = decoded.get();
    Instant receivedAt = Instant.ofEpochMilli(record.timestamp());
    List<Fault> faults = EventChecks.check(event, receivedAt);
    if (faults.isEmpty()) {
      hand(pseudonymiser.pseudonymise(event), receivedAt);
    } else {
      bury(
          DeadLetterReason.INVALID,
          faults.stream().map(Fault::toString).toList(),
          nameable(event, faults) ? event.eventId() : null);
    }
  }

  private Optional<Event> decode(byte[] value) {
    String topic = context.recordMetadata().orElseThrow().topic();
    Optional<? extends SpecificRecord> record =
        Values.decode(deserializers.get(topic), topic, value);
    record.ifPresent(EventChecks::canonicalise);
    return record.map(Event::of);
  }

  /** Hands on an event in which nothing is wrong, unless it came before. */
  private void hand(PseudonymisedEvent pseudonymised, Instant receivedAt) {
    Event event = pseudonymised.event();
    List<Fact> facts = FanOut.facts(pseudonymised, receivedAt);
    switch (seen.note(event.eventId(), contentHash.of(event.record()), receivedAt)) {
      case NEW -> {
        observer.taken(event.kind());
        for (Fact fact : facts) {
          String key = FactKeys.key(event.policyId(), fact.getSubjectRef());
          context.forward(new Record<>(key, fact, receivedAt.toEpochMilli()), factsSink);
        }
      }
      case DUPLICATE -> observer.duplicate(event.kind());
      case CONFLICT ->
          bury(
              DeadLetterReason.CONFLICTING,
              List.of("$.eventId: expected one that no other event has"),
              event.eventId());
    }
  }

  private void bury(DeadLetterReason reason, List<String> faults, String eventId) {
    observer.buried(reason);
    context.forward(
        DeadLetters.letter(
            context.recordMetadata().orElseThrow(),
            reason,
            faults,
            eventId,
            Instant.ofEpochMilli(context.currentSystemTimeMs())),
        deadLettersSink);
  }

  /** An event id that is itself at fault may be of any length. */
  private static boolean nameable(Event event, List<Fault> faults) {
    return !event.eventId().isEmpty()
        && faults.stream().noneMatch(fault -> fault.path().endsWith("eventId"));
  }
}
