package io.clausewatch.app;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import io.clausewatch.eventlog.EventLogConnection;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.platform.connections.HttpDiagnosis;
import io.clausewatch.platform.elasticsearch.ElasticsearchConnection;
import io.clausewatch.platform.kafka.ConsumerGroups;
import io.clausewatch.platform.kafka.KafkaConnection;
import io.clausewatch.platform.kafka.KafkaDiagnosis;
import io.clausewatch.platform.kafka.KafkaRights;
import io.clausewatch.platform.kafka.KafkaSetup;
import io.clausewatch.platform.kafka.KafkaTools;
import io.clausewatch.platform.metrics.AppMetrics;
import io.clausewatch.readmodel.index.IndexTemplates;
import io.clausewatch.search.SearchClient;
import io.clausewatch.status.DependencyChecks;
import io.clausewatch.status.HealthMonitor;
import io.clausewatch.status.KafkaOffsets;
import io.clausewatch.status.PipelineLag;
import io.clausewatch.status.ReachableOffsets;
import io.clausewatch.status.StartupSteps;
import io.clausewatch.status.StartupSteps.Step;
import io.clausewatch.table.KafkaTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that the audit API talks to, and what watches over them. It opens whether or not they
 * are up.
 */
final class ServerConnections {
  private static final Logger LOG = LoggerFactory.getLogger(ServerConnections.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration TRY_EVERY = Duration.ofSeconds(2);

  /** Many times what a search takes; longer, nobody waits for a page to say that it cannot. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  /** Parsed, an answer takes several times its bytes, and there may be several at once. */
  private static final int MAX_ANSWER_BYTES =
      (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 16);

  private final ConnectionSettings settings;
  private final OpenedResources resources;
  private final AppMetrics metrics;
  private final AvroSerdes serdes;
  private final EventLogConnection eventLog;
  private final KafkaOffsets offsets;
  private final StartupSteps setup;
  private final HealthMonitor health;
  private final SearchClient searcher;

  /**
   * Opens the ways to all of them.
   *
   * @param resources closes them
   */
  ServerConnections(ConnectionSettings settings, OpenedResources resources) {
    this.settings = settings;
    this.resources = resources;
    KafkaConnection kafka = settings.kafka();
    ConsumerGroups groups = settings.groups();
    KafkaRights rights = KafkaRights.ofAuditApi(settings.topics(), groups);
    KafkaDiagnosis diagnoses = new KafkaDiagnosis(kafka, groups, rights);
    KafkaSetup kafkaSetup =
        new KafkaSetup(settings.topics(), rights, new KafkaTools(kafka), LOG::warn);
    metrics = resources.opened(new AppMetrics("audit-api"));
    Admin admin = resources.opened(admin(kafka, diagnoses));
    serdes = resources.opened(settings.registry().serdes());
    ElasticsearchConnection elasticsearch =
        resources.opened(
            ElasticsearchConnection.open(
                settings.elasticsearch(), ANSWER_WITHIN, MAX_ANSWER_BYTES));
    offsets = resources.opened(KafkaOffsets.of(admin, kafka));
    eventLog =
        resources.opened(
            new EventLogConnection(kafka, serdes, settings.topics(), metrics.registry()));
    setup =
        resources.opened(
            StartupSteps.start(
                List.of(
                    Step.mendable(() -> kafkaSetup.ensureTopics(admin), diagnoses::of),
                    Step.mendable(() -> kafkaSetup.checkGroups(admin), diagnoses::of),
                    Step.mendable(eventLog::registerSchemas, HttpDiagnosis::registry)),
                TRY_EVERY));
    health =
        resources.opened(
            HealthMonitor.watch(
                List.of(
                    DependencyChecks.kafka(admin, setup, diagnoses),
                    DependencyChecks.registry(serdes.registry(), settings.topicPrefix()),
                    DependencyChecks.elasticsearch(elasticsearch.client()),
                    DependencyChecks.processor(admin, groups.processor(), diagnoses)),
                LOOK_EVERY));
    metrics.ready(() -> health.all().ready());
    IndexTemplates indices = IndexTemplates.of(settings);
    searcher =
        new SearchClient(
            elasticsearch.client(),
            target ->
                switch (target) {
                  case FINDINGS -> indices.findings();
                  case TRAIL, GAPS -> indices.trail();
                  case DEADLINES -> indices.deadlines();
                  case ALERTS -> indices.alerts();
                  case DEAD_LETTERS -> indices.deadLetters();
                });
  }

  /** The first client of Kafka; where a token is needed, it is the first to ask for one. */
  private static Admin admin(KafkaConnection kafka, KafkaDiagnosis diagnoses) {
    try {
      return Admin.create(
          kafka.admin(
              "clausewatch-audit-api",
              Map.of(
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  3_000,
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  5_000)));
    } catch (KafkaException e) {
      throw new KafkaException(diagnoses.of(e).sentence(), e);
    }
  }

  /**
   * A table of a topic.
   *
   * @param topic its latest records by key are the table
   */
  <T extends SpecificRecord> KafkaTable<T> table(Topic<T> topic) {
    return resources.opened(
        KafkaTable.open(
            settings.kafka(), topic, serdes, eventLog.log(), () -> setup.readiness().ready()));
  }

  /** How far what can be searched is behind. */
  PipelineLag lag(LongSupplier sentHere) {
    return new PipelineLag(
        new ReachableOffsets(offsets, () -> health.of(DependencyChecks.KAFKA)),
        settings.topics(),
        settings.groups(),
        settings.partitions(),
        sentHere,
        System::nanoTime);
  }

  /** The names of the topics. */
  Topics topics() {
    return settings.topics();
  }

  /** What is measured of this process. */
  AppMetrics metrics() {
    return metrics;
  }

  /** Writes and reads records of the contract. */
  AvroSerdes serdes() {
    return serdes;
  }

  /** Where what is to be kept is written. */
  EventLogConnection eventLog() {
    return eventLog;
  }

  /** Whether all of them answer. */
  HealthMonitor health() {
    return health;
  }

  /** Asks the index. */
  SearchClient searcher() {
    return searcher;
  }
}
