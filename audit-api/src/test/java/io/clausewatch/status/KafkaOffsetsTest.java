package io.clausewatch.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.status.LogOffsets.Range;
import io.clausewatch.status.LogOffsets.UnknownException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

/** Whether a range holds a record, by batches as brokers send them. */
class KafkaOffsetsTest {

  private static final TopicPartition LOG = new TopicPartition("t", 0);
  private static final TopicPartition OTHER = new TopicPartition("t", 1);
  private static final long OPEN = 100;

  private final List<Broker> brokers = new ArrayList<>();
  private final Map<TopicPartition, FetchResponseData.PartitionData> logs = new HashMap<>();
  private final KafkaOffsets offsets =
      new KafkaOffsets(
          null,
          () -> {
            Broker broker = new Broker();
            brokers.add(broker);
            return broker;
          });

  /** Gives, of each partition, what was put into {@link #logs}. */
  private final class Broker implements LogBatches {

    private RuntimeException failure;
    private boolean closed;
    private int asked;

    @Override
    public Map<TopicPartition, FetchResponseData.PartitionData> read(Map<TopicPartition, Long> from)
        throws IOException {
      asked++;
      if (failure != null) {
        throw failure;
      }
      Map<TopicPartition, FetchResponseData.PartitionData> answers = new HashMap<>(logs);
      answers.keySet().retainAll(from.keySet());
      return answers;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static MemoryRecords records(long offset, int count) {
    SimpleRecord[] records = new SimpleRecord[count];
    Arrays.fill(records, new SimpleRecord(1, new byte[0], new byte[0]));
    return MemoryRecords.withRecords(offset, Compression.NONE, records);
  }

  private static MemoryRecords ofTransaction(long producer, long offset) {
    return MemoryRecords.withTransactionalRecords(
        offset,
        Compression.NONE,
        producer,
        (short) 0,
        0,
        0,
        new SimpleRecord(1, new byte[0], new byte[0]));
  }

  private static MemoryRecords marker(long producer, long offset, ControlRecordType type) {
    return MemoryRecords.withEndTransactionMarker(
        offset, 1, 0, producer, (short) 0, new EndTransactionMarker(type, 0));
  }

  /** What compaction leaves of a batch whose records are gone. */
  private static MemoryRecords hollow(long first, long last) {
    ByteBuffer buffer = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
    DefaultRecordBatch.writeEmptyHeader(
        buffer,
        RecordBatch.CURRENT_MAGIC_VALUE,
        1,
        (short) 0,
        0,
        first,
        last,
        0,
        TimestampType.CREATE_TIME,
        1,
        false,
        false);
    buffer.flip();
    return MemoryRecords.readableRecords(buffer);
  }

  private void log(TopicPartition partition, long stable, MemoryRecords... batches) {
    int size = 0;
    for (MemoryRecords batch : batches) {
      size += batch.sizeInBytes();
    }
    ByteBuffer buffer = ByteBuffer.allocate(size);
    for (MemoryRecords batch : batches) {
      buffer.put(batch.buffer().duplicate());
    }
    buffer.flip();
    logs.put(
        partition,
        new FetchResponseData.PartitionData()
            .setLastStableOffset(stable)
            .setRecords(MemoryRecords.readableRecords(buffer)));
  }

  private Set<TopicPartition> empty(long from, long to) throws UnknownException {
    return offsets.empty(Map.of(LOG, new Range(from, to)));
  }

  @Test
  void markersAreNoRecords() throws Exception {
    log(LOG, 10, marker(1, 8, ControlRecordType.COMMIT), marker(2, 9, ControlRecordType.ABORT));
    assertThat(empty(8, 10)).containsExactly(LOG);
  }

  @Test
  void aRecordIsOne() throws Exception {
    log(LOG, 10, marker(1, 8, ControlRecordType.COMMIT), records(9, 1));
    assertThat(empty(8, 10)).isEmpty();
  }

  @Test
  void whatLiesBeforeTheRangeIsNotInIt() throws Exception {
    log(LOG, 10, records(5, 3), marker(1, 8, ControlRecordType.COMMIT), hollow(9, 9));
    assertThat(empty(8, 10)).containsExactly(LOG);
    assertThat(empty(7, 10)).isEmpty();
  }

  @Test
  void whatLiesBehindTheRangeIsNotInItEither() throws Exception {
    log(LOG, 12, marker(1, 8, ControlRecordType.COMMIT), records(9, 3));
    assertThat(empty(8, 9)).containsExactly(LOG);
    assertThat(empty(8, 10)).isEmpty();
  }

  @Test
  void recordsOfAnAbortedTransactionAreNone() throws Exception {
    log(LOG, 4, ofTransaction(7, 0), marker(7, 1, ControlRecordType.ABORT), hollow(2, 3));
    logs.get(LOG)
        .setAbortedTransactions(
            List.of(new AbortedTransaction().setProducerId(7).setFirstOffset(0)));
    assertThat(empty(0, 4)).containsExactly(LOG);
  }

  @Test
  void theNextTransactionOfTheSameProducerIsAnother() throws Exception {
    log(
        LOG,
        4,
        ofTransaction(7, 0),
        marker(7, 1, ControlRecordType.ABORT),
        ofTransaction(7, 2),
        marker(7, 3, ControlRecordType.COMMIT));
    logs.get(LOG)
        .setAbortedTransactions(
            List.of(new AbortedTransaction().setProducerId(7).setFirstOffset(0)));
    assertThat(empty(0, 4)).isEmpty();
  }

  @Test
  void anOpenTransactionIsNotWaitedFor() throws Exception {
    log(LOG, 3);
    assertThat(empty(3, OPEN)).isEmpty();
    assertThat(brokers.getFirst().asked).isEqualTo(1);
  }

  @Test
  void whatTheBrokerDoesNotTellMayHoldARecord() throws Exception {
    log(OTHER, 10, marker(1, 8, ControlRecordType.COMMIT), marker(1, 9, ControlRecordType.COMMIT));
    logs.put(
        LOG,
        new FetchResponseData.PartitionData()
            .setErrorCode(Errors.NOT_LEADER_OR_FOLLOWER.code())
            .setRecords(MemoryRecords.EMPTY));
    assertThat(offsets.empty(Map.of(LOG, new Range(8, 10), OTHER, new Range(8, 10))))
        .containsExactly(OTHER);
  }

  /** The consumer of before unpacked it, and the heap was at its end. */
  @Test
  void recordsAreNotUnpacked() throws Exception {
    MemoryRecords bomb =
        MemoryRecords.withRecords(
            8L, Compression.lz4().build(), new SimpleRecord(1, new byte[0], new byte[1024 * 1024]));
    // What it unfolds to cannot be read any more, and is not.
    ByteBuffer bytes = bomb.buffer().duplicate();
    for (int i = DefaultRecordBatch.RECORD_BATCH_OVERHEAD; i < bytes.limit(); i++) {
      bytes.put(i, (byte) 0xEE);
    }
    log(LOG, 9, bomb);
    assertThat(empty(8, 9)).isEmpty();
    log(LOG, 9, bomb);
    assertThat(empty(9, 10)).isEmpty();
  }

  @Test
  void aReaderThatFailedIsReplaced() throws Exception {
    log(LOG, 10, marker(1, 8, ControlRecordType.COMMIT), marker(1, 9, ControlRecordType.COMMIT));
    assertThat(empty(8, 10)).containsExactly(LOG);
    brokers.getFirst().failure = new KafkaException("person-4711");
    assertThatThrownBy(() -> empty(8, 10))
        .isInstanceOf(UnknownException.class)
        .message()
        .doesNotContain("person");
    assertThat(brokers.getFirst().closed).isTrue();
    assertThat(empty(8, 10)).containsExactly(LOG);
    assertThat(brokers).hasSize(2);
  }

  @Test
  void aRightThatIsMissingIsTold() {
    logs.put(
        LOG,
        new FetchResponseData.PartitionData()
            .setErrorCode(Errors.TOPIC_AUTHORIZATION_FAILED.code())
            .setRecords(MemoryRecords.EMPTY));
    assertThatThrownBy(() -> empty(8, 10))
        .isInstanceOf(UnknownException.class)
        .hasMessageContaining(TopicAuthorizationException.class.getSimpleName());
  }
}
