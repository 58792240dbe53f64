package io.clausewatch.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.PersonalValues;
import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of the topology and the settings that it runs with. */
class ClausewatchTopologyTest {
  private static final StreamProcessorSettings SETTINGS =
      StreamProcessorSettings.read(
          Map.of(
              "CLAUSEWATCH_SUBJECT_KEY", "a key of at least thirty-two characters",
              "CLAUSEWATCH_REPLICATION", "3",
              "CLAUSEWATCH_STREAM_THREADS", "2",
              "CLAUSEWATCH_STANDBY_REPLICAS", "1"));

  @Test
  void theTopicsFactsAndFindingsJoinThreeParts() {
    Topics topics = new Topics("clausewatch.", 6, 1);
    TopologyDescription description = topology(topics).describe();

    assertThat(description.subtopologies()).hasSize(3);
    assertThat(description.globalStores()).isEmpty();
    TreeSet<String> stores = new TreeSet<>();
    TreeSet<String> names = new TreeSet<>();
    for (var part : description.subtopologies()) {
      for (var node : part.nodes()) {
        names.add(node.name());
        if (node instanceof TopologyDescription.Processor processor) {
          stores.addAll(processor.stores());
        }
      }
    }
    assertThat(names)
        .contains("intake", "judge", "facts", "judge-rejudges", "judge-policy-passes")
        .containsAll(topics.intake().stream().map(Topic::name).toList());
    assertThat(stores)
        .containsExactly(
            "acts",
            "acts-by-arrival",
            "alert-beginning",
            "alert-settling",
            "alert-standings",
            "contexts",
            "deadline-timers",
            "deadlines",
            "event-ids",
            "fact-lookups",
            "findings",
            "holdings",
            "passes",
            "policies",
            "shared");
  }

  /** Kafka Streams finds the state of before by the number of the part. */
  @ParameterizedTest
  @ValueSource(strings = {"clausewatch.", "a.", "zzz.", "Z"})
  void thePartsOfBeforeKeepTheirNumbers(String prefix) {
    TopologyDescription parts = topology(new Topics(prefix, 6, 1)).describe();
    for (TopologyDescription.Subtopology part : parts.subtopologies()) {
      List<String> nodes = part.nodes().stream().map(TopologyDescription.Node::name).toList();
      if (nodes.contains("alerting")) {
        assertThat(part.id()).isEqualTo(2);
      } else {
        assertThat(part.id()).isLessThan(2);
      }
    }
  }

  @Test
  void kafkaStreamsTakesTheSettings() {
    Properties properties = StreamsConfiguration.of(SETTINGS);
    StreamsConfig config = new StreamsConfig(properties);

    assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
    assertThat(config.getBoolean(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG))
        .isTrue();
    assertThat(config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG)).isEqualTo(2);
    assertThat(config.getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG)).isEqualTo(1);
    assertThat(config.getInt(StreamsConfig.REPLICATION_FACTOR_CONFIG)).isEqualTo(3);
    Map<String, Object> consumer =
        config.getMainConsumerConfigs("clausewatch-stream-processor", "client", 0);
    assertThat(consumer)
        .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .containsEntry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
        .containsEntry("topic.min.insync.replicas", 2);
    assertThat(config.getProducerConfigs("client"))
        .containsEntry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_BYTES)
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
  }

  private static Topology topology(Topics topics) {
    Pipeline.Counts counts = new Pipeline.Counts();
    try (AvroSerdes serdes = new AvroSerdes("mock://shape")) {
      return new ClausewatchTopology(
              topics,
              serdes,
              Pipeline.PSEUDONYM,
              Shop.policies(),
              PersonalValues.WARN,
              Pipeline.HORIZON,
              Pipeline.SETTLE,
              Pipeline.ALERT_SETTLE,
              counts,
              counts,
              counts)
          .get();
    }
  }
}
