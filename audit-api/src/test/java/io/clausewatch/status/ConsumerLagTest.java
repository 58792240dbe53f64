package io.clausewatch.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.status.LogOffsets.Range;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ConsumerLagTest {

  private static final TopicPartition A = new TopicPartition("t", 0);
  private static final TopicPartition B = new TopicPartition("t", 1);

  private final FakeOffsets offsets = new FakeOffsets();
  private final ConsumerLag lag = new ConsumerLag(offsets);

  private long lag() throws LogOffsets.UnknownException {
    return lag.of("g", List.of(A, B));
  }

  @Test
  void nothingWrittenIsNothingToDo() throws Exception {
    assertThat(lag()).isZero();
  }

  @Test
  void whatIsNotCommittedIsCounted() throws Exception {
    offsets.ends.putAll(Map.of(A, 10L, B, 20L));
    offsets.committed.put("g", Map.of(A, 7L, B, 20L));
    assertThat(lag()).isEqualTo(3);
  }

  @Test
  void aGroupThatNeverCommittedHasAllToDo() throws Exception {
    offsets.ends.putAll(Map.of(A, 10L, B, 20L));
    offsets.beginnings.put(B, 15L);
    assertThat(lag()).isEqualTo(10 + 5);
    assertThat(offsets.read).containsEntry(B, new Range(15, 20));
  }

  @Test
  void whatRetentionDroppedIsNotToDo() throws Exception {
    offsets.ends.put(A, 10L);
    offsets.beginnings.put(A, 10L);
    offsets.committed.put("g", Map.of(A, 3L));
    assertThat(lag()).isZero();
  }

  @Test
  void markersAreNotToDo() throws Exception {
    offsets.ends.putAll(Map.of(A, 10L, B, 10L));
    offsets.committed.put("g", Map.of(A, 9L, B, 8L));
    assertThat(lag()).isEqualTo(3);
    offsets.nothingButMarkers.add(A);
    assertThat(lag()).isEqualTo(2);
    offsets.nothingButMarkers.add(B);
    assertThat(lag()).isZero();
  }

  @Test
  void committedIsAskedBeforeTheEnd() throws Exception {
    offsets.ends.put(A, 5L);
    offsets.committed.put("g", Map.of(A, 5L));
    // Written and committed by somebody quick while the question is out: still counted.
    offsets.meanwhile =
        () -> {
          if (offsets.asked.size() == 2) {
            offsets.ends.put(A, 6L);
            offsets.committed.put("g", Map.of(A, 6L));
          }
        };
    assertThat(lag()).isEqualTo(1);
    assertThat(offsets.asked).startsWith("committed g", "ends");
  }

  @Test
  void whenAllIsCommittedNothingMoreIsAsked() throws Exception {
    offsets.ends.put(A, 5L);
    offsets.committed.put("g", Map.of(A, 5L));
    assertThat(lag()).isZero();
    assertThat(offsets.asked).containsExactly("committed g", "ends");
  }
}
