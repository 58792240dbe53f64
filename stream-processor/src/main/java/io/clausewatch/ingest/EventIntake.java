package io.clausewatch.ingest;

import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventChecks;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.Fault;
import io.clausewatch.contract.PersonalValues;
import io.clausewatch.contract.RekeyedEvent;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.privacy.RedactedException;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in one record of an events topic: decodes it, checks it, hides the subject ids, drops it
 * when it came before, and hands on its facts. A record that cannot be taken in becomes a dead
 * letter and never stops the others.
 *
 * <p>Whether an event came before is known where its id belongs, see {@link EventPartitioner}. One
 * that a producer wrote elsewhere is sent there by way of a topic of its own, without raw subject
 * ids; all others are taken in where they lie.
 *
 * <p>What people do through Clausewatch comes on a topic of its own. Anything else that says that
 * it is Clausewatch's own, by its policy or its service, was made up by somebody, and is a dead
 * letter.
 *
 * <p>When an event reached Kafka is the timestamp of its record, so that a replay makes of it what
 * it was. The headers of a record are not handed on: a producer may have written anything into
 * them.
 */
public final class EventIntake implements Processor<byte[], byte[], String, SpecificRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);

  private final Map<String, Deserializer<? extends SpecificRecord>> deserializers = new HashMap<>();
  private final String ownActs;
  private final ReservedNames reserved;
  private final PersonalValues personalValues;
  private final EventPartitioner partitioner;
  private final EventPseudonymiser pseudonymiser;
  private final ContentHash contentHash;
  private final LegacyContentHash legacyHash;
  private final IntakeObserver observer;
  private final IntakeOutputs outputs;
  private ProcessorContext<String, SpecificRecord> context;
  private SeenEvents seen;

  /**
   * One task's intake.
   *
   * @param topics of which it takes in those of events, of own acts and of rekeyed events
   * @param reserved what events may not call themselves, but for own acts
   * @param personalValues what becomes of an event, but for own acts, with one in place of an id
   * @param deserializers makes that of the values of a type
   * @param pseudonym hides the subject ids
   * @param observer is told what happens
   * @param outputs the children that take what comes out
   */
  public EventIntake(
      Topics topics,
      ReservedNames reserved,
      PersonalValues personalValues,
      Function<Class<? extends SpecificRecord>, Deserializer<? extends SpecificRecord>>
          deserializers,
      SubjectPseudonym pseudonym,
      IntakeObserver observer,
      IntakeOutputs outputs) {
    topics
        .intake()
        .forEach(
            topic -> this.deserializers.put(topic.name(), deserializers.apply(topic.valueType())));
    this.ownActs = topics.ownActs().name();
    this.reserved = reserved;
    this.personalValues = personalValues;
    this.partitioner = new EventPartitioner(topics.rekeyed().partitions());
    this.pseudonymiser = new EventPseudonymiser(pseudonym);
    this.contentHash = new ContentHash(pseudonym);
    this.legacyHash = new LegacyContentHash(pseudonym);
    this.observer = observer;
    this.outputs = outputs;
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
    RecordMetadata place = context.recordMetadata().orElseThrow();
    try {
      Optional<? extends SpecificRecord> decoded =
          RecordDecoder.decode(deserializers.get(place.topic()), place.topic(), record.value());
      if (decoded.isEmpty()) {
        bury(place, DeadLetterReason.UNDECODABLE, List.of(), null, null, arrival(record));
      } else if (decoded.get() instanceof RekeyedEvent event) {
        hand(incoming(event), RecordOrigin.of(record.headers()));
      } else {
        take(place, decoded.get(), record);
      }
    } catch (KafkaException e) {
      // The stream's own trouble, not this record's: the thread ends, and the record is processed
      // again.
      throw e;
    } catch (RuntimeException e) {
      LOG.error(
          "A record could not be taken in; it goes to the dead letters", new RedactedException(e));
      bury(
          place,
          DeadLetterReason.FAILED,
          List.of(e.getClass().getName()),
          null,
          null,
          arrival(record));
    }
  }

  private static Instant arrival(Record<byte[], byte[]> record) {
    return Instant.ofEpochMilli(record.timestamp());
  }

  private void take(RecordMetadata place, SpecificRecord decoded, Record<byte[], byte[]> record) {
    String sentId = Event.of(decoded).eventId();
    EventChecks.canonicalise(decoded);
    Event event = Event.of(decoded);
    Instant receivedAt = Instant.ofEpochMilli(record.timestamp());
    boolean isOwnAct = place.topic().equals(ownActs);
    List<Fault> faults = EventChecks.check(event, receivedAt);
    if (faults.isEmpty() && !isOwnAct) {
      faults = personalValues.faults(event);
    }
    if (!faults.isEmpty()) {
      bury(
          place,
          DeadLetterReason.INVALID,
          words(faults),
          nameable(event.eventId(), "eventId", faults),
          nameable(event.service(), "service", faults),
          receivedAt);
      return;
    }
    List<Fault> claims = isOwnAct ? List.of() : reserved.faults(event);
    if (!claims.isEmpty()) {
      bury(
          place,
          DeadLetterReason.RESERVED,
          words(claims),
          event.eventId(),
          event.service(),
          receivedAt);
      return;
    }
    IncomingEvent incoming =
        new IncomingEvent(
            place,
            receivedAt,
            pseudonymiser.pseudonymise(event),
            sentId,
            ByteBuffer.wrap(contentHash.of(event.record())),
            () -> ByteBuffer.wrap(legacyHash.of(asSent(place, record))));
    AlertOrigin origin = RecordOrigin.of(record.headers());
    if (partitioner.partition(event.eventId()) == place.partition()) {
      hand(incoming, origin);
    } else {
      rekey(incoming, origin);
    }
  }

  /** The record as it was decoded, before its ids were put in Unicode NFC. */
  private SpecificRecord asSent(RecordMetadata place, Record<byte[], byte[]> record) {
    SpecificRecord sent =
        RecordDecoder.decode(deserializers.get(place.topic()), place.topic(), record.value())
            .orElseThrow();
    EventChecks.clearBlanks(sent);
    return sent;
  }

  /** Hands on an event in which nothing is wrong, unless it came before. */
  private void hand(IncomingEvent event, AlertOrigin origin) {
    SeenEvents.Sighting sighting = seen.note(event);
    if (sighting != SeenEvents.Sighting.NEW) {
      drop(event, sighting);
      return;
    }
    observer.taken(event.kind());
    long receivedAt = event.receivedAt().toEpochMilli();
    for (Fact fact : SubjectFanOut.facts(event.hidden(), event.receivedAt())) {
      String key = FactKeys.key(event.hidden().event().policyId(), fact.getSubjectRef());
      context.forward(
          new Record<>(key, fact, receivedAt, RecordOrigin.headers(origin)), outputs.facts());
    }
  }

  /** Sends an event where its id belongs; version 0.1.0 took it in wherever it lay. */
  private void rekey(IncomingEvent event, AlertOrigin origin) {
    seen.recall(event)
        .ifPresentOrElse(
            sighting -> drop(event, sighting),
            () -> {
              observer.rekeyed(event.kind());
              context.forward(
                  new Record<>(
                      event.eventId(),
                      rekeyed(event),
                      event.receivedAt().toEpochMilli(),
                      RecordOrigin.headers(origin)),
                  outputs.rekeyed());
            });
  }

  private void drop(IncomingEvent event, SeenEvents.Sighting sighting) {
    if (sighting == SeenEvents.Sighting.DUPLICATE) {
      observer.duplicate(event.kind());
    } else {
      bury(
          event.place(),
          DeadLetterReason.CONFLICTING,
          List.of("$.eventId: expected one that no other event has"),
          event.eventId(),
          event.hidden().event().service(),
          event.receivedAt());
    }
  }

  private static RekeyedEvent rekeyed(IncomingEvent event) {
    return new RekeyedEvent(
        event.place().topic(),
        event.place().partition(),
        event.place().offset(),
        event.receivedAt(),
        event.sentId(),
        event.contentHash(),
        event.legacyHash().get(),
        event.hidden().spellings(),
        event.hidden().event().record());
  }

  private static IncomingEvent incoming(RekeyedEvent event) {
    return new IncomingEvent(
        new RecordPlace(event.getTopic(), event.getPartition(), event.getOffset()),
        event.getReceivedAt(),
        new PseudonymisedEvent(
            Event.of((SpecificRecord) event.getEvent()), event.getSubjectSpellings()),
        event.getSentId(),
        event.getContentHash(),
        event::getLegacyHash);
  }

  private void bury(
      RecordMetadata place,
      DeadLetterReason reason,
      List<String> faults,
      String eventId,
      String service,
      Instant receivedAt) {
    observer.buried(reason);
    context.forward(
        IntakeDeadLetters.letter(
            place,
            reason,
            faults,
            eventId,
            service,
            receivedAt,
            Instant.ofEpochMilli(context.currentSystemTimeMs())),
        outputs.deadLetters());
  }

  private static List<String> words(List<Fault> faults) {
    return faults.stream().map(Fault::kept).toList();
  }

  /** An id that is itself at fault may be of any length, and is not named: null then. */
  private static String nameable(String id, String field, List<Fault> faults) {
    return id.isEmpty() || faults.stream().anyMatch(fault -> fault.path().equals("$." + field))
        ? null
        : id;
  }
}
