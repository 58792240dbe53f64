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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
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

/**
 * Reads findings and what officers did about them, which lie in the same partition, and sends on
 * what is decided. A new finding waits until it has settled; what waits is in a store, by the
 * moment at which it is over.
 *
 * <p>What reached Kafka before this began to run for the first time, in that partition, stood
 * already: {@link AlertOrigin#STANDING}.
 */
public final class AlertProcessor implements Processor<byte[], byte[], String, SpecificRecord> {
  /** What is known of each finding: its id → {@link AlertStanding}. */
  public static final String STANDINGS = "alert-standings";

  /** Which findings have not settled yet: the moment and their id → nothing. */
  public static final String SETTLING = "alert-settling";

  /** When it ran for the first time. */
  public static final String BEGINNING = "alert-beginning";

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final String KEY = "since";
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
        LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> settle(Instant.ofEpochMilli(now)));
  }

  /** When this ran for the first time; nothing can be kept before it runs. */
  private long begunAt() {
    Long begun = beginning.get(KEY);
    if (begun == null) {
      begun = startedAt;
      beginning.put(KEY, begun);
    }
    return begun;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.value() == null) {
      return; // nobody deletes findings or acts, but Kafka would say it so
    }
    RecordMetadata place = context.recordMetadata().orElseThrow();
    boolean understood =
        place.topic().equals(triageTopic) ? takeAct(place, record) : takeFinding(place, record);
    if (!understood) {
      context.forward(
          IntakeDeadLetters.letter(place, DeadLetterReason.UNDECODABLE, List.of(), null, now()),
          outputs.deadLetters());
    }
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

  private void settle(Instant now) {
    begunAt();
    List<String> due = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> waiting = settling.range("", moment(now) + "~")) {
      while (waiting.hasNext()) {
        KeyValue<String, byte[]> entry = waiting.next();
        due.add(entry.key);
      }
    }
    for (String key : due) {
      settling.delete(key);
      String findingId = key.substring(moment(now).length() + 1);
      standing(findingId).ifPresent(known -> take(findingId, decider.settled(known, now)));
    }
  }

  private void take(String findingId, AlertDecider.Outcome outcome) {
    AlertStanding standing = outcome.standing();
    standings.put(findingId, standing);
    if (standing.getSettlesAt() != null) {
      settling.put(moment(standing.getSettlesAt()) + "|" + findingId, NOTHING);
    }
    if (outcome.spared()) {
      observer.sparedAlert();
    }
    for (AlertDecision decision : outcome.decisions()) {
      observer.decided(decision.getChange(), decision.getOrigin());
      context.forward(
          new Record<>(findingId, decision, context.currentSystemTimeMs()), outputs.decisions());
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
