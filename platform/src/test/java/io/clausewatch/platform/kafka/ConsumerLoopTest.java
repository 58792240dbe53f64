package io.clausewatch.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumerLoopTest {
  private static final TopicPartition A = new TopicPartition("t", 0);
  private static final TopicPartition B = new TopicPartition("t", 1);

  /** What was done, in order. */
  private final List<String> log = new ArrayList<>();

  private final LoggingConsumer consumer = new LoggingConsumer();
  private final Sink sink = new Sink();

  /** A millisecond passes whenever somebody looks. */
  private long nanos;

  private final ConsumerLoop<String, String> loop =
      new ConsumerLoop<>(consumer, () -> nanos += 1_000_000);

  private final class LoggingConsumer extends MockConsumer<String, String> {
    private RuntimeException commitFailure;
    private boolean marker;

    LoggingConsumer() {
      super("earliest");
    }

    @Override
    public synchronized ConsumerRecords<String, String> poll(Duration timeout) {
      if (!paused().isEmpty()) {
        log.add("poll paused");
      }
      if (marker) {
        marker = false;
        return new ConsumerRecords<>(Map.of(), Map.of(A, new OffsetAndMetadata(position(A) + 1)));
      }
      return super.poll(timeout);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      log.add("commit " + offsets.values().stream().map(OffsetAndMetadata::offset).toList());
      if (commitFailure != null) {
        throw commitFailure;
      }
      super.commitSync(offsets, timeout);
    }
  }

  private final class Sink implements RecordSink<String, String> {
    private boolean due = true;
    private Runnable beforeTake = () -> {};
    private Runnable beforeFlush = () -> {};

    @Override
    public Duration pollWithin() {
      return ConsumerLoop.POLL;
    }

    @Override
    public void take(ConsumerRecords<String, String> records) {
      beforeTake.run();
      log.add(
          "take "
              + StreamSupport.stream(records.spliterator(), false).map(r -> r.value()).toList());
    }

    @Override
    public boolean isFlushDue() {
      return due;
    }

    @Override
    public void flush() {
      beforeFlush.run();
      log.add("flush");
    }
  }

  @BeforeEach
  void join() {
    loop.subscribe(List.of("t"));
    consumer.rebalance(List.of(A, B));
    consumer.updateBeginningOffsets(Map.of(A, 0L, B, 0L));
  }

  private void record(TopicPartition partition, long offset, String value) {
    consumer.addRecord(
        new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "k", value));
  }

  @Test
  void takesThenFlushesThenCommits() {
    record(A, 0, "a");
    record(A, 1, "b");
    loop.step(sink);
    assertThat(log).containsExactly("take [a, b]", "flush", "commit [2]");
  }

  @Test
  void nothingIsCommittedBeforeItIsFlushed() {
    sink.due = false;
    record(A, 0, "a");
    loop.step(sink);
    record(A, 1, "b");
    loop.step(sink);
    assertThat(log).containsExactly("take [a]", "take [b]");
    sink.due = true;
    loop.step(sink);
    assertThat(log).containsExactly("take [a]", "take [b]", "flush", "commit [2]");
  }

  @Test
  void aMarkerOfATransactionIsPassedOver() {
    consumer.marker = true;
    loop.step(sink);
    assertThat(log).containsExactly("flush", "commit [1]");
  }

  @Test
  void whatFailsEndsItWithoutACommit() {
    IllegalStateException failure = new IllegalStateException("away");
    record(A, 0, "a");
    sink.beforeTake =
        () -> {
          throw failure;
        };
    assertThatThrownBy(() -> loop.run(sink)).isSameAs(failure);
    assertThat(log).isEmpty();
  }

  @Test
  void aFlushThatFailsCommitsNothing() {
    IllegalStateException failure = new IllegalStateException("away");
    record(A, 0, "a");
    sink.beforeFlush =
        () -> {
          throw failure;
        };
    assertThatThrownBy(() -> loop.run(sink)).isSameAs(failure);
    assertThat(log).containsExactly("take [a]");
  }

  @Test
  void aStopFlushesAndCommitsWhatWasTaken() {
    sink.due = false;
    record(A, 0, "a");
    sink.beforeTake = loop::stop;
    loop.run(sink);
    assertThat(log).containsExactly("take [a]", "flush", "commit [1]");
  }

  @Test
  void aPartitionThatWasTakenAwayIsNotCommitted() {
    sink.due = false;
    record(A, 0, "a");
    record(B, 0, "b");
    loop.step(sink);
    consumer.rebalance(List.of(B));
    log.clear();
    loop.finish(sink);
    assertThat(log).containsExactly("flush", "commit [1]");
    assertThat(consumer.committed(Set.of(A, B))).containsOnlyKeys(B);
  }

  @Test
  void aCommitThatFailsInPassingIsDoneAgain() {
    for (RuntimeException failure :
        List.of(new CommitFailedException(), new TimeoutException("away"))) {
      log.clear();
      consumer.commitFailure = failure;
      record(A, consumer.position(A), "a");
      loop.step(sink);
      consumer.commitFailure = null;
      loop.step(sink);
      assertThat(log).filteredOn(one -> one.startsWith("commit")).hasSize(2);
    }
  }

  @Test
  void aPausePollsWithoutTakingRecords() {
    record(A, 0, "a");
    assertThat(loop.pause(Duration.ofMillis(5))).isTrue();
    assertThat(log).contains("poll paused").containsOnly("poll paused");
    assertThat(consumer.paused()).isEmpty();
    log.clear();
    loop.step(sink);
    assertThat(log).startsWith("take [a]");
  }

  @Test
  void aPartitionThatComesDuringAPauseIsPausedToo() {
    consumer.rebalance(List.of(A));
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(A, B));
          assertThat(consumer.paused()).contains(B);
          record(B, 0, "b");
        });
    assertThat(loop.pause(Duration.ofMillis(5))).isTrue();
    assertThat(consumer.paused()).isEmpty();
    loop.step(sink);
    assertThat(log).contains("take [b]");
  }

  @Test
  void aStopEndsAPause() {
    consumer.schedulePollTask(loop::stop);
    assertThat(loop.pause(Duration.ofDays(1))).isFalse();
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void whatLiesBehindTheEndIsNeitherTakenNorCommitted() {
    record(A, 0, "a");
    record(A, 1, "behind");
    loop.until(Map.of(A, 1L, B, 0L)).run(sink);
    assertThat(log).startsWith("take [a]", "flush", "commit [1]");
    assertThat(loop.hasReached(Map.of(A, 2L))).isTrue();
  }

  @Test
  void anEndThatIsNotReachedIsAnOutage() {
    assertThatThrownBy(() -> loop.until(Map.of(A, 1L, B, 0L)).run(sink))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void whoReadsWithoutCommitsCommitsNothing() {
    record(A, 0, "a");
    loop.withoutCommits().until(Map.of(A, 1L, B, 0L)).run(sink);
    assertThat(log).containsExactly("take [a]", "flush", "flush");
  }

  @Test
  void whatCannotBeCommittedAtTheEndIsNoSuccess() {
    record(A, 0, "a");
    consumer.commitFailure = new TimeoutException("away");
    assertThatThrownBy(() -> loop.until(Map.of(A, 1L, B, 0L)).run(sink))
        .isInstanceOf(TimeoutException.class);
  }
}
