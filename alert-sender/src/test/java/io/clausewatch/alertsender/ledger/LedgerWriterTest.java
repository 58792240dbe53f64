package io.clausewatch.alertsender.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.kafka.ConsumerGroups;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much goes into one transaction, and in which order. */
class LedgerWriterTest {
  private static final Topics TOPICS = new Topics("t.", 1, 1);
  private static final Map<TopicPartition, OffsetAndMetadata> POSITIONS =
      Map.of(new TopicPartition("t.alert-decisions", 0), new OffsetAndMetadata(7));

  private static final ConsumerGroupMetadata POSITIONS_OF =
      new MockConsumer<>("earliest").groupMetadata();

  private final AvroSerdes serdes = new AvroSerdes("mock://ledger-writer");
  private final MockProducer<String, byte[]> producer = new Kafka();
  private int commits;
  private int fencedAfter = Integer.MAX_VALUE;

  /** Says after a number of transactions that another owner has come. */
  private final class Kafka extends MockProducer<String, byte[]> {
    Kafka() {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void commitTransaction() {
      super.commitTransaction();
      commits++;
      if (commits == fencedAfter) {
        fenceProducer();
      }
    }
  }

  @AfterEach
  void close() {
    serdes.close();
  }

  private LedgerWriter writer() {
    return new LedgerWriter(
        0,
        new LedgerClients(null, TOPICS, ConsumerGroups.of("t."), serdes),
        POSITIONS_OF,
        () -> producer,
        new CountDownLatch(1));
  }

  private static AlertMessage message(int number, String about) {
    return AlertMessage.newBuilder()
        .setMessageId("msg_" + number)
        .setRevision(1)
        .setReceiver("desk")
        .setType(AlertType.TEST.id())
        .setState(AlertState.WAITING)
        .setCreatedAt(Instant.EPOCH)
        .setChangedAt(Instant.EPOCH)
        .setAbout(about)
        .build();
  }

  private static LedgerWriter.Batch batch(int count, String about) {
    List<AlertMessage> messages =
        IntStream.range(0, count).mapToObj(number -> message(number, about)).toList();
    return new LedgerWriter.Batch(messages, List.of(), Map.of(), POSITIONS);
  }

  @Test
  void whatIsLittleIsOneTransaction() {
    writer().write(batch(LedgerWriter.MOST_RECORDS, "few"));

    assertThat(commits).isEqualTo(1);
    assertThat(producer.history()).hasSize(LedgerWriter.MOST_RECORDS);
    assertThat(producer.consumerGroupOffsetsHistory())
        .containsExactly(Map.of(POSITIONS_OF.groupId(), POSITIONS));
  }

  @Test
  void whatIsVeryMuchIsSeveralInOrderAndThePositionsComeLast() {
    int count = 2 * LedgerWriter.MOST_RECORDS + 1;
    writer().write(batch(count, "many"));

    assertThat(commits).isEqualTo(3);
    assertThat(producer.history())
        .extracting(ProducerRecord::key)
        .isEqualTo(IntStream.range(0, count).mapToObj(number -> "msg_" + number).toList());
    assertThat(producer.consumerGroupOffsetsHistory())
        .containsExactly(Map.of(POSITIONS_OF.groupId(), POSITIONS));
  }

  @Test
  void fewThatAreLongAreSeveralToo() {
    writer().write(batch(20, "x".repeat(1_000_000)));

    assertThat(commits).isEqualTo(3);
    assertThat(producer.history()).hasSize(20);
  }

  @Test
  void whoLosesThePartitionInBetweenHasWrittenNoPositions() {
    fencedAfter = 1;
    LedgerWriter writer = writer();

    assertThatThrownBy(() -> writer.write(batch(2 * LedgerWriter.MOST_RECORDS, "many")))
        .isInstanceOf(ProducerFencedException.class);

    assertThat(producer.history()).hasSize(LedgerWriter.MOST_RECORDS);
    assertThat(producer.consumerGroupOffsetsHistory()).isEmpty();
  }

  @Test
  void whatIsForgottenIsDeletedAfterWhatHasChanged() {
    writer()
        .write(
            new LedgerWriter.Batch(
                List.of(message(1, "kept")), List.of("msg_3", "msg_2"), Map.of(), Map.of()));

    assertThat(producer.history())
        .extracting(ProducerRecord::key)
        .containsExactly("msg_1", "msg_3", "msg_2");
    assertThat(producer.history())
        .extracting(record -> record.value() == null)
        .containsExactly(false, true, true);
  }
}
