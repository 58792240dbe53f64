package io.clausewatch.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaSetupTest {
  private static final Topics TOPICS = new Topics("t.", 6, 2);

  private final List<String> advice = new ArrayList<>();
  private final KafkaSetup setup =
      new KafkaSetup(
          TOPICS,
          KafkaRights.ofStreamProcessor(TOPICS, ConsumerGroups.of("t.")),
          new KafkaTools(KafkaConnection.plaintext("k1:9092, k2:9092")),
          advice::add);
  private final MockAdminClient admin = kafka();

  private static MockAdminClient kafka() {
    List<Node> brokers = List.of(new Node(0, "k1", 9092), new Node(1, "k2", 9092));
    return MockAdminClient.create().brokers(brokers).build();
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void makesWhatIsMissing() throws Exception {
    make(TOPICS.facts().newTopic());
    setup.ensureTopics(admin);
    setup.ensureTopics(admin);

    assertThat(admin.listTopics().names().get())
        .containsExactlyInAnyOrderElementsOf(TOPICS.all().stream().map(Topic::name).toList());
    assertThat(setting("t.trail", "retention.ms")).isEqualTo("63072000000");
    assertThat(advice).isEmpty();
  }

  @Test
  void leavesWhatAnOperatorChangedAndSaysSoOnce() throws Exception {
    make(changed(TOPICS.trail(), 6, 2, Map.of("retention.ms", "86400000")));
    setup.ensureTopics(admin);
    setup.ensureTopics(admin);

    assertThat(setting("t.trail", "retention.ms")).isEqualTo("86400000");
    assertThat(advice)
        .containsExactly(
            "The topic t.trail has retention.ms=86400000; if that is not meant: kafka-configs"
                + " --bootstrap-server k1:9092,k2:9092 --alter --entity-type topics --entity-name"
                + " t.trail --add-config retention.ms=63072000000");
  }

  /** Topics of 0.1.0 hold the limit against what is folded. */
  @Test
  void whatOthersWriteIsUnfoldedByTheBrokerInTopicsOfBeforeToo() throws Exception {
    Topic<?> events = TOPICS.events(EventKind.ACCESS);
    make(changed(events, 6, 2, Map.of("compression.type", "lz4")));
    make(changed(TOPICS.trail(), 6, 2, Map.of("compression.type", "zstd")));
    KafkaSetup ofTheApi =
        new KafkaSetup(
            TOPICS,
            KafkaRights.ofAuditApi(TOPICS, ConsumerGroups.of("t.")),
            new KafkaTools(KafkaConnection.plaintext("k1:9092")),
            advice::add);
    ofTheApi.ensureTopics(admin);
    assertThat(setting(events.name(), "compression.type")).isEqualTo("lz4");

    setup.ensureTopics(admin);

    assertThat(setting(events.name(), "compression.type")).isEqualTo("uncompressed");
    assertThat(setting("t.trail", "compression.type")).isEqualTo("zstd");
    assertThat(advice).isEmpty();
  }

  @Test
  void namesEveryTopicOfAnotherShapeAtOnce() throws Exception {
    make(changed(TOPICS.facts(), 3, 2, Map.of()));
    make(changed(TOPICS.alerts(), 6, 1, Map.of()));
    make(changed(TOPICS.findings(), 6, 2, Map.of("cleanup.policy", "delete")));
    make(
        changed(
            TOPICS.deadLetters(),
            6,
            2,
            Map.of("message.timestamp.type", "CreateTime", "max.message.bytes", "1048588")));
    make(changed(TOPICS.trail(), 6, 2, Map.of("max.message.bytes", "5000000")));

    String tool = " --bootstrap-server k1:9092,k2:9092 ";
    assertThatThrownBy(() -> setup.ensureTopics(admin))
        .isInstanceOf(MisconfiguredException.class)
        .message()
        .satisfies(
            message ->
                assertThat(message.split("\n  "))
                    .containsExactlyInAnyOrder(
                        "The topic t.facts has 3 partitions, not 6, and they cannot be changed"
                            + " later: set CLAUSEWATCH_PARTITIONS=3 if all topics have as many, or"
                            + " delete it if it is empty: kafka-topics"
                            + tool
                            + "--delete --topic t.facts",
                        "The topic t.alerts has 1 copy, fewer than 2: lower"
                            + " CLAUSEWATCH_REPLICATION, or add copies with"
                            + " kafka-reassign-partitions",
                        "The topic t.findings has cleanup.policy=delete, which loses or refuses"
                            + " records: kafka-configs"
                            + tool
                            + "--alter --entity-type topics --entity-name t.findings --add-config"
                            + " cleanup.policy=compact",
                        "The topic t.dead-letters has max.message.bytes=1048588 and"
                            + " message.timestamp.type=CreateTime, which loses or refuses records:"
                            + " kafka-configs"
                            + tool
                            + "--alter --entity-type topics --entity-name t.dead-letters"
                            + " --add-config"
                            + " max.message.bytes=2097152,message.timestamp.type=LogAppendTime"));
  }

  @Test
  void tooFewBrokersAreNamed() {
    Topics three = new Topics("t.", 1, 3);
    KafkaSetup more =
        new KafkaSetup(
            three,
            KafkaRights.ofAuditApi(three, ConsumerGroups.of("t.")),
            new KafkaTools(KafkaConnection.plaintext("k1:9092")),
            advice::add);
    assertThatThrownBy(() -> more.ensureTopics(admin))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining(
            "The topic t.facts cannot be made with 3 copies, there are fewer brokers: add brokers"
                + " or lower CLAUSEWATCH_REPLICATION");
  }

  @Test
  void failsWithKafkasWordWhenItDoesNotAnswer() {
    admin.timeoutNextRequest(1);
    assertThatThrownBy(() -> setup.ensureTopics(admin)).isInstanceOf(TimeoutException.class);
  }

  private void make(NewTopic topic) throws Exception {
    admin.createTopics(List.of(topic)).all().get();
  }

  private static NewTopic changed(
      Topic<?> topic, int partitions, int replication, Map<String, String> changes) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.putAll(changes);
    return new NewTopic(topic.name(), partitions, (short) replication).configs(settings);
  }

  private String setting(String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Admin client = admin;
    return client.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
  }
}
