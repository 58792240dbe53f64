package io.clausewatch.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsConfigurationTest {

  private static StreamsConfig with(String... members) {
    Map<String, String> environment = new HashMap<>();
    environment.put("CLAUSEWATCH_SUBJECT_KEY", "a key of at least thirty-two characters");
    for (int i = 0; i < members.length; i += 2) {
      environment.put("CLAUSEWATCH_KAFKA_CLIENT_" + members[i], members[i + 1]);
    }
    return new StreamsConfig(StreamsConfiguration.of(StreamProcessorSettings.read(environment)));
  }

  @Test
  void withoutSettingsOfTheOperatorItsOwnCount() {
    StreamsConfig config = with();
    assertThat(config.getMainConsumerConfigs("g", "c", 0))
        .containsEntry("session.timeout.ms", 10_000)
        .containsEntry("isolation.level", "read_committed");
    assertThat(config.getProducerConfigs("p")).containsEntry("linger.ms", 10);
  }

  @Test
  void whatTheOperatorSetsReachesTheClientsOfKafkaStreamsThatKnowIt() {
    StreamsConfig config =
        with(
            "RECONNECT_BACKOFF_MAX_MS", "5000",
            "SESSION_TIMEOUT_MS", "30000",
            "LINGER_MS", "50",
            "RETRIES", "7");
    Map<String, Object> consumer = config.getMainConsumerConfigs("g", "c", 0);
    assertThat(consumer)
        .containsEntry("reconnect.backoff.max.ms", "5000")
        .containsEntry("session.timeout.ms", "30000")
        .doesNotContainKeys("linger.ms", "retries");
    assertThat(config.getRestoreConsumerConfigs("c"))
        .containsEntry("reconnect.backoff.max.ms", "5000");
    assertThat(config.getProducerConfigs("p"))
        .containsEntry("reconnect.backoff.max.ms", "5000")
        .containsEntry("linger.ms", "50")
        .containsEntry("retries", "7")
        .doesNotContainKey("session.timeout.ms");
    assertThat(config.getAdminConfigs("a"))
        .containsEntry("reconnect.backoff.max.ms", "5000")
        .containsEntry("retries", "7")
        .doesNotContainKeys("linger.ms", "session.timeout.ms");
    assertThat(config.getLong(StreamsConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG))
        .as("Kafka Streams knows it too")
        .isEqualTo(5_000);
    assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
  }
}
