package io.clausewatch.indexing;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.platform.elasticsearch.ElasticsearchConnection;
import io.clausewatch.readmodel.index.IndexTemplates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the trail, the findings with their triage, the deadlines, the messages to receivers and
 * the dead letters from Kafka to Elasticsearch, on a thread of its own, from {@link #start} to
 * {@link #close}. An offset is committed only when the documents before it can be searched. Any
 * number of them may run in one group; each document is written under its own id, and reading a
 * record twice changes nothing.
 */
public final class Indexer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
  static final int RECORDS_A_POLL = 2_000;
  // Longer than a slow Elasticsearch takes for the bulk in hand.
  private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

  private final IndexLoop loop;
  private final Thread thread;

  private Indexer(IndexLoop loop, Thread thread) {
    this.loop = loop;
    this.thread = thread;
  }

  /**
   * Starts an indexer. None of the servers need be up yet: it waits for them.
   *
   * @param settings where the servers are
   * @param topics the topics, which must exist
   * @param registry takes its metrics
   * @param onFatal called once, on the indexer's thread, when it cannot go on, for instance because
   *     Elasticsearch holds indices of another version; it has stopped then. Not called for what
   *     passes by itself
   * @return the running indexer
   */
  public static Indexer start(
      ConnectionSettings settings,
      Topics topics,
      MeterRegistry registry,
      Consumer<Throwable> onFatal) {
    IndexTemplates indices = IndexTemplates.of(settings);
    return start(
        settings,
        topics,
        indices,
        indices::install,
        settings.groups().indexer(),
        registry,
        onFatal);
  }

  /**
   * Starts an indexer.
   *
   * @param indices names those to write to
   * @param preparation done before the first document is written
   * @param group the consumer group, whose committed offsets tell what can be searched
   */
  static Indexer start(
      ConnectionSettings settings,
      Topics topics,
      IndexTemplates indices,
      IndexLoop.Preparation preparation,
      String group,
      MeterRegistry registry,
      Consumer<Throwable> onFatal) {
    InstantSource clock = InstantSource.system();
    AvroSerdes serdes = settings.registry().serdes();
    ElasticsearchConnection elasticsearch = ElasticsearchConnection.open(settings.elasticsearch());
    IndexDeadLetters deadLetters =
        new IndexDeadLetters(
            topics.deadLetters().name(),
            producer(settings, group, serdes.serializer(topics.deadLetters().valueType())));
    KafkaConsumer<byte[], byte[]> consumer = consumer(settings, group);
    IndexLoop loop =
        new IndexLoop(
            consumer,
            new DocumentReader(
                topics,
                indices,
                serdes.deserializer(topics.trail().valueType()),
                serdes.deserializer(topics.findings().valueType()),
                serdes.deserializer(topics.triage().valueType()),
                serdes.deserializer(topics.deadlines().valueType()),
                serdes.deserializer(topics.alertMessages().valueType()),
                serdes.deserializer(topics.deadLetters().valueType())),
            elasticsearch.client(),
            preparation,
            deadLetters,
            new IndexerMetrics(registry, clock),
            clock,
            System::nanoTime);
    Thread thread =
        new Thread(
            () -> {
              try (serdes;
                  elasticsearch;
                  deadLetters;
                  consumer) {
                loop.run(read(topics));
              }
            },
            group);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((t, failure) -> onFatal.accept(failure));
    thread.start();
    return new Indexer(loop, thread);
  }

  /** The names of the topics from which everything that can be searched is made. */
  static List<String> read(Topics topics) {
    return List.of(
        topics.trail().name(),
        topics.findings().name(),
        topics.triage().name(),
        topics.deadlines().name(),
        topics.alertMessages().name(),
        topics.deadLetters().name());
  }

  /**
   * Why nothing becomes searchable at the moment.
   *
   * @return what it waits for, in words that may be logged; empty when it works
   */
  public Optional<String> diagnosis() {
    return loop.diagnosis();
  }

  /**
   * Finishes the bulk in hand, makes it searchable, commits, leaves the group, and closes its
   * connections.
   */
  @Override
  public void close() {
    loop.stop();
    try {
      if (!thread.join(STOP_WITHIN)) {
        LOG.warn(
            "The indexer did not stop within {}; what it had in hand is indexed again",
            STOP_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(ConnectionSettings settings, String group) {
    return new KafkaConsumer<>(
        settings
            .kafka()
            .reader(
                group,
                Map.of(
                    ConsumerConfig.GROUP_ID_CONFIG,
                    group,
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    RECORDS_A_POLL)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static KafkaProducer<String, DeadLetter> producer(
      ConnectionSettings settings, String clientId, Serializer<DeadLetter> letters) {
    return new KafkaProducer<>(
        settings.kafka().durableProducer(clientId, Map.of()), new StringSerializer(), letters);
  }
}
