package io.clausewatch.alerting;

import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertStanding;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Topics;
import io.clausewatch.contract.Triage;
import io.clausewatch.ingest.IntakeDeadLetters;
import io.clausewatch.ingest.RecordDecoder;
import io.clausewatch.ingest.RecordOrigin;
import io.clausewatch.platform.privacy.RedactedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads findings and what officers did about them, which lie in the same partition, and sends on
 * what is decided. A new finding waits until it has settled; what waits is in a store, by the
 * moment at which it is over.
 *
 * <p>What reached Kafka before this ran for the first time, in that partition, stood already:
 * {@link AlertOrigin#STANDING}. Kafka Streams gives the records of both topics in the order of
 * their times; so once one comes of after that beginning, or none for a while, all of before is
 * known, and not earlier is any of it raised: officers may have closed it long ago.
 */
public final class AlertProcessor implements Processor<byte[], byte[], String, SpecificRecord> {
  /** What is known of each finding: its id → {@link AlertStanding}. */
  public static final String STANDINGS = "alert-standings";

  /** Which findings have not settled yet: the moment and their id → nothing. */
  public static final String SETTLING = "alert-settling";

  /** When it ran for the first time. */
  public static final String BEGINNING = "alert-beginning";

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /**
   * A minute; counted, so that neither a clock that jumps nor a machine that sleeps makes it up.
   */
  private static final int QUIET_LOOKS = 600;

  /** How many settle at one look: what they are and make has to fit into one transaction. */
  private static final int STEP = 500;

  private static final String SINCE = "since";
  private static final String CAUGHT_UP = "caught-up";
  private static final Logger LOG = LoggerFactory.getLogger(AlertProcessor.class);
  private static final byte[] NOTHING = new byte[0];

  private final String triageTopic;
  private final Deserializer<Finding> findings;
  private final Deserializer<Triage> acts;
  private final AlertDecider decider;
  private final AlertObserver observer;
  private final AlertOutputs outputs;
  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, AlertStanding> standings;
  private KeyValueStore<String, byte[]> settling;
  private KeyValueStore<String, Long> beginning;
  private long startedAt;
  private int quietLooks;

  /** No finding waits before this key: what was deleted is not walked over at each look. */
  private String walkedTo = "";

  private AlertProcessor(
      Topics topics,
      AvroSerdes serdes,
      Duration settle,
      AlertObserver observer,
      AlertOutputs outputs) {
    this.triageTopic = topics.triage().name();
    this.findings = serdes.deserializer(Finding.class);
    this.acts = serdes.deserializer(Triage.class);
    this.decider = new AlertDecider(settle);
    this.observer = observer;
    this.outputs = outputs;
  }

  /**
   * Makes a task's processor, with its stores.
   *
   * @param topics of which it reads findings and triage
   * @param settle how long a new finding has to stand before it is raised
   * @param observer is told what is decided, by several threads
   * @param outputs the children
   */
  public static ProcessorSupplier<byte[], byte[], String, SpecificRecord> supplier(
      Topics topics,
      AvroSerdes serdes,
      Duration settle,
      AlertObserver observer,
      AlertOutputs outputs) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<byte[], byte[], String, SpecificRecord> get() {
        return new AlertProcessor(topics, serdes, settle, observer, outputs);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STANDINGS),
                Serdes.String(),
                serdes.serde(AlertStanding.class)),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(SETTLING), Serdes.String(), Serdes.ByteArray()),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(BEGINNING), Serdes.String(), Serdes.Long()));
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    this.standings = context.getStateStore(STANDINGS);
    this.settling = context.getStateStore(SETTLING);
    this.beginning = context.getStateStore(BEGINNING);
    this.startedAt = context.currentSystemTimeMs();
    context.schedule(
        LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> look(Instant.ofEpochMilli(now)));
  }

  /** When this ran for the first time; not kept in {@link #init}, where stores must not change. */
  private long begunAt() {
    Long begun = beginning.get(SINCE);
    if (begun == null) {
      begun = startedAt;
      beginning.put(SINCE, begun);
    }
    return begun;
  }

  /** Whether all is known that stood before this ran for the first time. */
  private boolean hasCaughtUp() {
    return beginning.get(CAUGHT_UP) != null;
  }

  private void noteCaughtUp() {
    if (!hasCaughtUp()) {
      beginning.put(CAUGHT_UP, context.currentSystemTimeMs());
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    quietLooks = 0;
    if (record.timestamp() >= begunAt()) {
      noteCaughtUp();
    }
    if (record.value() == null) {
      return; // a deletion; nobody deletes findings or acts
    }
    RecordMetadata place = context.recordMetadata().orElseThrow();
    try {
      boolean understood =
          place.topic().equals(triageTopic) ? takeAct(place, record) : takeFinding(place, record);
      if (!understood) {
        bury(place, DeadLetterReason.UNDECODABLE, List.of());
      }
    } catch (KafkaException e) {
      // The stream's own trouble, not this record's: the thread ends, and the record is processed
      // again.
      throw e;
    } catch (RuntimeException e) {
      LOG.error(
          "Nothing could be decided about a finding; its record goes to the dead letters",
          new RedactedException(e));
      bury(place, DeadLetterReason.FAILED, List.of(e.getClass().getName()));
    }
  }

  private void bury(RecordMetadata place, DeadLetterReason reason, List<String> faults) {
    observer.buried(reason);
    context.forward(
        IntakeDeadLetters.letter(place, reason, faults, null, null, null, now()),
        outputs.deadLetters());
  }

  private boolean takeAct(RecordMetadata place, Record<byte[], byte[]> record) {
    Optional<Triage> act = RecordDecoder.decode(acts, place.topic(), record.value());
    act.ifPresent(
        done ->
            take(
                done.getFindingId(),
                decider.acted(standing(done.getFindingId()), done, origin(record), now())));
    return act.isPresent();
  }

  private boolean takeFinding(RecordMetadata place, Record<byte[], byte[]> record) {
    Optional<Finding> finding = RecordDecoder.decode(findings, place.topic(), record.value());
    finding.ifPresent(
        told ->
            take(
                told.getFindingId(),
                decider.revised(standing(told.getFindingId()), told, origin(record), now())));
    return finding.isPresent();
  }

  private AlertOrigin origin(Record<byte[], byte[]> record) {
    return record.timestamp() < begunAt()
        ? AlertOrigin.STANDING
        : RecordOrigin.of(record.headers());
  }

  private Optional<AlertStanding> standing(String findingId) {
    return Optional.ofNullable(standings.get(findingId));
  }

  private void look(Instant now) {
    begunAt();
    quietLooks++;
    if (quietLooks >= QUIET_LOOKS) {
      noteCaughtUp();
    }
    if (hasCaughtUp()) {
      settle(now);
    }
  }

  private void settle(Instant now) {
    List<String> due = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> waiting = settling.range(walkedTo, moment(now) + "~")) {
      while (due.size() < STEP && waiting.hasNext()) {
        KeyValue<String, byte[]> entry = waiting.next();
        due.add(entry.key);
      }
    }
    for (String key : due) {
      settling.delete(key);
      walkedTo = key;
      String findingId = key.substring(key.indexOf('|') + 1);
      standing(findingId).ifPresent(known -> take(findingId, decider.settled(known, now)));
    }
  }

  private void take(String findingId, AlertDecider.Outcome outcome) {
    AlertStanding standing = outcome.standing();
    standings.put(findingId, standing);
    if (outcome.spared()) {
      observer.sparedAlert();
    }
    for (AlertDecision decision : outcome.decisions()) {
      observer.decided(decision.getChange(), decision.getOrigin());
      context.forward(
          new Record<>(findingId, decision, context.currentSystemTimeMs()), outputs.decisions());
    }
    if (standing.getSettlesAt() != null) {
      await(findingId, standing);
    }
  }

  private void await(String findingId, AlertStanding standing) {
    if (hasCaughtUp() && !now().isBefore(standing.getSettlesAt())) {
      take(findingId, decider.settled(standing, now()));
      return;
    }
    String key = moment(standing.getSettlesAt()) + "|" + findingId;
    settling.put(key, NOTHING);
    if (key.compareTo(walkedTo) < 0) {
      walkedTo = key;
    }
  }

  /** Sorts as the moments do. */
  private static String moment(Instant at) {
    return "%015d".formatted(at.toEpochMilli());
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
