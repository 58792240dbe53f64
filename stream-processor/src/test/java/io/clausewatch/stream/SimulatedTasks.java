package io.clausewatch.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.Deadline;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.PersonalValues;
import io.clausewatch.contract.PolicyPass;
import io.clausewatch.contract.RekeyedEvent;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.ingest.EventIntake;
import io.clausewatch.ingest.EventPartitioner;
import io.clausewatch.ingest.FactKeys;
import io.clausewatch.ingest.IntakeOutputs;
import io.clausewatch.judging.DeadlineStore;
import io.clausewatch.judging.FactLookupStore;
import io.clausewatch.judging.JudgeOutputs;
import io.clausewatch.judging.JudgeProcessor;
import io.clausewatch.judging.JudgedEventStore;
import io.clausewatch.judging.PartitionedKey;
import io.clausewatch.judging.PassStep;
import io.clausewatch.judging.PolicyEvaluator;
import io.clausewatch.judging.PolicyFactStore;
import io.clausewatch.judging.RejudgePasses;
import io.clausewatch.judging.SubjectFactStore;
import io.clausewatch.policy.PolicyCatalog;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Several tasks of intake and as many of the judge, each with its own partition of its topics and
 * its own stores, all in memory. Unlike Kafka's test driver it lets a test say in which order the
 * tasks get on with their work, so that facts come in while others are still being judged again.
 */
final class SimulatedTasks implements AutoCloseable {
  private static final JudgeOutputs OUTPUTS =
      new JudgeOutputs(
          "trail", "findings", "deadlines", "alerts", "passes", "rejudges", "dead-letters");
  private static final PassStep STEP = new PassStep(2, 1, Duration.ofDays(1));

  /** How much the judges that start from now on judge again at once. */
  PassStep step = STEP;

  private static final AvroSerdes SERDES = new AvroSerdes("mock://simulated");
  private static final Serde<Fact> FACTS = SERDES.serde(Fact.class);

  final List<Fact> facts = new ArrayList<>();
  final List<TrailEntry> trail = new ArrayList<>();
  final List<Finding> findings = new ArrayList<>();
  final List<Deadline> deadlines = new ArrayList<>();
  final List<PolicyPass> passes = new ArrayList<>();
  final List<DeadLetter> deadLetters = new ArrayList<>();

  private final Topics topics;
  final Pipeline.Counts counts = new Pipeline.Counts();
  private PolicyEvaluator evaluator;
  private final Map<String, Serializer<SpecificRecord>> serializers = new HashMap<>();
  private final List<IntakeTask> intakes = new ArrayList<>();
  private final List<Judge> judges = new ArrayList<>();

  /** A task of intake: it reads one partition of each topic of events. */
  private final class IntakeTask {
    final int partition;
    final MockProcessorContext<String, SpecificRecord> context;
    final EventIntake intake =
        new EventIntake(
            topics,
            new ReservedNames(Set.of()),
            PersonalValues.WARN,
            SERDES::deserializer,
            Pipeline.PSEUDONYM,
            counts,
            new IntakeOutputs("facts", "rekeyed", "dead-letters"));

    IntakeTask(int partition) {
      this.partition = partition;
      this.context = context(partition);
      add(
          context,
          Stores.windowStoreBuilder(
              Stores.inMemoryWindowStore(
                  "event-ids", Pipeline.HORIZON, Duration.ofMillis(1), false),
              Serdes.String(),
              Serdes.ByteArray()));
      intake.init(context);
    }

    void take(Topic<?> topic, SpecificRecord event) {
      byte[] value =
          serializers
              .computeIfAbsent(topic.name(), t -> SERDES.serializer(SpecificRecord.class))
              .serialize(topic.name(), event);
      context.setRecordMetadata(topic.name(), partition, 0);
      intake.process(new Record<>(null, value, Pipeline.START.toEpochMilli()));
      var forwarded = List.copyOf(context.forwarded());
      context.resetForwards();
      for (var forward : forwarded) {
        String key = forward.record().key();
        switch (forward.record().value()) {
          case Fact fact -> tell(key, fact);
          case RekeyedEvent rekeyed -> {
            int home = new EventPartitioner(intakes.size()).partition(key);
            assertThat(home).isNotEqualTo(partition);
            intakes.get(home).take(topics.rekeyed(), rekeyed);
          }
          case DeadLetter letter -> deadLetters.add(letter);
          default -> throw new IllegalStateException();
        }
      }
    }
  }

