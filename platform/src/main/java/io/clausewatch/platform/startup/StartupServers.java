package io.clausewatch.platform.startup;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.platform.connections.HttpDiagnosis;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import io.clausewatch.platform.kafka.KafkaDiagnosis;
import io.clausewatch.platform.kafka.KafkaRights;
import io.clausewatch.platform.kafka.KafkaSetup;
import io.clausewatch.platform.kafka.KafkaTools;
import io.clausewatch.platform.privacy.RedactedException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that an app cannot start without: Kafka, with the topics and the rights that it
 * needs, and the schema registry. It waits three minutes for each.
 */
public final class StartupServers {
  private static final Logger LOG = LoggerFactory.getLogger(StartupServers.class);

  private static final Duration TRY_EVERY = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 90;

  private StartupServers() {}

  /**
   * Waits for them.
   *
   * @param client what the app calls itself towards Kafka
   * @param rights what the app needs in Kafka
   * @param diagnosis says what Kafka's refusals mean for it
   * @return the way to the registry, to be closed by the caller; empty when the app was ended
   *     meanwhile
   * @throws MisconfiguredException when waiting does not mend what is wrong
   * @throws IllegalStateException when one did not come up
   */
  public static Optional<AvroSerdes> await(
      ConnectionSettings connections,
      String client,
      KafkaRights rights,
      KafkaDiagnosis diagnosis,
      AppLifecycle app)
      throws InterruptedException {
    StartupRetry retry = new StartupRetry(TRY_EVERY, ATTEMPTS, app.ended());
    KafkaSetup setup =
        new KafkaSetup(
            connections.topics(), rights, new KafkaTools(connections.kafka()), LOG::warn);
    Map<String, Object> admin =
        connections
            .kafka()
            .admin(
                client,
                Map.of(
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    5_000,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    15_000));
    if (!retry.await(() -> setUp(setup, admin), diagnosis::of)) {
      return Optional.empty();
    }
    AvroSerdes serdes = connections.registry().serdes();
    boolean isUp = false;
    try {
      isUp =
          retry.await(() -> serdes.registry().getAllSubjects(), HttpDiagnosis::registry)
              && !app.isEnded();
    } finally {
      if (!isUp) {
        close(serdes);
      }
    }
    return isUp ? Optional.of(serdes) : Optional.empty();
  }

  /** What is wrong with the servers is told, and not this. */
  private static void close(AvroSerdes serdes) {
    try {
      serdes.close();
    } catch (RuntimeException e) {
      LOG.warn("The way to the schema registry could not be closed", new RedactedException(e));
    }
  }

  private static void setUp(KafkaSetup setup, Map<String, Object> properties) {
    try (Admin admin = Admin.create(properties)) {
      setup.ensureTopics(admin);
      setup.checkGroups(admin);
    }
  }
}
