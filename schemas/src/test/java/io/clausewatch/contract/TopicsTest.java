package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
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
    for (EventKind kind : EventKind.values()) {
      String name = "clausewatch.events." + kind.id();
      expected.put(name, new Topic<>(name, kind.recordClass(), 6, (short) 1, fortnight));
    }
    List<Topic<?>> outputs =
        List.of(
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
            new Topic<>("clausewatch.alerts", Finding.class, 6, (short) 1, fortnight),
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
            "clausewatch.events.register");
    List<Topic<?>> made =
        List.of(
            TOPICS.facts(),
            TOPICS.trail(),
            TOPICS.findings(),
            TOPICS.triage(),
            TOPICS.deadlines(),
            TOPICS.alerts(),
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

  private static MockAdminClient kafka() {
    Node node = new Node(0, "localhost", 9092);
    return MockAdminClient.create().brokers(List.of(node)).build();
  }

  @Test
  void areCreatedWhereMissingAndLeftAloneWhereNot() throws Exception {
    try (Admin admin = kafka()) {
      NewTopic there =
          new NewTopic("clausewatch.facts", 6, (short) 1).configs(Map.of("retention.ms", "5"));
      admin.createTopics(List.of(there)).all().get();

      TOPICS.create(admin);
      TOPICS.create(admin);

      assertThat(admin.listTopics().names().get())
          .containsExactlyInAnyOrderElementsOf(TOPICS.all().stream().map(Topic::name).toList());
      assertThat(setting(admin, "clausewatch.facts")).isEqualTo("5");
      assertThat(setting(admin, "clausewatch.trail")).isEqualTo("63072000000");
    }
  }

  private static String setting(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .get(resource)
        .get("retention.ms")
        .value();
  }

  @Test
  void areRefusedWithOtherPartitions() throws Exception {
    try (Admin admin = kafka()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("clausewatch.facts", 3, (short) 1),
                  new NewTopic("clausewatch.events.access", 12, (short) 1)))
          .all()
          .get();

      assertThatThrownBy(() -> TOPICS.create(admin))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Every topic needs 6 partitions, and they cannot be changed later;"
                  + " clausewatch.events.access has 12, clausewatch.facts has 3");
    }
  }

  @Test
  void failWithKafkasWordWhenItDoesNotAnswer() {
    try (MockAdminClient admin = kafka()) {
      admin.timeoutNextRequest(1);

      assertThatThrownBy(() -> TOPICS.create(admin)).isInstanceOf(TimeoutException.class);
    }
  }
}