  /** A judge's task: its part of the facts topic, and what outlives a restart. */
  private final class Judge {
    final int partition;
    final Deque<byte[]> facts = new ArrayDeque<>();
    final MockProcessorContext<Object, SpecificRecord> context;
    Processor<byte[], byte[], Object, SpecificRecord> processor;
    int deadPunctuators;

    Judge(int partition) {
      this.partition = partition;
      this.context = context(partition);
      add(
          context,
          store(JudgedEventStore.ACTS, SERDES.serde(TrailEntry.class)),
          store(JudgedEventStore.FINDINGS, SERDES.serde(Finding.class)),
          store(JudgedEventStore.ARRIVALS, Serdes.ByteArray()),
          store(SubjectFactStore.STORE, FACTS),
          store(SubjectFactStore.HOLDINGS, FACTS),
          store(PolicyFactStore.STORE, FACTS),
          store(DeadlineStore.STORE, SERDES.serde(Deadline.class)),
          store(DeadlineStore.TIMERS, Serdes.ByteArray()),
          store(FactLookupStore.STORE, Serdes.String()),
          store(RejudgePasses.STORE, Serdes.String()),
          store(JudgeProcessor.POLICIES, Serdes.String()));
      start();
    }

    private final Map<String, Map<String, Object>> elsewhere = new TreeMap<>();

    void start() {
      processor =
          new JudgeProcessor(
              FACTS.deserializer(),
              evaluator,
              Pipeline.HORIZON,
              Pipeline.SETTLE,
              step,
              counts,
              OUTPUTS);
      // Those of the processor before it are dead, but the context goes on listing them.
      deadPunctuators = context.scheduledPunctuators().size();
      processor.init(context);
    }

    /**
     * As a task that moves between two machines, in whose folders the stores stay of which Kafka
     * has no copy.
     */
    void move() {
      for (String name : List.of(FactLookupStore.STORE, JudgedEventStore.ARRIVALS)) {
        KeyValueStore<String, Object> store = context.getStateStore(name);
        Map<String, Object> here = new TreeMap<>();
        try (var all = store.all()) {
          all.forEachRemaining(entry -> here.put(entry.key, entry.value));
        }
        here.keySet().forEach(store::delete);
        Map<String, Object> there = elsewhere.put(name, here);
        if (there != null) {
          there.forEach(store::put);
        }
      }
    }

    void work() {
      context.setRecordMetadata(topics.facts().name(), partition, 0);
      processor.process(new Record<>(null, facts.removeFirst(), 0));
      collect();
    }

    void lookAtTheClock(Instant now) {
      context.setCurrentSystemTimeMs(now.toEpochMilli());
      for (var punctuator :
          context.scheduledPunctuators().stream().skip(deadPunctuators).toList()) {
        if (!punctuator.cancelled()) {
          punctuator.getPunctuator().punctuate(now.toEpochMilli());
        }
      }
      collect();
    }

    private void collect() {
      for (var forward : context.forwarded()) {
        switch (forward.record().value()) {
          case TrailEntry entry -> trail.add(entry);
          case Finding finding when forward.childName().orElseThrow().equals("findings") ->
              findings.add(finding);
          case Fact rejudge -> {
            PartitionedKey key = (PartitionedKey) forward.record().key();
            append(key.partition(), rejudge);
          }
          case DeadLetter letter -> deadLetters.add(letter);
          case Deadline deadline -> deadlines.add(deadline);
          case PolicyPass pass -> passes.add(pass);
          default -> {
            // An alert.
          }
        }
      }
      context.resetForwards();
    }
  }

