package io.clausewatch.alertsender.watch;

import io.clausewatch.alertroutes.AlertReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether records could not be processed of late. What was there before it first looked is no news.
 * Not thread-safe.
 */
final class DeadLetterCheck implements PipelineCheck {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final Duration OF_LATE = Duration.ofMinutes(10);

  private final Admin admin;
  private final Map<TopicPartition, OffsetSpec> ends;
  private long known = -1;
  private long before;
  private Instant grewAt = Instant.EPOCH;

  DeadLetterCheck(Admin admin, String topic, int partitions) {
    this.admin = admin;
    this.ends =
        IntStream.range(0, partitions)
            .mapToObj(number -> new TopicPartition(topic, number))
            .collect(Collectors.toMap(Function.identity(), one -> OffsetSpec.latest()));
  }

  @Override
  public Optional<String> trouble(Instant now) throws Exception {
    long total =
        admin
            .listOffsets(ends)
            .all()
            .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
            .values()
            .stream()
            .mapToLong(ListOffsetsResultInfo::offset)
            .sum();
    if (known < 0) {
      known = total;
      before = total;
    }
    if (total > known) {
      known = total;
      grewAt = now;
    }
    if (now.isBefore(grewAt.plus(OF_LATE))) {
      return Optional.of(
          (known - before == 1 ? AlertReason.DEAD_LETTER : AlertReason.DEAD_LETTERS).of().text());
    }
    before = known;
    return Optional.empty();
  }
}
