package io.clausewatch.alertsender;

import io.clausewatch.alertroutes.AlertRoutes;
import io.clausewatch.alertroutes.AlertRoutesException;
import io.clausewatch.alertsender.delivery.DeliveryChannels;
import io.clausewatch.alertsender.delivery.MessageDelivery;
import io.clausewatch.alertsender.ledger.AlertLedger;
import io.clausewatch.alertsender.ledger.LedgerClients;
import io.clausewatch.alertsender.watch.RoutesFile;
import io.clausewatch.alertsender.watch.RoutesInForce;
import io.clausewatch.alertsender.watch.WatchedPipeline;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topics;
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
import io.clausewatch.platform.retry.RetryPolicy;
import io.clausewatch.platform.startup.StartupRetry;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alert sender: tells people what the stream decided that they may have to be told, until the
 * process is told to end. Any number of them share the receivers. An app of its own, so that a
 * receiver that hangs never slows judging.
 *
 * <p>Exit status 2 means that a setting, a policy, the routes file or a right is wrong, and that
 * somebody has to change it; 1 that it could not go on. Once it runs, a faulty routes file leaves
 * the one before it in force.
 */
public final class AlertSenderMain {
  private static final Logger LOG = LoggerFactory.getLogger(AlertSenderMain.class);

  private static final int MISCONFIGURED = 2;
  private static final int FAILED = 1;
  private static final Duration TRY_EVERY = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 90;

  /** The contract's. */
  private static final IntFunction<Duration> PAUSES =
      RetryPolicy.pauses(Duration.ofSeconds(1), Duration.ofMinutes(10));

  private final AlertSenderSettings settings;
  private final Optional<RoutesFile> file;
  private final Topics topics;
  private final KafkaRights rights;
  private final KafkaDiagnosis kafkaTroubles;
  private final AppMetrics metrics = new AppMetrics("alert-sender");
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger status = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("routes-file").daemon().factory());

  // Set once each while the app starts, read by the threads that ask for readiness or stop it.
  private volatile MetricsServer server;
  private volatile AvroSerdes serdes;
  private volatile MessageDelivery deliveries;
  private volatile WatchedPipeline pipeline;
  private volatile AlertLedger ledger;

  private AlertSenderMain(AlertSenderSettings settings, Optional<RoutesFile> file) {
    this.settings = settings;
    this.file = file;
    ConnectionSettings connections = settings.connections();
    this.topics = connections.topics();
    this.rights = KafkaRights.ofAlertSender(topics, connections.groups());
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
      AlertSenderSettings settings = AlertSenderSettings.read(System.getenv());
      if (KafkaRights.areAskedFor(arguments)) {
        settings.connections().grants(KafkaRights::ofAlertSender).forEach(System.out::println);
        return;
      }
      AlertSenderMain app = new AlertSenderMain(settings, open(settings));
      Runtime.getRuntime().addShutdownHook(new Thread(app::close, "shutdown"));
      System.exit(app.run());
    } catch (SettingsException | PolicyException | AlertRoutesException e) {
      LOG.error("{}", e.getMessage());
      System.exit(MISCONFIGURED);
    }
  }

  private static Optional<RoutesFile> open(AlertSenderSettings settings)
      throws PolicyException, AlertRoutesException {
    if (settings.alertsFile().isEmpty()) {
      LOG.info("{} is not set: nobody is told of anything", Setting.ALERTS_FILE.variable());
      return Optional.empty();
    }
    PolicyCatalog policies = PolicyCatalog.load(settings.policies());
    HttpClient client = DeliveryChannels.client();
    return Optional.of(
        RoutesFile.open(
            settings.alertsFile().get(),
            policies,
            routes -> channels(routes, settings, policies, client)));
  }

  private static DeliveryChannels channels(
      AlertRoutes routes, AlertSenderSettings settings, PolicyCatalog policies, HttpClient client) {
    return DeliveryChannels.of(
        routes, policies, settings.publicUrl(), System.getenv(), client, InstantSource.system());
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
              new MetricsServer.Names(Setting.SENDER_METRICS_BIND, Setting.SENDER_METRICS_PORT),
              metrics,
              this::readiness);
      if (awaitServers()) {
        start();
        ended.await();
      }
    } catch (MisconfiguredException e) {
      misconfigured(e.getMessage());
    } catch (IOException | IllegalStateException e) {
      // A port that is taken, a server that did not come up: a sentence of ours says all there is.
      LOG.error("{}", e.getMessage());
      end(FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(FAILED);
    }
    close();
    return status.get();
  }

  /** Waits for what it cannot start without; false when the app was stopped meanwhile. */
  private boolean awaitServers() throws InterruptedException {
    StartupRetry startup = new StartupRetry(TRY_EVERY, ATTEMPTS, ended);
    ConnectionSettings connections = settings.connections();
    KafkaSetup setup =
        new KafkaSetup(topics, rights, new KafkaTools(connections.kafka()), LOG::warn);
    Map<String, Object> admin =
        connections
            .kafka()
            .admin(
                connections.groups().alertSender(),
                Map.of(
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    5_000,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    15_000));
    if (!startup.await(() -> setUp(setup, admin), kafkaTroubles::of)) {
      return false;
    }
    serdes = connections.registry().serdes();
    return startup.await(() -> serdes.registry().getAllSubjects(), HttpDiagnosis::registry);
  }

  private static void setUp(KafkaSetup setup, Map<String, Object> properties) {
    try (Admin admin = Admin.create(properties)) {
      setup.ensureTopics(admin);
      setup.checkGroups(admin);
    }
  }

  private void start() {
    ConnectionSettings connections = settings.connections();
    file.ifPresent(
        routes -> {
          var unused = looks.scheduleWithFixedDelay(routes::look, 1, 1, TimeUnit.SECONDS);
        });
    pipeline = WatchedPipeline.start(connections, serdes, this::inForce);
    deliveries = new MessageDelivery(() -> inForce().channels(), InstantSource.system());
    ledger =
        new AlertLedger(
            new LedgerClients(connections.kafka(), topics, connections.groups(), serdes),
            this::inForce,
            () -> pipeline.troubles(),
            deliveries,
            new AlertSenderMetrics(metrics.registry(), () -> inForce().faults().isEmpty()),
            PAUSES::apply,
            this::ledgerFailed);
    ledger.start();
  }

  private RoutesInForce inForce() {
    return file.map(RoutesFile::inForce).orElse(RoutesInForce.NONE);
  }

  private Readiness readiness() {
    AlertLedger running = ledger;
    if (running == null) {
      return Readiness.notReady("waiting for Kafka and the schema registry");
    }
    return running.isReady()
        ? Readiness.READY
        : Readiness.notReady("the receivers have not been shared among the instances yet");
  }

  private void ledgerFailed(Throwable failure) {
    kafkaTroubles
        .refusal(failure)
        .filter(diagnosis -> !diagnosis.passes())
        .ifPresentOrElse(
            diagnosis -> misconfigured(diagnosis.sentence()),
            () -> {
              LOG.error("The ledger cannot go on", new RedactedException(failure));
              end(FAILED);
            });
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
    looks.shutdownNow();
    closeUnlessNull(ledger);
    closeUnlessNull(deliveries);
    closeUnlessNull(pipeline);
    closeUnlessNull(serdes);
    closeUnlessNull(server);
    metrics.close();
    LOG.info("Ended");
  }

  private static void closeUnlessNull(AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      LOG.warn("Something could not be closed", new RedactedException(e));
    }
  }
}
