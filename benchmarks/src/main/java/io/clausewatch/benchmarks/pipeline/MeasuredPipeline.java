package io.clausewatch.benchmarks.pipeline;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.PolicyPass;
import io.clausewatch.contract.Topics;
import io.clausewatch.local.stack.AppPrograms;
import io.clausewatch.local.stack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * One installation's worth of topics, state and indices, so that what is measured there starts from
 * nothing; and the product's own stream processor on it, as the local stack starts it.
 */
final class MeasuredPipeline {
  static final int PARTITIONS = 6;

  /** Nobody listens there: the indexer waits, and the stream does not. */
  private static final String NOWHERE = "http://127.0.0.1:9";

  private final BenchmarkServers installation;
  private final String name;
  private final Topics topics;

  /** Makes the topics. */
  MeasuredPipeline(BenchmarkServers installation, String name)
      throws ExecutionException, InterruptedException, IOException {
    this.installation = installation;
    this.name = name;
    this.topics = new Topics(name + ".", PARTITIONS, 1);
    try (Admin admin = Admin.create(installation.kafka())) {
      admin.createTopics(topics.all().stream().map(topic -> topic.newTopic()).toList()).all().get();
    }
  }

  Topics topics() {
    return topics;
  }

  /** What all names of its indices begin with. */
  String indexPrefix() {
    return name + "-";
  }

  /**
   * Writes events as a producing service does, and returns when Kafka has them.
   *
   * @param many how many
   * @param event makes each by its number
   */
  void send(int many, IntFunction<SpecificRecord> event) throws IOException {
    try (Sender sender = sender()) {
      for (int i = 0; i < many; i++) {
        sender.send(event.apply(i));
      }
    }
  }

  /** A producer of events. */
  Sender sender() throws IOException {
    Serializer<SpecificRecord> serializer = installation.serdes().serializer(SpecificRecord.class);
    Map<String, Object> settings = installation.kafka();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    return new Sender(topics, new KafkaProducer<>(settings, new StringSerializer(), serializer));
  }

  /**
   * Writes events by their ids.
   *
   * @param topics where to
   * @param producer is closed with it
   */
  record Sender(Topics topics, KafkaProducer<String, SpecificRecord> producer)
      implements AutoCloseable {
    void send(SpecificRecord event) {
      var unused = producer.send(record(event));
    }

    /** Returns when Kafka has it. */
    void sendAndWait(SpecificRecord event) throws ExecutionException, InterruptedException {
      producer.send(record(event)).get();
    }

    private ProducerRecord<String, SpecificRecord> record(SpecificRecord written) {
      Event event = Event.of(written);
      return new ProducerRecord<>(topics.events(event.kind()).name(), event.eventId(), written);
    }

    @Override
    public void close() {
      producer.close();
    }
  }

  /** Starts the stream processor, its indexer waiting for ever. */
  MeasuredProcess startWithoutIndex(Map<String, String> more) throws IOException, StackException {
    return start(NOWHERE, more);
  }

  /** Starts the stream processor with its indexer. */
  MeasuredProcess start(Map<String, String> more) throws IOException, StackException {
    return start(installation.elasticsearch().url().toString(), more);
  }

  /** The same, on the first core alone. */
  MeasuredProcess startOnOneCore(Map<String, String> more) throws IOException, StackException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "0"));
    pinned.addAll(command());
    return start(pinned, NOWHERE, more);
  }

  private MeasuredProcess start(String elasticsearch, Map<String, String> more)
      throws IOException, StackException {
    return start(command(), elasticsearch, more);
  }

  private List<String> command() throws StackException {
    return AppPrograms.command(
        installation.home(), "stream-processor", "io.clausewatch.stream.StreamProcessorMain");
  }

  private MeasuredProcess start(
      List<String> command, String elasticsearch, Map<String, String> more)
      throws IOException, StackException {
    Map<String, String> settings = installation.variables();
    settings.put("CLAUSEWATCH_ELASTICSEARCH_URL", elasticsearch);
    settings.put("CLAUSEWATCH_ELASTICSEARCH_USER", installation.elasticsearch().user());
    settings.put("CLAUSEWATCH_ELASTICSEARCH_PASSWORD", installation.elasticsearch().password());
    settings.put("CLAUSEWATCH_TOPIC_PREFIX", name + ".");
    settings.put("CLAUSEWATCH_INDEX_PREFIX", indexPrefix());
    settings.put("CLAUSEWATCH_PARTITIONS", Integer.toString(PARTITIONS));
    settings.put("CLAUSEWATCH_SUBJECT_KEY", "a key that is as long as the benchmark needs it");
    settings.put("CLAUSEWATCH_POLICIES", installation.home().resolve("policies").toString());
    settings.put("CLAUSEWATCH_STATE_DIR", stateFolder().toString());
    settings.put("CLAUSEWATCH_PROCESSOR_METRICS_PORT", "0");
    settings.putAll(more);
    return MeasuredProcess.start(command, settings, folder("stream-processor.log"));
  }

  /** Starts the yardstick, from the topic of accesses by way of that of facts to the trail. */
  MeasuredProcess startPassThrough() throws IOException, StackException {
    List<String> command =
        AppPrograms.java(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            PassThrough.class.getName());
    command.addAll(
        List.of(
            installation.kafkaFile().toString(),
            name,
            folder("state").toString(),
            topics.events(EventKind.ACCESS).name(),
            topics.facts().name(),
            topics.trail().name()));
    return MeasuredProcess.start(command, Map.of(), folder("pass-through.log"));
  }

  private Path stateFolder() {
    return folder("state");
  }

  /** Follows the passes over policies. */
  MeasuredPass pass() throws IOException {
    return new MeasuredPass(
        installation.kafka(),
        installation.serdes().deserializer(PolicyPass.class),
        topics.policyPasses().name());
  }

  /** What its stream processor keeps. */
  KeptState state() {
    return new KeptState(installation, stateFolder(), name + "-stream-processor");
  }

  private Path folder(String what) {
    return installation.folder().resolve(name + "-" + what);
  }

  /** Counts the committed records of a topic. */
  TopicCounter counter(String topic) throws IOException {
    return new TopicCounter(installation.kafka(), topic);
  }
}
