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
import io.clausewatch.platform.kafka.KafkaDiagnosis;
import io.clausewatch.platform.kafka.KafkaRights;
import io.clausewatch.platform.metrics.AppMetrics;
import io.clausewatch.platform.metrics.MetricsServer;
import io.clausewatch.platform.metrics.Readiness;
import io.clausewatch.platform.privacy.RedactedException;
import io.clausewatch.platform.retry.RetryPolicy;
import io.clausewatch.platform.startup.AppLifecycle;
import io.clausewatch.platform.startup.StartupServers;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
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

  /** The contract's. */
  private static final IntFunction<Duration> PAUSES =
      RetryPolicy.pauses(Duration.ofSeconds(1), Duration.ofMinutes(10));

  private final AlertSenderSettings settings;
  private final Optional<RoutesFile> file;
  private final Topics topics;
  private final KafkaRights rights;
  private final KafkaDiagnosis kafkaTroubles;
  private final AppMetrics metrics = new AppMetrics("alert-sender");
  private final AppLifecycle lifecycle = new AppLifecycle();
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
      System.exit(AppLifecycle.MISCONFIGURED);
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
            new MetricsServer.Names(Setting.SENDER_METRICS_BIND, Setting.SENDER_METRICS_PORT),
            metrics,
            this::readiness);
    Optional<AvroSerdes> up =
        StartupServers.await(
            connections, connections.groups().alertSender(), rights, kafkaTroubles, lifecycle);
    if (up.isPresent()) {
      serdes = up.get();
      startSending(connections);
    }
  }

  private void startSending(ConnectionSettings connections) {
    file.ifPresent(
        routes -> {
          var unused = looks.scheduleWithFixedDelay(routes::look, 1, 1, TimeUnit.SECONDS);
        });
    pipeline = WatchedPipeline.start(connections, serdes, settings.troubleAfter(), this::inForce);
    deliveries = new MessageDelivery(() -> inForce().channels(), InstantSource.system());
    ledger =
        new AlertLedger(
            new LedgerClients(connections.kafka(), topics, connections.groups(), serdes),
            this::inForce,
            () -> pipeline.troubles(),
            deliveries,
            new AlertSenderMetrics(metrics.registry(), () -> inForce().faults().isEmpty()),
            PAUSES::apply,
            connections.retention().trail(),
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
    lifecycle.failed("The ledger cannot go on", failure, kafkaTroubles);
  }

  /** Ends everything once, whoever asks first: the shutdown hook, or the main thread. */
  private void close() {
    if (!lifecycle.close()) {
      return;
    }
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
