package io.clausewatch.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Topics;
import io.clausewatch.ingest.RecordOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Topics TOPICS = new Topics("t.", 2, 1);
  private static final String ACCESS = TOPICS.events(EventKind.ACCESS).name();
  private static final Instant ARRIVED = Instant.ofEpochMilli(1_000);
  private static final String LETTERS = TOPICS.deadLetters().name();

  private final AvroSerdes serdes = new AvroSerdes("mock://replay");
  private final Serializer<DeadLetter> serializer = serdes.serializer(DeadLetter.class);
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
  private final MockProducer<byte[], byte[]> producer = producer(true);
  private MockConsumer<byte[], byte[]> letters = consumer();

  @AfterEach
  void close() {
    serdes.close();
  }

  private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
    return new MockProducer<>(
        autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Reads what the log holds at the moment, a record a poll. */
  private MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    Node node = new Node(1, "k", 9092);
    consumer.updatePartitions(
        LETTERS,
        List.of(
            new PartitionInfo(LETTERS, 0, node, new Node[0], new Node[0]),
            new PartitionInfo(LETTERS, 1, node, new Node[0], new Node[0])));
    consumer.setMaxPollRecords(1);
    feed(consumer);
    return consumer;
  }

  private void feed(MockConsumer<byte[], byte[]> consumer) {
    consumer.schedulePollTask(
        () -> {
          for (TopicPartition partition : consumer.assignment()) {
            log.getOrDefault(partition, List.of()).stream()
                .filter(record -> record.offset() >= consumer.position(partition))
                .findFirst()
                .ifPresent(consumer::addRecord);
          }
          feed(consumer);
        });
  }

  /** Puts a record where it lies; what is before the first of a partition is gone. */
  private void put(String topic, int partition, long offset, byte[] key, byte[] value) {
    log.computeIfAbsent(new TopicPartition(topic, partition), p -> new ArrayList<>())
        .add(
            new ConsumerRecord<>(
                topic,
                partition,
                offset,
                ARRIVED.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders().add("h", "of the producer".getBytes(UTF_8)),
                Optional.empty()));
  }

  private void event(String topic, int partition, long offset, String value) {
    put(topic, partition, offset, ("key of " + value).getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private void letter(int partition, long at, String topic, long offset, DeadLetterReason reason) {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setTopic(topic)
            .setPartition(1)
            .setOffset(offset)
            .setReason(reason)
            .setFaults(List.of("$.purpose: expected one"))
            .setDiedAt(Instant.EPOCH)
            .build();
    put(LETTERS, partition, at, null, serializer.serialize(LETTERS, letter));
  }

  private Replay replay(MockProducer<byte[], byte[]> to) {
    MockConsumer<byte[], byte[]> records = consumer();
    log.forEach(
        (partition, lying) ->
            List.of(letters, records)
                .forEach(
                    consumer -> {
                      consumer.updateBeginningOffsets(Map.of(partition, lying.getFirst().offset()));
                      consumer.updateEndOffsets(Map.of(partition, lying.getLast().offset() + 1));
                    }));
    for (int partition : new int[] {0, 1}) {
      TopicPartition empty = new TopicPartition(LETTERS, partition);
      if (!log.containsKey(empty)) {
        letters.updateBeginningOffsets(Map.of(empty, 0L));
        letters.updateEndOffsets(Map.of(empty, 0L));
      }
    }
    return new Replay(
        TOPICS,
        new DeadLetterReader(TOPICS.deadLetters(), letters, serdes.deserializer(DeadLetter.class)),
        new BuriedRecordReader(records),
        to);
  }

  private Map<TopicPartition, OffsetAndMetadata> committed() {
    return letters.committed(
        Set.of(new TopicPartition(LETTERS, 0), new TopicPartition(LETTERS, 1)));
  }

  @Test
  void recordsAreSentOnceMoreAsTheyAreAndTheRestIsCounted() {
    String facts = TOPICS.facts().name();
    event(ACCESS, 1, 10, "a record that nobody buried");
    event(ACCESS, 1, 11, "one");
    event(ACCESS, 1, 12, "two");
    event(ACCESS, 1, 4_000, "far away");
    event(facts, 1, 0, "a fact");
    letter(0, 5, ACCESS, 11, DeadLetterReason.INVALID);
    letter(0, 7, ACCESS, 12, DeadLetterReason.UNDECODABLE);
    letter(0, 8, ACCESS, 4_000, DeadLetterReason.INVALID);
    letter(0, 9, ACCESS, 9, DeadLetterReason.INVALID); // before the beginning
    letter(1, 0, ACCESS, 1_000, DeadLetterReason.INVALID); // in a gap
    letter(1, 1, ACCESS, 9_000, DeadLetterReason.INVALID); // behind the end
    letter(1, 2, facts, 0, DeadLetterReason.FAILED);
    letter(1, 3, ACCESS, 10, DeadLetterReason.CONFLICTING);
    letter(1, 4, TOPICS.trail().name(), 0, DeadLetterReason.UNINDEXABLE);
    letter(1, 6, ACCESS, 10, DeadLetterReason.RESERVED);
    put(LETTERS, 1, 7, null, "no letter".getBytes(UTF_8));

    assertThat(replay(producer).run().sentences())
        .containsExactly(
            "Sent once more: 1 UNDECODABLE, 2 INVALID, 1 FAILED. What cannot be processed now"
                + " either gets another dead letter",
            "3 lie in Kafka no longer, and are lost to the trail",
            "1 CONFLICTING stays where it is: its producer has to send it under an id of its own",
            "1 RESERVED stays where it is: it says that Clausewatch wrote it, and another did",
            "1 was judged, and could not be indexed or decided about: reindex tries to index it"
                + " again");
    assertThat(producer.history())
        .extracting(sent -> new String(sent.value(), UTF_8))
        .containsExactlyInAnyOrder("one", "two", "far away", "a fact");
    assertThat(producer.history())
        .allSatisfy(
            sent -> {
              assertThat(sent.partition()).isEqualTo(1);
              assertThat(new String(sent.key(), UTF_8))
                  .isEqualTo("key of " + new String(sent.value(), UTF_8));
              assertThat(RecordOrigin.of(sent.headers())).isEqualTo(AlertOrigin.REPLAY);
              assertThat(sent.headers().lastHeader("h").value())
                  .isEqualTo("of the producer".getBytes(UTF_8));
              assertThat(sent.timestamp()).isNull();
            });
    assertThat(committed())
        .containsEntry(new TopicPartition(LETTERS, 0), new OffsetAndMetadata(10))
        .containsEntry(new TopicPartition(LETTERS, 1), new OffsetAndMetadata(8));
  }

  /** Version 0.1.0 wrote them to the topic of accesses; this one never looks for them there. */
  @Test
  void actsOfVersion010AreSentToTheTopicOfOwnActsWhenTheyCameBeforeItWasStopped() {
    event(ACCESS, 1, 10, "an event");
    event(ACCESS, 1, 11, "an act");
    letter(0, 1, ACCESS, 10, DeadLetterReason.INVALID);
    letter(0, 2, ACCESS, 11, DeadLetterReason.RESERVED);
    letter(1, 3, ACCESS, 5, DeadLetterReason.RESERVED); // before the beginning
    letter(1, 4, TOPICS.events(EventKind.REGISTER).name(), 11, DeadLetterReason.RESERVED);

    assertThat(replay(producer).ownActs(ARRIVED).sentences())
        .as("forged as far as anybody can tell")
        .containsExactly(
            "Nothing was sent once more",
            "1 lies in Kafka no longer, and is lost to the trail",
            "1 RESERVED stays where it is: it says that Clausewatch wrote it, and another did");
    assertThat(producer.history()).isEmpty();

    letters = consumer();
    assertThat(replay(producer).ownActs(ARRIVED.plusMillis(1)).sentences().getFirst())
        .startsWith("Sent once more: 1 RESERVED.");
    assertThat(producer.history())
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.topic()).isEqualTo(TOPICS.ownActs().name());
              assertThat(sent.partition()).isEqualTo(1);
              assertThat(new String(sent.key(), UTF_8)).isEqualTo("key of an act");
              assertThat(new String(sent.value(), UTF_8)).isEqualTo("an act");
            });
    assertThat(committed()).as("the next replay sends the others").isEmpty();
  }

  @Test
  void whatFailsMeanwhileIsForTheNextRun() {
    event(ACCESS, 1, 0, "first");
    event(ACCESS, 1, 1, "later");
    letter(0, 0, ACCESS, 0, DeadLetterReason.INVALID);
    Replay replay = replay(producer);
    letter(0, 1, ACCESS, 1, DeadLetterReason.INVALID);

    assertThat(replay.run().sentences().getFirst()).startsWith("Sent once more: 1 INVALID.");
    assertThat(producer.history()).hasSize(1);
    assertThat(committed()).containsEntry(new TopicPartition(LETTERS, 0), new OffsetAndMetadata(1));
  }

  @Test
  void listingSendsAndRemembersNothing() {
    event(ACCESS, 1, 0, "one");
    letter(0, 0, ACCESS, 0, DeadLetterReason.INVALID);
    letter(1, 0, ACCESS, 0, DeadLetterReason.CONFLICTING);
    List<DeadLetter> shown = new ArrayList<>();
    assertThat(replay(producer).list(shown::add)).isEqualTo(2);
    assertThat(shown)
        .extracting(DeadLetter::getReason)
        .containsExactlyInAnyOrder(DeadLetterReason.INVALID, DeadLetterReason.CONFLICTING);
    assertThat(producer.history()).isEmpty();
    assertThat(committed()).isEmpty();
  }

  @Test
  void aLetterIsNotReadUntilItsRecordIsDurable() {
    event(ACCESS, 1, 0, "one");
    letter(0, 0, ACCESS, 0, DeadLetterReason.INVALID);
    MockProducer<byte[], byte[]> refusing = producer(true);
    refusing.sendException = new TopicAuthorizationException(Set.of(ACCESS));
    assertThatThrownBy(() -> replay(refusing).run())
        .isInstanceOf(TopicAuthorizationException.class);
    assertThat(committed()).isEmpty();
  }

  @Test
  void whereThereAreNoLettersNothingIsSent() {
    letters = new MockConsumer<>("earliest");
    assertThat(replay(producer).list(letter -> {})).isZero();
    assertThat(replay(producer).run().sentences()).containsExactly("Nothing was sent once more");
  }

  @Test
  void aKafkaThatDoesNotAnswerIsAFailure() {
    letter(0, 0, ACCESS, 0, DeadLetterReason.INVALID);
    Replay replay = replay(producer);
    letters.setPollException(new KafkaException("away"));
    assertThatThrownBy(replay::run).hasMessage("away");
  }
}
