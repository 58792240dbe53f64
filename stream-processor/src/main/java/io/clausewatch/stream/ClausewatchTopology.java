package io.clausewatch.stream;

import io.clausewatch.alerting.AlertObserver;
import io.clausewatch.alerting.AlertOutputs;
import io.clausewatch.alerting.AlertProcessor;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Deadline;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.PersonalValues;
import io.clausewatch.contract.RekeyedEvent;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.ingest.EventIntake;
import io.clausewatch.ingest.EventPartitioner;
import io.clausewatch.ingest.FactKeys;
import io.clausewatch.ingest.IntakeObserver;
import io.clausewatch.ingest.IntakeOutputs;
import io.clausewatch.judging.DeadlineStore;
import io.clausewatch.judging.FactLookupStore;
import io.clausewatch.judging.JudgeObserver;
import io.clausewatch.judging.JudgeOutputs;
import io.clausewatch.judging.JudgeProcessor;
import io.clausewatch.judging.JudgedEventStore;
import io.clausewatch.judging.PartitionedKey;
import io.clausewatch.judging.PassStep;
import io.clausewatch.judging.PolicyEvaluator;
import io.clausewatch.judging.PolicyFactStore;
import io.clausewatch.judging.RejudgePasses;
import io.clausewatch.judging.SubjectFactStore;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import io.clausewatch.policy.PolicyCatalog;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The whole way from the topics of events and own acts to trail, findings, deadlines, alerts,
 * passes and alert decisions, as one topology of three parts that the topics facts and findings
 * join:
 *
 * <pre>
 * events.*, own-acts ──► intake ──► facts ──► judge ──► trail, deadlines, alerts, policy-passes
 *                        ▲  │ │       ▲         │ │ └───► findings ──► alerting ──► alert-decisions
 *                        └──┘ │       └─rejudge─┘ │       triage ─────►   │
 *                     rekeyed └──► dead-letters ◄─┴───────────────────────┘
 * </pre>
 *
 * Every operator and store is named here, since the names of what Kafka keeps for us derive from
 * them. It holds no client but that of the schema registry within the serdes, and starts nothing.
 */
public final class ClausewatchTopology implements Supplier<Topology> {
  private static final String INTAKE = "intake";
  private static final IntakeOutputs INTAKE_OUTPUTS =
      new IntakeOutputs("intake-facts", "intake-rekeyed", "intake-dead-letters");
  private static final String FACTS = "facts";
  private static final String JUDGE = "judge";
  private static final JudgeOutputs JUDGE_OUTPUTS =
      new JudgeOutputs(
          "judge-trail",
          "judge-findings",
          "judge-deadlines",
          "judge-alerts",
          "judge-policy-passes",
          "judge-rejudges",
          "judge-dead-letters");

  // Kafka Streams numbers the parts by the names of their sources: these have to come last, so that
  // the state which the others left is found again.
  private static final String FINDINGS = "~findings";
  private static final String TRIAGE = "~triage";
  private static final String ALERTING = "alerting";
  private static final AlertOutputs ALERT_OUTPUTS =
      new AlertOutputs("alerting-decisions", "alerting-dead-letters");

  private final Topics topics;
  private final AvroSerdes serdes;
  private final SubjectPseudonym pseudonym;
  private final ReservedNames reserved;
  private final PersonalValues personalValues;
  private final PolicyEvaluator evaluator;
  private final Duration horizon;
  private final Duration settle;
  private final IntakeObserver intakeObserver;
  private final Duration alertSettle;
  private final JudgeObserver judgeObserver;
  private final AlertObserver alertObserver;

  /**
   * A topology.
   *
   * @param topics where it reads and writes
   * @param serdes how records are written
   * @param pseudonym hides the subject ids
   * @param policies by which it judges
   * @param personalValues what becomes of an event with one in place of an id
   * @param horizon how long after its arrival an event can be judged again, and its id is
   *     remembered
   * @param settle how long after the arrival of the event that started it a deadline is not yet
   *     called missed
   * @param alertSettle how long a new finding has to stand before somebody may be told
   * @param intakeObserver is told what intake does, by several threads
   * @param judgeObserver is told what the judge does, by several threads
   * @param alertObserver is told what is decided about alerts, by several threads
   */
  public ClausewatchTopology(
      Topics topics,
      AvroSerdes serdes,
      SubjectPseudonym pseudonym,
      PolicyCatalog policies,
      PersonalValues personalValues,
      Duration horizon,
      Duration settle,
      Duration alertSettle,
      IntakeObserver intakeObserver,
      JudgeObserver judgeObserver,
      AlertObserver alertObserver) {
    this.topics = topics;
    this.serdes = serdes;
    this.pseudonym = pseudonym;
    this.reserved = policies.reserved();
    this.personalValues = personalValues;
    this.evaluator = new PolicyEvaluator(policies);
    this.horizon = horizon;
    this.settle = settle;
    this.intakeObserver = intakeObserver;
    this.alertSettle = alertSettle;
    this.judgeObserver = judgeObserver;
    this.alertObserver = alertObserver;
  }

  @Override
  public Topology get() {
    Topology topology = new Topology();
    addIntake(topology);
    addJudge(topology);
    addAlerting(topology);
    return topology;
  }

