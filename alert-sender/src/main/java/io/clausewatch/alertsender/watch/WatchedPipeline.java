package io.clausewatch.alertsender.watch;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.platform.elasticsearch.ElasticsearchConnection;
import io.clausewatch.readmodel.index.IndexTemplates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Watches the pipeline of an installation, from {@link #start} to {@link #close}. */
public final class WatchedPipeline implements AutoCloseable {
  private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(10);

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private final Admin admin;
  private final ElasticsearchConnection elasticsearch;
  private final PipelineWatch watch;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("pipeline-watch").daemon().factory());

  private WatchedPipeline(Admin admin, ElasticsearchConnection elasticsearch, PipelineWatch watch) {
    this.admin = admin;
    this.elasticsearch = elasticsearch;
    this.watch = watch;
  }

  /**
   * Begins to watch.
   *
   * @param serdes whose registry is watched; not closed here
   * @param lasts how long something has to be wrong before it is told of
   * @param routes say which services are to be heard of
   */
  public static WatchedPipeline start(
      ConnectionSettings settings,
      AvroSerdes serdes,
      Duration lasts,
      Supplier<RoutesInForce> routes) {
    Duration stuckAfter = lasts.multipliedBy(2);
    Admin admin =
        Admin.create(
            settings
                .kafka()
                .admin(
                    settings.groups().alertSender() + "-watch",
                    Map.of(
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) ANSWER_WITHIN.toMillis(),
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) ANSWER_WITHIN.toMillis())));
    ElasticsearchConnection elasticsearch =
        ElasticsearchConnection.open(settings.elasticsearch(), ANSWER_WITHIN, MAX_ANSWER_BYTES);
    TrailChecks trail =
        new TrailChecks(elasticsearch.client(), IndexTemplates.of(settings).trail());
    Topics topics = settings.topics();
    Map<String, PipelineCheck> checks = new LinkedHashMap<>();
    checks.put(
        PipelineWatch.JUDGING,
        new GroupCheck(
            admin,
            settings.groups().processor(),
            AlertReason.PROCESSOR_DOWN,
            AlertReason.PROCESSOR_STUCK,
            stuckAfter));
    checks.put(
        PipelineWatch.INDEXING,
        new GroupCheck(
            admin,
            settings.groups().indexer(),
            AlertReason.INDEXER_DOWN,
            AlertReason.INDEXER_STUCK,
            stuckAfter));
    checks.put(PipelineWatch.INDEX, trail::index);
    checks.put("registry", now -> registry(serdes));
    checks.put(
        "dead letters",
        new DeadLetterCheck(admin, topics.deadLetters().name(), topics.deadLetters().partitions()));
    checks.put("undecided", trail::undecided);
    PipelineWatch watch =
        new PipelineWatch(
            checks,
            () -> routes.get().routes().heartbeats(),
            trail::silence,
            lasts,
            // What is stuck has been seen for as long as it has to last by then.
            stuckAfter.plus(lasts),
            InstantSource.system());
    Duration third = lasts.dividedBy(3);
    Duration every = third.compareTo(LOOK_AT_LEAST_EVERY) < 0 ? third : LOOK_AT_LEAST_EVERY;
    WatchedPipeline watched = new WatchedPipeline(admin, elasticsearch, watch);
    var unused =
        watched.thread.scheduleWithFixedDelay(
            watch::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    return watched;
  }

  private static Optional<String> registry(AvroSerdes serdes) {
    try {
      serdes.registry().getAllSubjects();
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(AlertReason.REGISTRY_AWAY.of().text());
    }
  }

  /** What goes wrong; empty as long as nobody has looked. */
  public Optional<PipelineTroubles> troubles() {
    return watch.troubles();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(Duration.ZERO);
    elasticsearch.close();
  }
}
