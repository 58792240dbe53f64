package io.clausewatch.alertsender.watch;

import io.clausewatch.alertroutes.AlertReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a consumer group gets on with what there is for it: it has members, and what waits
 * becomes less, or other. Not thread-safe.
 */
final class GroupCheck implements PipelineCheck {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  /** Behind the last record of a transaction lies its marker, which nobody reads. */
  private static final long MARKERS = 2;

  private final Admin admin;
  private final String group;
  private final AlertReason down;
  private final AlertReason stuck;
  private final Duration stuckAfter;
  private long progress = -1;
  private Instant progressAt = Instant.MAX;

  /**
   * A check.
   *
   * @param down that the group has no members
   * @param stuck for how long it has not got on, and how many records wait
   * @param stuckAfter how long nothing becomes of what waits before it does not get on
   */
  GroupCheck(Admin admin, String group, AlertReason down, AlertReason stuck, Duration stuckAfter) {
    this.admin = admin;
    this.group = group;
    this.down = down;
    this.stuck = stuck;
    this.stuckAfter = stuckAfter;
  }

  @Override
  public Optional<String> trouble(Instant now) throws Exception {
    boolean isEmpty =
        get(admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
            .members()
            .isEmpty();
    if (isEmpty) {
      return Optional.of(down.of().text());
    }
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    committed.values().removeIf(offset -> offset == null);
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        get(
            admin
                .listOffsets(
                    committed.keySet().stream()
                        .collect(Collectors.toMap(Function.identity(), one -> OffsetSpec.latest())))
                .all());
    long waiting = 0;
    long done = 0;
    for (Map.Entry<TopicPartition, OffsetAndMetadata> one : committed.entrySet()) {
      long at = one.getValue().offset();
      done += at;
      waiting += Math.max(0, ends.get(one.getKey()).offset() - at - MARKERS);
    }
    if (waiting == 0 || done != progress) {
      progress = done;
      progressAt = now;
      return Optional.empty();
    }
    return now.isBefore(progressAt.plus(stuckAfter))
        ? Optional.empty()
        : Optional.of(stuck.of(stuckAfter, "%,d".formatted(waiting)).text());
  }

  private static <T> T get(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }
}
