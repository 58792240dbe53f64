package io.clausewatch.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Every topic of the contract, with its settings.
 *
 * <p>All have the same number of partitions. Retention counts from the arrival in the topic, by the
 * broker's clock, since a record's own time may lie years back; findings, what officers did about
 * them, deadlines, passes over policies, reviews, saved searches, messages to receivers, silences
 * and the receivers' health are compacted and kept; the messages until whoever sends them deletes
 * what has been over for as long as the trail is kept. Kafka deletes by whole segments, so a record
 * can outlive its {@link Retention} by up to a segment's span: a day, for the trail a week.
 */
public final class Topics {
  /**
   * The longest record, in bytes: a thousand subject ids of 256 characters of four bytes each, with
   * room for the rest. A producer needs it as {@code max.request.size}.
   */
  public static final int MAX_BYTES = 2 * 1024 * 1024;

  /**
   * How batches are stored that Clausewatch writes itself; a producer that compresses so spares the
   * broker the work.
   */
  public static final String COMPRESSION = "lz4";

  /**
   * How those are stored that others write: the broker holds {@link #MAX_BYTES} against a batch as
   * it stores it, and two megabytes of lz4 unfold to half a gigabyte, of which a reader dies each
   * time that it starts. So the broker unfolds them, and refuses what is too large then. A producer
   * that does not compress spares it the work.
   */
  public static final String COMPRESSION_OF_OTHERS = "uncompressed";

  private final Map<EventKind, Topic<? extends SpecificRecord>> events =
      new EnumMap<>(EventKind.class);
  private final Topic<Access> ownActs;
  private final Topic<RekeyedEvent> rekeyed;
  private final Topic<Fact> facts;
  private final Topic<TrailEntry> trail;
  private final Topic<Finding> findings;
  private final Topic<Triage> triage;
  private final Topic<ReviewSignOff> reviews;
  private final Topic<SavedSearch> searches;
  private final Topic<Finding> alerts;
  private final Topic<AlertDecision> alertDecisions;
  private final Topic<AlertMessage> alertMessages;
  private final Topic<AlertSilence> alertSilences;
  private final Topic<AlertRequest> alertRequests;
  private final Topic<AlertReceiverHealth> alertReceivers;
  private final Topic<AlertDelivery> alertDeliveries;
  private final Topic<Deadline> deadlines;
  private final Topic<PolicyPass> policyPasses;
  private final Topic<DeadLetter> deadLetters;

  /**
   * The topics under a prefix, kept as long as is usual.
   *
   * @param prefix of every name, such as {@code clausewatch.}
   * @param partitions of each
   * @param replication copies of each; from 3 on, a write needs all but one of them
   */
  public Topics(String prefix, int partitions, int replication) {
    this(prefix, partitions, replication, Retention.DEFAULT);
  }

