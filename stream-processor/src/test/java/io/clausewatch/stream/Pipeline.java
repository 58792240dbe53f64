package io.clausewatch.stream;

import io.clausewatch.alerting.AlertObserver;
import io.clausewatch.alerting.AlertProcessor;
import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.Deadline;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.PersonalValues;
import io.clausewatch.contract.Severity;
import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.ingest.IntakeObserver;
import io.clausewatch.judging.DeadlineStore;
import io.clausewatch.judging.JudgeObserver;
import io.clausewatch.judging.JudgeProcessor;
import io.clausewatch.judging.JudgedEventStore;
import io.clausewatch.judging.PolicyFactStore;
import io.clausewatch.judging.RejudgePasses;
import io.clausewatch.judging.SubjectFactStore;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import io.clausewatch.policy.PolicyCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The whole topology on Kafka's test driver, with what came out of it. Its clock stands still
 * unless it is moved.
 */
final class Pipeline implements AutoCloseable {
  static final SubjectPseudonym PSEUDONYM =
      new SubjectPseudonym(Secret.of("a key of at least thirty-two characters"));
  static final Duration HORIZON = Duration.ofDays(90);
  static final Duration SETTLE = Duration.ofMinutes(5);
  static final Duration ALERT_SETTLE = Duration.ofSeconds(1);
  static final Instant START = Shop.day(30);

  private static final List<String> KEY_VALUE_STORES =
      List.of(
          JudgedEventStore.ACTS,
          JudgedEventStore.FINDINGS,
          SubjectFactStore.STORE,
          SubjectFactStore.HOLDINGS,
          PolicyFactStore.STORE,
          DeadlineStore.STORE,
          DeadlineStore.TIMERS,
          RejudgePasses.STORE,
          JudgeProcessor.POLICIES,
          AlertProcessor.STANDINGS,
          AlertProcessor.SETTLING,
          AlertProcessor.BEGINNING);
  private static final AtomicInteger REGISTRIES = new AtomicInteger();

  final Topics topics = new Topics("clausewatch.", 1, 1);
  final AvroSerdes serdes = new AvroSerdes("mock://pipeline-" + REGISTRIES.incrementAndGet());
  final List<TrailEntry> trail = new ArrayList<>();
  final List<Finding> findings = new ArrayList<>();
  final List<Finding> alerts = new ArrayList<>();
  final List<AlertDecision> decisions = new ArrayList<>();
  final List<Deadline> deadlines = new ArrayList<>();
  final List<DeadLetter> deadLetters = new ArrayList<>();
  final Counts counts = new Counts();

  private final Duration alertSettle;
  private final PersonalValues personalValues;
  private PolicyCatalog policies;
  private TopologyTestDriver driver;
  private Path stateDir;
  private Instant now = START;
  private final Map<String, Serializer<SpecificRecord>> serializers = new HashMap<>();
  private final Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
  private final Map<String, TestOutputTopic<String, ?>> outputs = new HashMap<>();

  /** What the observers were told. */
  static final class Counts implements IntakeObserver, JudgeObserver, AlertObserver {
    final Map<String, Integer> byWhat = new TreeMap<>();

    /** How far each pass over a policy has come that is under way, by policy and partition. */
    final Map<String, Double> shares = new TreeMap<>();

    /** When set, being told this fails, as a fault of the program would. */
    String failsAt;

    private void count(String what) {
      if (what.equals(failsAt)) {
        throw new IllegalStateException("words about customer-anna");
      }
      byWhat.merge(what, 1, Integer::sum);
    }

    int of(String what) {
      return byWhat.getOrDefault(what, 0);
    }

    @Override
    public void taken(EventKind kind) {
      count("taken");
    }

    @Override
    public void duplicate(EventKind kind) {
      count("duplicate");
    }

    @Override
    public void rekeyed(EventKind kind) {
      count("rekeyed");
    }

    @Override
    public void judged(EventKind kind) {
      count("judged");
    }

    @Override
    public void judgedAgain() {
      count("judgedAgain");
    }

    @Override
    public void undecided(EventKind kind) {
      count("undecided");
    }

    @Override
    public void found(Severity severity, FindingStatus status) {
      count(status.name());
    }

    @Override
    public void lateBeyondHorizon(EventKind kind) {
      count("late");
    }

    @Override
    public void decided(AlertChange change, AlertOrigin origin) {
      count(change + " " + origin);
    }

    @Override
    public void sparedAlert() {
      count("spared");
    }

    @Override
    public void passGoesOn(String policyId, int partition, double share) {
      shares.put(policyId + "|" + partition, share);
    }

    @Override
    public void passEnded(String policyId, int partition) {
      shares.remove(policyId + "|" + partition);
    }

    @Override
    public void passesLeft(int partition) {
      shares.keySet().removeIf(place -> place.endsWith("|" + partition));
    }

    @Override
    public void buried(DeadLetterReason reason) {
      count(reason.name());
    }
  }

  Pipeline(PolicyCatalog policies) {
    this(policies, ALERT_SETTLE);
  }

  Pipeline(PolicyCatalog policies, Duration alertSettle) {
    this(policies, alertSettle, PersonalValues.WARN);
  }

  Pipeline(PolicyCatalog policies, Duration alertSettle, PersonalValues personalValues) {
    this.policies = policies;
    this.alertSettle = alertSettle;
    this.personalValues = personalValues;
    open();
  }

