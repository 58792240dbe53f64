package io.clausewatch.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topic;
import io.clausewatch.eventlog.EventLog;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.platform.kafka.ConsumerLoop;
import io.clausewatch.platform.kafka.KafkaConnection;
import io.clausewatch.platform.kafka.RecordSink;
import io.clausewatch.platform.retry.RetryPolicy;
import io.clausewatch.platform.retry.RetryWait;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A compacted topic in memory: read from its beginning by a consumer of no group, and followed from
 * then on, so that every server has what any of them wrote. Until all that was there at the start
 * has been read, the table is away. What is written through it is durable before {@link #put}
 * returns, and has come back from Kafka, in the order that all servers agree on.
 *
 * <p>When Kafka or the registry is away it goes on where it was. Close it to stop reading.
 */
public final class KafkaTable<V extends SpecificRecord> implements KeyedTable<V>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaTable.class);

  /** By which a server knows its own record when it comes back. */
  private static final String WRITE = "clausewatch.write";

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TRY_EVERY = Duration.ofSeconds(1);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final Topic<V> topic;
  private final EventLog log;
  private final BooleanSupplier exists;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final ThreadLocal<Serializer<V>> serializer;
  private final Deserializer<V> deserializer;

  private final SortedMap<String, V> values = new ConcurrentSkipListMap<>();
  private final Map<String, CountDownLatch> writes = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread reader;
  private volatile boolean complete;

  /** Where reading goes on; of the reader's thread alone. */
  private final Map<TopicPartition, Long> next = new HashMap<>();

  KafkaTable(
      Topic<V> topic,
      AvroSerdes serdes,
      EventLog log,
      BooleanSupplier exists,
      Supplier<Consumer<String, byte[]>> consumers) {
    this.topic = topic;
    this.log = log;
    this.exists = exists;
    this.consumers = consumers;
    this.serializer = ThreadLocal.withInitial(() -> serdes.serializer(topic.valueType()));
    this.deserializer = serdes.deserializer(topic.valueType());
    this.reader = Thread.ofPlatform().name("table " + topic.name()).daemon().start(this::read);
  }

  /**
   * Begins to read a topic.
   *
   * @param kafka the way to Kafka
   * @param topic compacted
   * @param serdes by the schema registry; not closed here
   * @param log writes durably
   * @param exists whether the topic has been made; it is not asked for before
   */
  public static <V extends SpecificRecord> KafkaTable<V> open(
      KafkaConnection kafka,
      Topic<V> topic,
      AvroSerdes serdes,
      EventLog log,
      BooleanSupplier exists) {
    Map<String, Object> properties =
        kafka.reader(
            "clausewatch-audit-api-" + topic.valueType().getSimpleName(),
            Map.of(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                (int) POLL.toMillis(),
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000));
    return new KafkaTable<>(
        topic,
        serdes,
        log,
        exists,
        () ->
            new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()));
  }

  @Override
  public Map<String, V> all() {
    if (!complete) {
      throw new TableAwayException("What is kept in Kafka has not been read yet.", null);
    }
    return new TreeMap<>(values);
  }

  @Override
  public void put(String key, V value) {
    byte[] bytes;
    try {
      bytes = serializer.get().serialize(topic.name(), value);
    } catch (SerializationException e) {
      throw new TableAwayException("Nothing was kept: the schema registry does not answer.", e);
    }
    write(key, bytes);
  }

  @Override
  public void remove(String key) {
    write(key, null);
  }

  private void write(String key, byte[] value) {
    String id = UUID.randomUUID().toString();
    CountDownLatch back = new CountDownLatch(1);
    writes.put(id, back);
    try {
      Header header = new RecordHeader(WRITE, id.getBytes(UTF_8));
      log.append(List.of(new ProducerRecord<>(topic.name(), null, key, value, List.of(header))));
      if (!back.await(BACK_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("What was written to {} is durable, and has not come back yet", topic.name());
      }
    } catch (UnavailableException e) {
      throw new TableAwayException("It may not be kept: " + e.getMessage() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is durable
    } finally {
      writes.remove(id);
    }
  }

  private void read() {
    RetryPolicy untilClosed =
        RetryPolicy.every(TRY_EVERY)
            .when(KafkaException.class::isInstance)
            .until(Boolean.TRUE::equals)
            .waiting(RetryWait.until(closed));
    try {
      untilClosed.call(
          this::followWhereItExists, (failures, failure, pause) -> failure.ifPresent(this::warn));
    } catch (KafkaException e) {
      LOG.debug("The topic {} could not be read when the table was closed", topic.name());
    }
  }

  private void warn(Exception failure) {
    // Its message may quote a key.
    LOG.warn(
        "The topic {} cannot be read now ({}); it is tried again",
        topic.name(),
        failure.getClass().getSimpleName());
  }

  /** Returns whether the table is closed; it is not where there is no topic yet. */
  private boolean followWhereItExists() {
    if (!isClosed() && exists.getAsBoolean()) {
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        follow(consumer);
      }
    }
    return isClosed();
  }

  private boolean isClosed() {
    return closed.getCount() == 0 || Thread.currentThread().isInterrupted();
  }

  private void follow(Consumer<String, byte[]> consumer) {
    List<TopicPartition> partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(partition -> new TopicPartition(topic.name(), partition))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.seekToBeginning(partitions);
    next.forEach(consumer::seek);
    ConsumerLoop<String, byte[]> loop =
        new ConsumerLoop<>(consumer, System::nanoTime).withoutCommits();
    RecordSink<String, byte[]> records = new ValueSink();
    while (!isClosed()) {
      loop.step(records);
      if (!complete && loop.hasReached(ends)) {
        complete = true;
        LOG.info("The topic {} has been read: {} values", topic.name(), values.size());
      }
    }
  }

  private final class ValueSink implements RecordSink<String, byte[]> {
    @Override
    public Duration pollWithin() {
      return POLL;
    }

    @Override
    public void take(ConsumerRecords<String, byte[]> records) {
      for (ConsumerRecord<String, byte[]> record : records) {
        apply(record);
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      }
    }

    @Override
    public boolean isFlushDue() {
      return false; // there is nothing to be made durable
    }

    @Override
    public void flush() {
      // Never due.
    }
  }

  private void apply(ConsumerRecord<String, byte[]> record) {
    try {
      V value = deserializer.deserialize(record.topic(), record.value());
      if (value == null) {
        values.remove(record.key());
      } else {
        values.put(record.key(), value);
      }
    } catch (SerializationException e) { // not a registry that is away, which is asked again
      LOG.error(
          "A record of {} is left out, for it is not what the topic holds: partition {}, offset {}",
          record.topic(),
          record.partition(),
          record.offset());
    }
    Header write = record.headers().lastHeader(WRITE);
    CountDownLatch back = write == null ? null : writes.get(new String(write.value(), UTF_8));
    if (back != null) {
      back.countDown();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      reader.join(CLOSE_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
