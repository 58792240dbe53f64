package io.clausewatch.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.status.LogOffsets.Range;
import io.clausewatch.status.LogOffsets.UnknownException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * Whether a range holds a record, on a consumer that behaves as a real one does at markers of
 * transactions.
 */
class KafkaOffsetsTest {

  private static final TopicPartition MARKERS = new TopicPartition("t", 0);
  private static final TopicPartition RECORD = new TopicPartition("t", 1);
  private static final TopicPartition OPEN = new TopicPartition("t", 2);

  private final List<Reader> readers = new ArrayList<>();
  private final KafkaOffsets offsets =
      new KafkaOffsets(
          null,
          () -> {
            Reader reader = new Reader();
            readers.add(reader);
            return reader;
          });

  /** Goes past what no consumer is shown, and no further than an open transaction. */
  private static final class Reader extends MockConsumer<byte[], byte[]> {

    private final Map<TopicPartition, Long> beyond = new HashMap<>();

    Reader() {
      super("earliest");
      updateBeginningOffsets(Map.of(MARKERS, 0L, RECORD, 0L, OPEN, 0L));
      schedulePollTask(
          () -> {
            beyond.put(MARKERS, 10L);
            addRecord(new ConsumerRecord<>("t", 1, 5, new byte[0], new byte[0]));
          });
    }

    @Override
    public synchronized long position(TopicPartition partition) {
      return Math.max(super.position(partition), beyond.getOrDefault(partition, 0L));
    }
  }

  private static Map<TopicPartition, Range> ranges() {
    return Map.of(MARKERS, new Range(8, 10), RECORD, new Range(5, 10), OPEN, new Range(3, 10));
  }

  @Test
  void aRangeIsEmptyWhenTheReaderIsThroughAndHasSeenNothing() throws Exception {
    assertThat(offsets.empty(ranges())).containsExactly(MARKERS);
  }

  @Test
  void aReaderThatFailedIsReplaced() throws Exception {
    offsets.empty(ranges());
    readers.getFirst().setPollException(new KafkaException("person-4711"));
    assertThatThrownBy(() -> offsets.empty(ranges()))
        .isInstanceOf(UnknownException.class)
        .message()
        .doesNotContain("person");
    assertThat(readers.getFirst().closed()).isTrue();
    assertThat(offsets.empty(ranges())).containsExactly(MARKERS);
    assertThat(readers).hasSize(2);
  }
}
