package io.clausewatch.stream;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topics;
import io.clausewatch.indexing.Indexer;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsException;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import io.clausewatch.platform.kafka.KafkaDiagnosis;
import io.clausewatch.platform.kafka.KafkaRights;
import io.clausewatch.platform.metrics.AppMetrics;
import io.clausewatch.platform.metrics.MetricsServer;
import io.clausewatch.platform.metrics.Readiness;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import io.clausewatch.platform.startup.AppLifecycle;
import io.clausewatch.platform.startup.StartupServers;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream processor: takes events in, judges them, and indexes what came of it, until the
 * process is told to end.
 *
 * <p>It waits a while for Kafka and the schema registry to be up; Elasticsearch may be away at any
 * time, then only the index lags. Exit status 2 means that a setting, a policy, a right or the
 * shape of a topic or index is wrong, and that somebody has to change it; 1 that it could not go
 * on. On SIGTERM it commits what it has in hand, and ends within ten seconds.
 */
public final class StreamProcessorMain {
  private static final Logger LOG = LoggerFactory.getLogger(StreamProcessorMain.class);

  private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

  private final StreamProcessorSettings settings;
  private final PolicyCatalog policies;
  private final Topics topics;
  private final KafkaRights rights;
  private final KafkaDiagnosis kafkaTroubles;
  private final AppMetrics metrics = new AppMetrics("stream-processor");
  private final AppLifecycle lifecycle = new AppLifecycle();

  // Set once each while the app starts, read by the threads that ask for readiness or stop it.
  private volatile MetricsServer server;
  private volatile AvroSerdes serdes;
  private volatile KafkaStreams streams;
  private volatile KafkaStreamsMetrics streamsMetrics;
  private volatile Indexer indexer;

  private StreamProcessorMain(StreamProcessorSettings settings, PolicyCatalog policies) {
    this.settings = settings;
    this.policies = policies;
    ConnectionSettings connections = settings.connections();
    this.topics = connections.topics();
    this.rights = KafkaRights.ofStreamProcessor(topics, connections.groups());
    this.kafkaTroubles = new KafkaDiagnosis(connections.kafka(), connections.groups(), rights);
  }

  /**
   * Runs with the settings of the environment and the file that it names.
   *
   * @param arguments none, or {@code rights}, which prints the lines that grant what the app needs
   *     in Kafka, and does nothing else
   */
  public static void main(String[] arguments) {
    try {
      StreamProcessorSettings settings = StreamProcessorSettings.read(System.getenv());
      if (KafkaRights.areAskedFor(arguments)) {
        settings.connections().grants(KafkaRights::ofStreamProcessor).forEach(System.out::println);
        return;
      }
      StreamProcessorMain app =
          new StreamProcessorMain(settings, PolicyCatalog.load(settings.policies()));
      Runtime.getRuntime().addShutdownHook(new Thread(app::close, "shutdown"));
      System.exit(app.run());
    } catch (SettingsException | PolicyException e) {
      LOG.error("{}", e.getMessage());
      System.exit(AppLifecycle.MISCONFIGURED);
    }
  }

  /** Starts everything, and returns the exit status when it has ended. */
  private int run() {
    lifecycle.run(this::start);
    close();
    return lifecycle.status();
  }

  private void start() throws IOException, InterruptedException {
    ConnectionSettings connections = settings.connections();
    connections.warnings().forEach(LOG::warn);
    metrics.ready(() -> readiness().ready());
    server =
        MetricsServer.start(
            settings.metricsBind(),
            settings.metricsPort(),
            new MetricsServer.Names(Setting.PROCESSOR_METRICS_BIND, Setting.PROCESSOR_METRICS_PORT),
            metrics,
            this::readiness);
    Optional<AvroSerdes> up =
        StartupServers.await(
            connections, connections.groups().processor(), rights, kafkaTroubles, lifecycle);
    if (up.isEmpty()) {
      return;
    }
    serdes = up.get();
    try {
      startStreams();
      indexer = Indexer.start(connections, topics, metrics.registry(), this::indexerFailed);
    } catch (KafkaException e) {
      // Nothing was processed yet, so the words cannot quote a record.
      lifecycle.failed("Kafka Streams could not be started: " + e.getMessage(), e);
    }
  }

  private void startStreams() {
    StreamCounters counters = new StreamCounters(metrics.registry());
    ClausewatchTopology topology =
        new ClausewatchTopology(
            topics,
            serdes,
            new SubjectPseudonym(settings.subjectKey()),
            policies,
            settings.personalValues(),
            settings.horizon(),
            settings.settle(),
            settings.alertSettle(),
            counters,
            counters,
            counters);
    KafkaStreams made = new KafkaStreams(topology.get(), StreamsConfiguration.of(settings));
    made.setUncaughtExceptionHandler(
        new ThreadFailures(
            InstantSource.system(), kafkaTroubles::refusal, lifecycle::misconfigured));
    made.setStateListener(
        (now, before) -> {
          LOG.info("The stream is {}, was {}", now, before);
          if (now == KafkaStreams.State.ERROR) {
            lifecycle.failed();
          }
        });
    streamsMetrics = new KafkaStreamsMetrics(made);
    streamsMetrics.bindTo(metrics.registry());
    streams = made; // from here on, both are closed
    made.start();
  }

  private Readiness readiness() {
    KafkaStreams running = streams;
    Indexer indexing = indexer;
    if (running == null || indexing == null) {
      return Readiness.notReady("waiting for Kafka and the schema registry");
    }
    KafkaStreams.State state = running.state();
    if (state != KafkaStreams.State.RUNNING) {
      return Readiness.notReady("the stream is " + state);
    }
    return indexing.diagnosis().map(Readiness::notReady).orElse(Readiness.READY);
  }

  private void indexerFailed(Throwable failure) {
    if (failure instanceof MisconfiguredException e) {
      lifecycle.misconfigured(e.getMessage());
    } else {
      lifecycle.failed("The indexer cannot go on", failure, kafkaTroubles);
    }
  }

  /** Ends everything once, whoever asks first: the shutdown hook, or the main thread. */
  private void close() {
    if (!lifecycle.close()) {
      return;
    }
    Thread indexing = new Thread(this::closeIndexer, "stop-indexer");
    indexing.setDaemon(true);
    indexing.start();
    closeStreams();
    try {
      indexing.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (server != null) {
      server.close();
    }
    metrics.close();
    LOG.info("Ended");
  }

  private void closeIndexer() {
    if (indexer != null) {
      indexer.close();
    }
  }

  private void closeStreams() {
    if (streams != null) {
      // Leaving the group lets the next start have the partitions at once.
      boolean inTime =
          streams.close(
              CloseOptions.groupMembershipOperation(
                      CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                  .withTimeout(STOP_WITHIN));
      if (!inTime) {
        LOG.warn("The stream did not end in {}; what was not committed is done again", STOP_WITHIN);
      }
      streamsMetrics.close();
    }
    if (serdes != null) {
      serdes.close();
    }
  }
}
