package io.clausewatch.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.SavedSearch;
import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import io.clausewatch.eventlog.EventLog;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaTableTest {
  private static final Topic<SavedSearch> TOPIC = new Topics("t.", 2, 1).searches();

  private final AvroSerdes serdes = new AvroSerdes("mock://tables");
  private final AtomicBoolean exists = new AtomicBoolean(true);
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private MockConsumer<String, byte[]> consumer = consumer();
  private KafkaTable<SavedSearch> table;

  /** A Kafka that takes everything, and hands it out at once. */
  private volatile EventLog log = records -> records.forEach(this::arrive);

  private static MockConsumer<String, byte[]> consumer() {
    return new MockConsumer<>("earliest");
  }

  @BeforeEach
  void beginEmpty() {
    partitions().forEach((partition, none) -> ends.put(partition, 0L));
  }

  @AfterEach
  void close() {
    if (table != null) {
      table.close();
    }
    serdes.close();
  }

  private static Map<TopicPartition, Long> partitions() {
    return IntStream.range(0, 2)
        .boxed()
        .collect(Collectors.toMap(i -> new TopicPartition(TOPIC.name(), i), i -> 0L));
  }

  private void open() {
    table =
        new KafkaTable<>(
            TOPIC, serdes, records -> log.append(records), exists::get, this::nextConsumer);
  }

  private MockConsumer<String, byte[]> nextConsumer() {
    MockConsumer<String, byte[]> next = consumer;
    next.updateBeginningOffsets(partitions());
    next.updateEndOffsets(Map.copyOf(ends));
    return next;
  }

  private void arrive(ProducerRecord<String, byte[]> record) {
    arrive(record.key(), record.value(), record.headers());
  }

  private void arrive(String key, byte[] value, Headers headers) {
    TopicPartition partition = new TopicPartition(TOPIC.name(), 1);
    long offset = ends.merge(partition, 1L, Long::sum) - 1;
    consumer.addRecord(
        new ConsumerRecord<>(
            TOPIC.name(),
            1,
            offset,
            0L,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            key,
            value,
            headers,
            Optional.empty()));
  }

  private static SavedSearch search(String name) {
    return SavedSearch.newBuilder()
        .setOwner("kim")
        .setName(name)
        .setTarget("trail")
        .setQuery(Map.of("q", List.of("말")))
        .setSavedAt(Instant.EPOCH)
        .build();
  }

  /** Before the table is opened the consumer has no partition to put a record into. */
  private void arriveAsSoonAsItReads(String key, byte[] value) {
    TopicPartition partition = new TopicPartition(TOPIC.name(), 1);
    long offset = ends.merge(partition, 1L, Long::sum) - 1;
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>(
                    TOPIC.name(),
                    1,
                    offset,
                    0L,
                    TimestampType.LOG_APPEND_TIME,
                    0,
                    0,
                    key,
                    value,
                    new RecordHeaders(),
                    Optional.empty())));
  }

  private byte[] bytes(SavedSearch search) {
    return serdes.serializer(SavedSearch.class).serialize(TOPIC.name(), search);
  }

  private Map<String, SavedSearch> all() {
    return await().until(this::allOrNull, all -> all != null);
  }

  private Map<String, SavedSearch> allOrNull() {
    try {
      return table.all();
    } catch (TableAwayException e) {
      return null;
    }
  }

  @Test
  void holdsTheLatestOfEachKeyAndNothingOfThoseRemoved() {
    arriveAsSoonAsItReads("a", bytes(search("one")));
    arriveAsSoonAsItReads("b", bytes(search("two")));
    arriveAsSoonAsItReads("a", bytes(search("three")));
    arriveAsSoonAsItReads("b", null);
    open();
    assertThat(all()).containsExactly(Map.entry("a", search("three")));
  }

  @Test
  void isAwayUntilAllThatWasThereIsRead() {
    exists.set(false);
    arriveAsSoonAsItReads("a", bytes(search("one")));
    arriveAsSoonAsItReads("b", bytes(search("two")));
    open();
    assertThatThrownBy(() -> table.all()).isInstanceOf(TableAwayException.class);
    exists.set(true);
    assertThat(all()).hasSize(2);
  }

  @Test
  void whatIsWrittenIsThereAfterwards() {
    open();
    assertThat(all()).isEmpty();
    table.put("a", search("one"));
    assertThat(table.all()).containsExactly(Map.entry("a", search("one")));
    table.remove("a");
    assertThat(table.all()).isEmpty();
  }

  @Test
  void whatAnotherServerWritesArrives() {
    open();
    assertThat(all()).isEmpty();
    arrive("a", bytes(search("theirs")), new RecordHeaders());
    await().until(() -> table.all().containsKey("a"));
  }

  @Test
  void whatKafkaDoesNotTakeIsNotThere() {
    open();
    assertThat(all()).isEmpty();
    log =
        records -> {
          throw new UnavailableException("Kafka did not acknowledge", null);
        };
    assertThatThrownBy(() -> table.put("a", search("one")))
        .isInstanceOf(TableAwayException.class)
        .hasMessageContaining("Kafka did not acknowledge");
    assertThat(table.all()).isEmpty();
  }

  @Test
  void goesOnWhereItWasWhenReadingFails() {
    arriveAsSoonAsItReads("a", bytes(search("one")));
    open();
    assertThat(all()).hasSize(1);
    MockConsumer<String, byte[]> failing = consumer;
    consumer = consumer();
    TopicPartition partition = new TopicPartition(TOPIC.name(), 1);
    consumer.schedulePollTask(
        () -> {
          assertThat(consumer.position(partition)).isEqualTo(1);
          arrive("b", bytes(search("two")), new RecordHeaders());
        });
    failing.setPollException(new KafkaException("broken"));
    await().until(() -> table.all().size() == 2);
  }

  @Test
  void aRecordThatIsNoneIsLeftOut() {
    arriveAsSoonAsItReads("a", new byte[] {1, 2, 3});
    arriveAsSoonAsItReads("b", bytes(search("two")));
    open();
    assertThat(all()).containsOnlyKeys("b");
  }
}