  private void open() {
    try {
      stateDir = Files.createTempDirectory("pipeline");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver =
        new TopologyTestDriver(
            new ClausewatchTopology(
                    topics,
                    serdes,
                    PSEUDONYM,
                    policies,
                    personalValues,
                    HORIZON,
                    SETTLE,
                    alertSettle,
                    counts,
                    counts,
                    counts)
                .get(),
            config,
            now);
  }

  /** Sends events one after the other, each wholly processed before the next. */
  Pipeline send(Event... events) {
    for (Event event : events) {
      String topic = topics.events(event.kind()).name();
      sendBytes(topic, event.eventId(), bytes(topic, event.record()));
    }
    return this;
  }

  void sendFact(Fact fact) {
    String topic = topics.facts().name();
    sendBytes(topic, "any", bytes(topic, fact));
  }

  byte[] bytes(String topic, SpecificRecord record) {
    return serializers
        .computeIfAbsent(topic, t -> serdes.serializer(SpecificRecord.class))
        .serialize(topic, record);
  }

  void sendBytes(String topic, String key, byte[] value) {
    sendBytes(topic, key, value, new RecordHeaders());
  }

  void sendBytes(String topic, String key, byte[] value, Headers headers) {
    sendBytes(topic, key, value, headers, now);
  }

  void sendBytes(String topic, String key, byte[] value, Instant at) {
    sendBytes(topic, key, value, new RecordHeaders(), at);
  }

  private void sendBytes(String topic, String key, byte[] value, Headers headers, Instant at) {
    headers.add("subject", new byte[] {1});
    inputs
        .computeIfAbsent(
            topic,
            name ->
                driver.createInputTopic(name, new StringSerializer(), new ByteArraySerializer()))
        .pipeInput(new TestRecord<>(key, value, headers, at));
    collect();
  }

  private void collect() {
    trail.addAll(read(topics.trail()));
    findings.addAll(read(topics.findings()));
    alerts.addAll(read(topics.alerts()));
    decisions.addAll(read(topics.alertDecisions()));
    deadlines.addAll(read(topics.deadlines()));
    deadLetters.addAll(read(topics.deadLetters()));
  }

  /** What was written to a topic since it was last read. */
  <V extends SpecificRecord> List<V> read(Topic<V> topic) {
    return readRecords(topic).stream().map(TestRecord::value).toList();
  }

  /** What was written to a topic since it was last read, with keys and headers. */
  <V extends SpecificRecord> List<TestRecord<String, V>> readRecords(Topic<V> topic) {
    @SuppressWarnings("unchecked") // each topic's output is made here, of the topic's own type
    TestOutputTopic<String, V> output =
        (TestOutputTopic<String, V>)
            outputs.computeIfAbsent(
                topic.name(),
                name ->
                    driver.createOutputTopic(
                        name, new StringDeserializer(), serdes.deserializer(topic.valueType())));
    return output.readRecordsToList();
  }

  Pipeline advance(Duration duration) {
    now = now.plus(duration);
    driver.advanceWallClockTime(duration);
    collect();
    return this;
  }

  /** Stops, and starts anew with the same stores: nothing that was only in memory survives. */
  void restart() {
    restart(policies);
  }

  /** The same with other policies. */
  void restart(PolicyCatalog changed) {
    policies = changed;
    Map<String, List<KeyValue<Object, Object>>> kept = new LinkedHashMap<>();
    for (String store : KEY_VALUE_STORES) {
      kept.put(store, entries(store));
    }
    stop();
    inputs.clear();
    outputs.clear();
    open();
    kept.forEach(
        (store, entries) -> {
          KeyValueStore<Object, Object> target = driver.getKeyValueStore(store);
          entries.forEach(entry -> target.put(entry.key, entry.value));
        });
  }

  /** The names of the stores that {@link #entries} reads. */
  List<String> stores() {
    return KEY_VALUE_STORES;
  }

  List<KeyValue<Object, Object>> entries(String store) {
    List<KeyValue<Object, Object>> entries = new ArrayList<>();
    try (KeyValueIterator<Object, Object> all = driver.getKeyValueStore(store).all()) {
      all.forEachRemaining(entries::add);
    }
    return entries;
  }

  /** The hashes kept of an event id. */
  List<byte[]> seen(String eventId) {
    List<byte[]> hashes = new ArrayList<>();
    WindowStore<String, byte[]> store = driver.getWindowStore("event-ids");
    try (WindowStoreIterator<byte[]> found = store.fetch(eventId, 0, Long.MAX_VALUE)) {
      found.forEachRemaining(hash -> hashes.add(hash.value));
    }
    return hashes;
  }

  /** The last revision of each finding, by its id. */
  Map<String, Finding> latest() {
    Map<String, Finding> latest = new TreeMap<>();
    findings.forEach(finding -> latest.put(finding.getFindingId(), finding));
    return latest;
  }

  /** The findings that stand open, as clause and event, sorted. */
  List<String> standing() {
    return latest().values().stream()
        .filter(finding -> finding.getStatus() == FindingStatus.OPEN)
        .map(finding -> finding.getClauseId() + " " + finding.getEventId())
        .sorted()
        .toList();
  }

  /** The last revision of each trail entry, by its id. */
  Map<String, TrailEntry> latestTrail() {
    Map<String, TrailEntry> latest = new TreeMap<>();
    trail.forEach(entry -> latest.put(entry.getEntryId(), entry));
    return latest;
  }

  private void stop() {
    driver.close();
    try {
      Utils.delete(stateDir.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
    serdes.close();
  }
}
