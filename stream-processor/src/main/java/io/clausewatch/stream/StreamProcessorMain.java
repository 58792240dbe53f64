package io.clausewatch.stream;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topics;
import io.clausewatch.indexing.Indexer;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsException;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.platform.connections.HttpDiagnosis;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import io.clausewatch.platform.kafka.KafkaDiagnosis;
import io.clausewatch.platform.kafka.KafkaRights;
import io.clausewatch.platform.kafka.KafkaSetup;
import io.clausewatch.platform.kafka.KafkaTools;
import io.clausewatch.platform.metrics.AppMetrics;
import io.clausewatch.platform.metrics.MetricsServer;
import io.clausewatch.platform.metrics.Readiness;
import io.clausewatch.platform.privacy.RedactedException;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import io.clausewatch.platform.startup.StartupRetry;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
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

  private static final int MISCONFIGURED = 2;
  private static final int FAILED = 1;
  private static final Duration TRY_EVERY = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 90;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

  private final StreamProcessorSettings settings;
  private final PolicyCatalog policies;
  private final Topics topics;
  private final KafkaRights rights;
  private final KafkaDiagnosis kafkaTroubles;
  private final AppMetrics metrics = new AppMetrics("stream-processor");
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger status = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

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
      System.exit(MISCONFIGURED);
    }
  }

  /** Starts everything, and returns the exit status when it has ended. */
  private int run() {
    try {
      settings.connections().warnings().forEach(LOG::warn);
      metrics.ready(() -> readiness().ready());
      server =
          MetricsServer.start(
              settings.metricsBind(),
              settings.metricsPort(),
              new MetricsServer.Names(
                  Setting.PROCESSOR_METRICS_BIND, Setting.PROCESSOR_METRICS_PORT),
              metrics,
              this::readiness);
      if (awaitServers()) {
        startStreams();
        indexer =
            Indexer.start(settings.connections(), topics, metrics.registry(), this::indexerFailed);
        ended.await();
      }
    } catch (MisconfiguredException e) {
      misconfigured(e.getMessage());
    } catch (IOException | IllegalStateException e) {
      // A port that is taken, a server that did not come up: a sentence of ours says all there is.
      LOG.error("{}", e.getMessage());
      end(FAILED);
    } catch (KafkaException e) {
      // Nothing was processed yet, so the words cannot quote a record.
      fail("Kafka Streams could not be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("The main thread was interrupted", e);
    }
    close();
    return status.get();
  }

  /** Waits for what the topology cannot start without; false when the app was stopped meanwhile. */
  private boolean awaitServers() throws InterruptedException {
    StartupRetry startup = new StartupRetry(TRY_EVERY, ATTEMPTS, ended);
    ConnectionSettings connections = settings.connections();
    KafkaSetup setup =
        new KafkaSetup(topics, rights, new KafkaTools(connections.kafka()), LOG::warn);
    Map<String, Object> admin = admin();
    if (!startup.await(() -> setUp(setup, admin), kafkaTroubles::of)) {
      return false;
    }
    serdes = connections.registry().serdes();
    return startup.await(() -> serdes.registry().getAllSubjects(), HttpDiagnosis::registry);
  }

  private Map<String, Object> admin() {
    ConnectionSettings connections = settings.connections();
    return connections
        .kafka()
        .admin(
            connections.groups().processor(),
            Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                15_000));
  }

  private static void setUp(KafkaSetup setup, Map<String, Object> properties) {
    try (Admin admin = Admin.create(properties)) {
      setup.ensureTopics(admin);
      setup.checkGroups(admin);
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
            settings.horizon(),
            settings.settle(),
            settings.alertSettle(),
            counters,
            counters,
            counters);
    KafkaStreams made = new KafkaStreams(topology.get(), StreamsConfiguration.of(settings));
    made.setUncaughtExceptionHandler(
        new ThreadFailures(InstantSource.system(), kafkaTroubles::refusal, this::misconfigured));
    made.setStateListener(
        (now, before) -> {
          LOG.info("The stream is {}, was {}", now, before);
          if (now == KafkaStreams.State.ERROR) {
            end(FAILED);
          }
        });
    streams = made;
    streamsMetrics = new KafkaStreamsMetrics(made);
    streamsMetrics.bindTo(metrics.registry());
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
      misconfigured(e.getMessage());
      return;
    }
    kafkaTroubles
        .refusal(failure)
        .filter(diagnosis -> !diagnosis.passes())
        .ifPresentOrElse(
            diagnosis -> misconfigured(diagnosis.sentence()),
            () -> fail("The indexer cannot go on", failure));
  }

  private void fail(String sentence, Throwable cause) {
    LOG.error(sentence, new RedactedException(cause));
    end(FAILED);
  }

  private void misconfigured(String sentences) {
    LOG.error("{}", sentences);
    end(MISCONFIGURED);
  }

  /** Ends the app; what ended it first is its exit status. */
  private void end(int why) {
    status.compareAndSet(0, why);
    ended.countDown();
  }

  /** Ends everything once, whoever asks first: the shutdown hook, or the main thread. */
  private void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    ended.countDown();
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
