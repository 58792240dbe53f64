package io.clausewatch.status;

import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.kafka.ConsumerGroups;
import io.clausewatch.status.LogOffsets.UnknownException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * How much of what has been accepted is not judged yet, and how much of what has been judged can't
 * be searched yet. When the first is 0 and then the second is 0, whatever had been accepted before
 * the question can be searched. Safe for use by many threads.
 */
public final class PipelineLag {

  /** So that many can poll at little cost. */
  private static final Duration FRESH = Duration.ofMillis(200);

  private final ConsumerLag lag;
  private final ConsumerGroups groups;
  private final Set<TopicPartition> processed;
  private final Set<TopicPartition> indexed;
  private final LongSupplier accepted;
  private final LongSupplier nanoTime;

  private Reading latest;
  private long latestAccepted;
  private long latestAt;

  /**
   * What was found.
   *
   * @param processor records not judged yet, 0 or more; null when unknown
   * @param indexer records judged and not searchable yet, 0 or more; null when unknown
   * @param unknown why something is unknown; null when nothing is
   */
  public record Reading(Long processor, Long indexer, String unknown) {
    /** The same as the pages show it. */
    public IndexFreshness.Lag forPages() {
      return new IndexFreshness.Lag(known(processor), known(indexer));
    }

    private static OptionalLong known(Long lag) {
      return lag == null ? OptionalLong.empty() : OptionalLong.of(lag);
    }
  }

  /**
   * A view of the pipeline's topics.
   *
   * @param offsets of the Kafka that holds them
   * @param topics their names
   * @param groups who reads them
   * @param partitions how many each of them has
   * @param accepted how many events and acts of officers this server has accepted so far
   * @param nanoTime {@link System#nanoTime}, but for tests
   */
  public PipelineLag(
      LogOffsets offsets,
      Topics topics,
      ConsumerGroups groups,
      int partitions,
      LongSupplier accepted,
      LongSupplier nanoTime) {
    this.lag = new ConsumerLag(offsets);
    this.groups = groups;
    this.processed =
        partitions(Stream.concat(topics.intake().stream(), Stream.of(topics.facts())), partitions);
    this.indexed =
        partitions(
            Stream.of(
                topics.trail(),
                topics.findings(),
                topics.triage(),
                topics.deadlines(),
                topics.alertMessages(),
                topics.deadLetters()),
            partitions);
    this.accepted = accepted;
    this.nanoTime = nanoTime;
  }

  private static Set<TopicPartition> partitions(Stream<? extends Topic<?>> topics, int partitions) {
    return topics
        .flatMap(
            topic ->
                IntStream.range(0, partitions).mapToObj(n -> new TopicPartition(topic.name(), n)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The lags as of now, or of {@link #FRESH} ago at most, unless this server has accepted something
   * since: who sends and then asks never gets a 0 from before.
   */
  public synchronized Reading now() {
    long acceptedNow = accepted.getAsLong();
    long now = nanoTime.getAsLong();
    if (latest == null || latestAccepted != acceptedNow || now - latestAt > FRESH.toNanos()) {
      latest = read();
      latestAccepted = acceptedNow;
      latestAt = nanoTime.getAsLong();
    }
    return latest;
  }

  /**
   * The processor first: what it is done with when asked is on its way to the indexer when that is
   * asked.
   */
  private Reading read() {
    Long processor = null;
    try {
      processor = lag.of(groups.processor(), processed);
      return new Reading(processor, lag.of(groups.indexer(), indexed), null);
    } catch (UnknownException e) {
      return new Reading(processor, null, e.getMessage());
    }
  }
}