  private void addIntake(Topology topology) {
    String[] sources =
        topics.intake().stream().map(topic -> addSource(topology, topic)).toArray(String[]::new);
    topology
        .addProcessor(INTAKE, this::intake, sources)
        .addStateStore(EventIntake.store(horizon), INTAKE);
    topology.addSink(
        INTAKE_OUTPUTS.facts(),
        topics.facts().name(),
        new StringSerializer(),
        serdes.serializer(Fact.class),
        FactKeys.partitioner(),
        INTAKE);
    EventPartitioner partitioner = new EventPartitioner(topics.rekeyed().partitions());
    topology.addSink(
        INTAKE_OUTPUTS.rekeyed(),
        topics.rekeyed().name(),
        new StringSerializer(),
        serdes.serializer(RekeyedEvent.class),
        partitioner.ofRecords(),
        INTAKE);
    addSink(topology, INTAKE_OUTPUTS.deadLetters(), topics.deadLetters(), INTAKE);
  }

  private static String addSource(Topology topology, Topic<?> topic) {
    String name = topic.name();
    topology.addSource(name, new ByteArrayDeserializer(), new ByteArrayDeserializer(), name);
    return name;
  }

  private Processor<byte[], byte[], String, SpecificRecord> intake() {
    return new EventIntake(
        topics,
        reserved,
        personalValues,
        serdes::deserializer,
        pseudonym,
        intakeObserver,
        INTAKE_OUTPUTS);
  }

  private void addJudge(Topology topology) {
    topology
        .addSource(
            FACTS, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.facts().name())
        .addProcessor(JUDGE, this::judge, FACTS)
        .addStateStore(store(JudgedEventStore.ACTS, TrailEntry.class), JUDGE)
        .addStateStore(store(JudgedEventStore.FINDINGS, Finding.class), JUDGE)
        .addStateStore(store(SubjectFactStore.STORE, Fact.class), JUDGE)
        .addStateStore(store(SubjectFactStore.HOLDINGS, Fact.class), JUDGE)
        .addStateStore(store(PolicyFactStore.STORE, Fact.class), JUDGE)
        .addStateStore(store(DeadlineStore.STORE, Deadline.class), JUDGE)
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(DeadlineStore.TIMERS),
                Serdes.String(),
                Serdes.ByteArray()),
            JUDGE)
        // What these two hold follows from the others: nothing is lost with them.
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(JudgedEventStore.ARRIVALS),
                    Serdes.String(),
                    Serdes.ByteArray())
                .withLoggingDisabled(),
            JUDGE)
        .addStateStore(texts(FactLookupStore.STORE).withLoggingDisabled(), JUDGE)
        .addStateStore(texts(RejudgePasses.STORE), JUDGE)
        .addStateStore(texts(JudgeProcessor.POLICIES), JUDGE);
    addSink(topology, JUDGE_OUTPUTS.trail(), topics.trail(), JUDGE);
    addSink(topology, JUDGE_OUTPUTS.findings(), topics.findings(), JUDGE);
    addSink(topology, JUDGE_OUTPUTS.deadlines(), topics.deadlines(), JUDGE);
    addSink(topology, JUDGE_OUTPUTS.alerts(), topics.alerts(), JUDGE);
    addSink(topology, JUDGE_OUTPUTS.passes(), topics.policyPasses(), JUDGE);
    addSink(topology, JUDGE_OUTPUTS.deadLetters(), topics.deadLetters(), JUDGE);
    topology.addSink(
        JUDGE_OUTPUTS.rejudges(),
        topics.facts().name(),
        PartitionedKey.serializer(),
        serdes.serializer(Fact.class),
        PartitionedKey.partitioner(),
        JUDGE);
  }

  private Processor<byte[], byte[], Object, SpecificRecord> judge() {
    return new JudgeProcessor(
        serdes.deserializer(Fact.class),
        evaluator,
        horizon,
        settle,
        PassStep.DEFAULT,
        judgeObserver,
        JUDGE_OUTPUTS);
  }

  private void addAlerting(Topology topology) {
    topology
        .addSource(
            FINDINGS,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            topics.findings().name())
        .addSource(
            TRIAGE,
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            topics.triage().name())
        .addProcessor(
            ALERTING,
            AlertProcessor.supplier(topics, serdes, alertSettle, alertObserver, ALERT_OUTPUTS),
            FINDINGS,
            TRIAGE);
    addSink(topology, ALERT_OUTPUTS.decisions(), topics.alertDecisions(), ALERTING);
    addSink(topology, ALERT_OUTPUTS.deadLetters(), topics.deadLetters(), ALERTING);
  }

  private <V extends SpecificRecord> void addSink(
      Topology topology, String name, Topic<V> topic, String parent) {
    topology.addSink(
        name, topic.name(), new StringSerializer(), serdes.serializer(topic.valueType()), parent);
  }

  private static StoreBuilder<KeyValueStore<String, String>> texts(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.String());
  }

  private <V extends SpecificRecord> StoreBuilder<KeyValueStore<String, V>> store(
      String name, Class<V> type) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), serdes.serde(type));
  }
}