  /**
   * The topics under a prefix.
   *
   * @param prefix of every name, such as {@code clausewatch.}
   * @param partitions of each
   * @param replication copies of each; from 3 on, a write needs all but one of them
   * @param retention how long each is kept
   */
  public Topics(String prefix, int partitions, int replication, Retention retention) {
    Plan plan = new Plan(prefix, partitions, replication);
    Duration day = Duration.ofDays(1);
    Map<String, String> asEvents = deleteAfter(retention.events(), day);
    Map<String, String> fromOthers = new TreeMap<>(asEvents);
    fromOthers.put(TopicConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION_OF_OTHERS);
    for (EventKind kind : EventKind.values()) {
      events.put(kind, plan.topic("events." + kind.id(), kind.recordClass(), fromOthers));
    }
    ownActs = plan.topic("own-acts", Access.class, asEvents);
    rekeyed = plan.topic("rekeyed-events", RekeyedEvent.class, asEvents);
    facts = plan.topic("facts", Fact.class, asEvents);
    trail =
        plan.topic("trail", TrailEntry.class, deleteAfter(retention.trail(), Duration.ofDays(7)));
    Map<String, String> compacted =
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    findings = plan.topic("findings", Finding.class, compacted);
    triage = plan.topic("triage", Triage.class, compacted);
    deadlines = plan.topic("deadlines", Deadline.class, compacted);
    policyPasses = plan.topic("policy-passes", PolicyPass.class, compacted);
    reviews = plan.topic("reviews", ReviewSignOff.class, compacted);
    searches = plan.topic("searches", SavedSearch.class, compacted);
    alerts = plan.topic("alerts", Finding.class, asEvents);
    alertDecisions = plan.topic("alert-decisions", AlertDecision.class, asEvents);
    alertMessages = plan.topic("alert-messages", AlertMessage.class, compacted);
    alertSilences = plan.topic("alert-silences", AlertSilence.class, compacted);
    alertRequests = plan.topic("alert-requests", AlertRequest.class, asEvents);
    alertReceivers = plan.topic("alert-receivers", AlertReceiverHealth.class, compacted);
    alertDeliveries =
        plan.topic("alert-deliveries", AlertDelivery.class, deleteAfter(Duration.ofDays(7), day));
    deadLetters =
        plan.topic("dead-letters", DeadLetter.class, deleteAfter(retention.deadLetters(), day));
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
        String name, Class<V> valueType, Map<String, String> more) {
      Map<String, String> settings = new TreeMap<>();
      settings.put(
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          Integer.toString(replication < 3 ? 1 : replication - 1));
      settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
      settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION);
      settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
      settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_BYTES));
      settings.putAll(more);
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

  /** All from which events are taken in: those of all kinds, of own acts and of rekeyed events. */
  public List<Topic<? extends SpecificRecord>> intake() {
    List<Topic<? extends SpecificRecord>> intake = new ArrayList<>(events.values());
    intake.add(ownActs);
    intake.add(rekeyed);
    return List.copyOf(intake);
  }

  /**
   * What people do through Clausewatch, with raw subject ids; key {@code eventId}. Only Clausewatch
   * itself writes there, so that nobody who sends events can make up an act.
   */
  public Topic<Access> ownActs() {
    return ownActs;
  }

  /**
   * Pseudonymised events that a producer wrote outside of the partition of their {@code eventId},
   * on their way there; key {@code eventId}.
   */
  public Topic<RekeyedEvent> rekeyed() {
    return rekeyed;
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

  /** Which months of access records were reviewed, every sign-off; key {@code signOffId}. */
  public Topic<ReviewSignOff> reviews() {
    return reviews;
  }

  /**
   * Searches kept under a name, the latest state of each; key {@code owner/name}, both URL-encoded.
   */
  public Topic<SavedSearch> searches() {
    return searches;
  }

  /** Critical findings as they open; key {@code findingId}. */
  public Topic<Finding> alerts() {
    return alerts;
  }

  /** What somebody may have to be told of, as it comes to that; key {@code findingId}. */
  public Topic<AlertDecision> alertDecisions() {
    return alertDecisions;
  }

  /**
   * Messages to receivers, of each the latest state: the ledger of what was sent. Key {@code
   * messageId}, in the partition of the receiver.
   */
  public Topic<AlertMessage> alertMessages() {
    return alertMessages;
  }

  /** What is not told of for a while; key {@code silenceId}. */
  public Topic<AlertSilence> alertSilences() {
    return alertSilences;
  }

  /** What people ask of those who send messages; key {@code receiver}. */
  public Topic<AlertRequest> alertRequests() {
    return alertRequests;
  }

  /** How the receivers are, of each the latest; key {@code receiver}. */
  public Topic<AlertReceiverHealth> alertReceivers() {
    return alertReceivers;
  }

  /**
   * That receivers took messages, noted before the ledger says so; key {@code messageId}, in the
   * partition of the receiver.
   */
  public Topic<AlertDelivery> alertDeliveries() {
    return alertDeliveries;
  }

  /** Deadlines, of each the latest revision; key {@code deadlineId}. */
  public Topic<Deadline> deadlines() {
    return deadlines;
  }

  /**
   * How far judging all events of a policy again has come, of each partition of the facts topic the
   * latest; key {@code policyId|partition}.
   */
  public Topic<PolicyPass> policyPasses() {
    return policyPasses;
  }

  /**
   * Where the records lie that could not be processed, and why; key {@code topic-partition-offset}.
   */
  public Topic<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** All of them. */
  public List<Topic<? extends SpecificRecord>> all() {
    List<Topic<? extends SpecificRecord>> all = new ArrayList<>(intake());
    all.addAll(
        List.of(
            facts,
            trail,
            findings,
            triage,
            deadlines,
            policyPasses,
            reviews,
            searches,
            alerts,
            alertDecisions,
            alertMessages,
            alertSilences,
            alertRequests,
            alertReceivers,
            alertDeliveries,
            deadLetters));
    return List.copyOf(all);
  }
}
