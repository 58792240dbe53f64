package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopicsTest {
  private static final Topics TOPICS = new Topics("clausewatch.", 6, 1);

  private static Map<String, String> settings(String... more) {
    Map<String, String> settings =
        new TreeMap<>(
            Map.of(
                "min.insync.replicas", "1",
                "unclean.leader.election.enable", "false",
                "compression.type", "lz4",
                "message.timestamp.type", "LogAppendTime",
                "max.message.bytes", "2097152"));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private static Map<String, String> deleted(String retention, String segment) {
    return settings(
        "cleanup.policy",
        "delete",
        "retention.ms",
        retention,
        "retention.bytes",
        "-1",
        "segment.ms",
        segment);
  }

  /** Every topic with every setting, so that none changes unseen. */
  @Test
  void areThese() {
    Map<String, String> fortnight = deleted("1209600000", "86400000");
    Map<String, Topic<?>> expected = new TreeMap<>();
    // What a stranger's batch unfolds to is the broker's to bound.
    Map<String, String> unfolded = new TreeMap<>(fortnight);
    unfolded.put("compression.type", "uncompressed");
    for (EventKind kind : EventKind.values()) {
      String name = "clausewatch.events." + kind.id();
      expected.put(name, new Topic<>(name, kind.recordClass(), 6, (short) 1, unfolded));
    }
    List<Topic<?>> outputs =
        List.of(
            new Topic<>("clausewatch.own-acts", Access.class, 6, (short) 1, fortnight),
            new Topic<>("clausewatch.rekeyed-events", RekeyedEvent.class, 6, (short) 1, fortnight),
            new Topic<>("clausewatch.facts", Fact.class, 6, (short) 1, fortnight),
            new Topic<>(
                "clausewatch.trail",
                TrailEntry.class,
                6,
                (short) 1,
                deleted("63072000000", "604800000")),
            new Topic<>(
                "clausewatch.findings",
                Finding.class,
                6,
                (short) 1,
                settings("cleanup.policy", "compact")),
            new Topic<>(
                "clausewatch.triage",
                Triage.class,
                6,
                (short) 1,
                settings("cleanup.policy", "compact")),
            new Topic<>(
                "clausewatch.deadlines",
                Deadline.class,
                6,
                (short) 1,
                settings("cleanup.policy", "compact")),
            new Topic<>(
                "clausewatch.policy-passes",
                PolicyPass.class,
                6,
                (short) 1,
                settings("cleanup.policy", "compact")),
            new Topic<>(
                "clausewatch.reviews",
                ReviewSignOff.class,
                6,
                (short) 1,
                settings("cleanup.policy", "compact")),
            new Topic<>(
                "clausewatch.searches",
                SavedSearch.class,
                6,
                (short) 1,
                settings("cleanup.policy", "compact")),
            new Topic<>("clausewatch.alerts", Finding.class, 6, (short) 1, fortnight),
            new Topic<>(
                "clausewatch.alert-decisions", AlertDecision.class, 6, (short) 1, fortnight),
            new Topic<>(
                "clausewatch.alert-messages",
                AlertMessage.class,
                6,
                (short) 1,
                settings("cleanup.policy", "compact")),
            new Topic<>(
                "clausewatch.alert-silences",
                AlertSilence.class,
                6,
                (short) 1,
                settings("cleanup.policy", "compact")),
            new Topic<>("clausewatch.alert-requests", AlertRequest.class, 6, (short) 1, fortnight),
            new Topic<>(
                "clausewatch.alert-receivers",
                AlertReceiverHealth.class,
                6,
                (short) 1,
                settings("cleanup.policy", "compact")),
            new Topic<>(
                "clausewatch.alert-deliveries",
                AlertDelivery.class,
                6,
                (short) 1,
                deleted("604800000", "86400000")),
            new Topic<>(
                "clausewatch.dead-letters",
                DeadLetter.class,
                6,
                (short) 1,
                deleted("7776000000", "86400000")));
    outputs.forEach(topic -> expected.put(topic.name(), topic));

    assertThat(TOPICS.all()).containsExactlyInAnyOrderElementsOf(expected.values());
    assertThat(TOPICS.allEvents())
        .extracting(Topic::name)
        .containsExactly(
            "clausewatch.events.access",
            "clausewatch.events.disclosure",
            "clausewatch.events.consent",
            "clausewatch.events.subject",
            "clausewatch.events.request",
            "clausewatch.events.notice",
            "clausewatch.events.register",
            "clausewatch.events.follow-up");
    List<Topic<?>> made =
        List.of(
            TOPICS.ownActs(),
            TOPICS.rekeyed(),
            TOPICS.facts(),
            TOPICS.trail(),
            TOPICS.findings(),
            TOPICS.triage(),
            TOPICS.deadlines(),
            TOPICS.policyPasses(),
            TOPICS.reviews(),
            TOPICS.searches(),
            TOPICS.alerts(),
            TOPICS.alertDecisions(),
            TOPICS.alertMessages(),
            TOPICS.alertSilences(),
            TOPICS.alertRequests(),
            TOPICS.alertReceivers(),
            TOPICS.alertDeliveries(),
            TOPICS.deadLetters());
    assertThat(made).containsExactlyElementsOf(outputs);
  }

  @Test
  void needAllCopiesButOneOnceThereAreThree() {
    assertThat(minInSync(2)).isEqualTo("1");
    assertThat(minInSync(3)).isEqualTo("2");
  }

  private static String minInSync(int replication) {
    return new Topics("", 6, replication).facts().settings().get("min.insync.replicas");
  }

  @Test
  void areKeptAsLongAsTheyShall() {
    Duration day = Duration.ofDays(1);
    Topics topics =
        new Topics("", 6, 1, new Retention(day.multipliedBy(2), day.multipliedBy(8), day));
    assertThat(topics.facts().settings()).containsEntry("retention.ms", "172800000");
    assertThat(topics.trail().settings()).containsEntry("retention.ms", "691200000");
    assertThat(topics.deadLetters().settings()).containsEntry("retention.ms", "86400000");
  }
}
