package io.clausewatch.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Every topic of the contract, with its settings.
 *
 * <p>All have the same number of partitions. Retention counts from the arrival in the topic, by the
 * broker's clock, since a record's own time may lie years back: events and facts 14 days (as long
 * as the processor may be away), alerts 14 days, dead letters 90 days, the trail 730 days (the
 * Korean rule for those who hold much data); findings, what officers did about them, and deadlines
 * are compacted and kept. Kafka deletes by whole segments, so a record can outlive its retention by
 * up to a segment's span: a day, for the trail a week.
 */
public final class Topics {
  /**
   * The longest record, in bytes: a thousand subject ids of 256 characters of four bytes each, with
   * room for the rest. A producer needs it as {@code max.request.size}.
   */
  public static final int MOST_BYTES = 2 * 1024 * 1024;

  /** How batches are stored; a producer that compresses so spares the broker the work. */
  public static final String COMPRESSION = "lz4";

  private final Map<EventKind, Topic<? extends SpecificRecord>> events =
      new EnumMap<>(EventKind.class);
  private final Topic<Fact> facts;
  private final Topic<TrailEntry> trail;
  private final Topic<Finding> findings;
  private final Topic<Triage> triage;
  private final Topic<Finding> alerts;
  private final Topic<Deadline> deadlines;
  private final Topic<DeadLetter> deadLetters;

  /**
   * The topics under a prefix.
   *
   * @param prefix of every name, such as {@code clausewatch.}
   * @param partitions of each
   * @param replication copies of each; from 3 on, a write needs all but one of them
   */
  public Topics(String prefix, int partitions, int replication) {
    Plan plan = new Plan(prefix, partitions, replication);
    Map<String, String> fortnight = deleteAfter(Duration.ofDays(14), Duration.ofDays(1));
    for (EventKind kind : EventKind.values()) {
      events.put(kind, plan.topic("events." + kind.id(), kind.recordClass(), fortnight));
    }
    facts = plan.topic("facts", Fact.class, fortnight);
    trail =
        plan.topic(
            "trail", TrailEntry.class, deleteAfter(Duration.ofDays(730), Duration.ofDays(7)));
    Map<String, String> compacted =
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    findings = plan.topic("findings", Finding.class, compacted);
    triage = plan.topic("triage", Triage.class, compacted);
    deadlines = plan.topic("deadlines", Deadline.class, compacted);
    alerts = plan.topic("alerts", Finding.class, fortnight);
    deadLetters =
        plan.topic(
            "dead-letters", DeadLetter.class, deleteAfter(Duration.ofDays(90), Duration.ofDays(1)));
  }

  private static Map<String, String> deleteAfter(Duration retention, Duration segment) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(retention.toMillis()),
        TopicConfig.RETENTION_BYTES_CONFIG,
        "-1",
        TopicConfig.SEGMENT_MS_CONFIG,
        Long.toString(segment.toMillis()));
  }

  /** What all topics have in common. */
  private record Plan(String prefix, int partitions, int replication) {
    private <V extends SpecificRecord> Topic<V> topic(
        String name, Class<V> valueType, Map<String, String> cleanup) {
      Map<String, String> settings = new TreeMap<>(cleanup);
      settings.put(
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          Integer.toString(replication < 3 ? 1 : replication - 1));
      settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
      settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION);
      settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
      settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MOST_BYTES));
      return new Topic<>(prefix + name, valueType, partitions, (short) replication, settings);
    }
  }

  /** Events of this kind as producers send them, with raw subject ids; key {@code eventId}. */
  public Topic<? extends SpecificRecord> events(EventKind kind) {
    return events.get(kind);
  }

  /** The events topics of all kinds, in the kinds' order. */
  public List<Topic<? extends SpecificRecord>> allEvents() {
    return List.copyOf(events.values());
  }

  /** Pseudonymised events, one a data subject; key {@code policyId|subjectRef}. */
  public Topic<Fact> facts() {
    return facts;
  }

  /** Every event with its verdicts; key {@code entryId}. */
  public Topic<TrailEntry> trail() {
    return trail;
  }

  /** Findings, of each the latest revision; key {@code findingId}. */
  public Topic<Finding> findings() {
    return findings;
  }

  /**
   * What officers did about findings, every act; key {@code findingId|actId}, in the partition in
   * which the finding is.
   */
  public Topic<Triage> triage() {
    return triage;
  }

  /** Critical findings as they open; key {@code findingId}. */
  public Topic<Finding> alerts() {
    return alerts;
  }

  /** Deadlines, of each the latest revision; key {@code deadlineId}. */
  public Topic<Deadline> deadlines() {
    return deadlines;
  }

  /**
   * Where the records lie that could not be processed, and why; key {@code topic-partition-offset}.
   */
  public Topic<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** All of them. */
  public List<Topic<? extends SpecificRecord>> all() {
    List<Topic<? extends SpecificRecord>> all = new ArrayList<>(events.values());
    all.addAll(List.of(facts, trail, findings, triage, deadlines, alerts, deadLetters));
    return List.copyOf(all);
  }

  /**
   * Creates those that are missing, and leaves the settings of the others as they are: an operator
   * may have changed them. Blocks until Kafka has answered, as long as the admin client waits for
   * it.
   *
   * @throws IllegalStateException when a topic is there with another number of partitions: facts
   *     would then not meet the state that was kept for them
   * @throws KafkaException when Kafka could not be asked or refused
   */
  public void create(Admin admin) {
    admin
        .createTopics(all().stream().map(Topic::newTopic).toList())
        .values()
        .values()
        .forEach(Topics::awaitCreated);
    refuseOtherPartitions(admin);
  }

  private static void awaitCreated(KafkaFuture<Void> creation) {
    try {
      await(creation);
    } catch (TopicExistsException e) {
      // As it should be after the first start; its partitions are looked at next.
    }
  }

  private void refuseOtherPartitions(Admin admin) {
    List<String> names = all().stream().map(Topic::name).toList();
    Map<String, TopicDescription> there = await(admin.describeTopics(names).allTopicNames());
    List<String> others = new ArrayList<>();
    for (Topic<?> topic : all()) {
      int partitions = there.get(topic.name()).partitions().size();
      if (partitions != topic.partitions()) {
        others.add(topic.name() + " has " + partitions);
      }
    }
    if (!others.isEmpty()) {
      throw new IllegalStateException(
          "Every topic needs "
              + all().get(0).partitions()
              + " partitions, and they cannot be changed later; "
              + String.join(", ", others));
    }
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException("Interrupted while Kafka was asked about its topics", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException cause) {
        throw cause;
      }
      throw new KafkaException("Kafka could not be asked about its topics", e.getCause());
    }
  }
}