  SimulatedTasks(PolicyCatalog policies, int partitions) {
    evaluator = new PolicyEvaluator(policies);
    topics = new Topics("", partitions, 1);
    for (int i = 0; i < partitions; i++) {
      judges.add(new Judge(i));
      tick(i);
    }
    for (int i = 0; i < partitions; i++) {
      intakes.add(new IntakeTask(i));
    }
  }

  private static <K, V> MockProcessorContext<K, V> context(int partition) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "simulated");
    MockProcessorContext<K, V> context =
        new MockProcessorContext<>(config, new TaskId(0, partition), new File("never-made"));
    context.setCurrentSystemTimeMs(Pipeline.START.toEpochMilli());
    return context;
  }

  private static <V> StoreBuilder<?> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values);
  }

  private static void add(MockProcessorContext<?, ?> context, StoreBuilder<?>... builders) {
    // Made once: it reads the whole configuration anew each time that it is asked for.
    StateStoreContext forStores = context.getStateStoreContext();
    for (StoreBuilder<?> builder : builders) {
      StateStore store = builder.withLoggingDisabled().build();
      store.init(forStores, store);
      context.addStateStore(store);
    }
  }

  /** Takes an event in that lies in some partition: its facts then wait in their partitions. */
  void take(Event event, int partition) {
    intakes.get(partition).take(topics.events(event.kind()), event.record());
  }

  private void tell(String key, Fact fact) {
    facts.add(fact);
    Set<Integer> own = Set.of(Math.floorMod(key.hashCode(), judges.size()));
    FactKeys.partitioner()
        .partitions(topics.facts().name(), key, fact, judges.size())
        .orElse(own)
        .forEach(partition -> append(partition, fact));
  }

  private void append(int partition, Fact fact) {
    judges.get(partition).facts.addLast(FACTS.serializer().serialize(topics.facts().name(), fact));
  }

  /** The partitions in which facts wait. */
  List<Integer> waiting() {
    return judges.stream()
        .filter(judge -> !judge.facts.isEmpty())
        .map(judge -> judge.partition)
        .toList();
  }

  /** Lets a judge process the next of the facts that wait for it. */
  void work(int partition) {
    judges.get(partition).work();
  }

  /** Lets every judge look at a clock that has moved on, until none has anything more to do. */
  void lookAtTheClock(Instant now) {
    int before;
    do {
      before = trail.size() + findings.size() + deadlines.size();
      judges.forEach(judge -> judge.lookAtTheClock(now));
      while (!waiting().isEmpty()) {
        waiting().forEach(this::work);
      }
    } while (before < trail.size() + findings.size() + deadlines.size());
  }

  /** Lets a judge do what it does from time to time; no time has gone by. */
  void tick(int partition) {
    Judge judge = judges.get(partition);
    judge.lookAtTheClock(Instant.ofEpochMilli(judge.context.currentSystemTimeMs()));
  }

  /** How many judged events one has not forgotten. */
  int kept(int partition) {
    KeyValueStore<String, TrailEntry> kept =
        judges.get(partition).context.getStateStore(JudgedEventStore.ACTS);
    int count = 0;
    try (var all = kept.all()) {
      for (; all.hasNext(); all.next()) {
        count++;
      }
    }
    return count;
  }

  /**
   * Puts another judge in the place of one: it has the stores, but not what was in memory.
   *
   * @param moves whether it runs on the other of two machines, where the stores of which Kafka has
   *     no copy are as they were when it left, or empty
   */
  void restart(int partition, boolean moves) {
    Judge judge = judges.get(partition);
    judge.processor.close();
    if (moves) {
      judge.move();
    }
    judge.start();
  }

  /** Puts another judge in the place of each, which judges by other policies. */
  void restart(PolicyCatalog changed) {
    evaluator = new PolicyEvaluator(changed);
    for (Judge judge : judges) {
      restart(judge.partition, false);
    }
  }

  /** Moves every judge's clock on, and lets none look at it. */
  void at(Instant now) {
    judges.forEach(judge -> judge.context.setCurrentSystemTimeMs(now.toEpochMilli()));
  }

  @Override
  public void close() {
    judges.forEach(judge -> judge.processor.close());
  }
}
