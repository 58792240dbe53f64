package io.clausewatch.status;

import io.clausewatch.platform.metrics.Readiness;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what this server needs, again and again in the background, so that asking for its
 * health costs nothing and never hangs. Safe for use by many threads; close it to end its own.
 */
public final class HealthMonitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

  /** An answer older than this says nothing about now. */
  private static final Duration STALE = Duration.ofSeconds(10);

  private final List<RepeatedCheck> watches;
  private final ScheduledExecutorService threads;

  /**
   * Something that is needed.
   *
   * @param name what it is called in answers, such as {@code kafka}
   * @param check asks it; an exception means that it isn't ready
   */
  public record Need(String name, Callable<Readiness> check) {}

  private HealthMonitor(List<RepeatedCheck> watches, ScheduledExecutorService threads) {
    this.watches = watches;
    this.threads = threads;
  }

  /** Starts to look at each need {@code every} so often, and first at once. */
  public static HealthMonitor watch(List<Need> needs, Duration every) {
    List<RepeatedCheck> watches = needs.stream().map(RepeatedCheck::new).toList();
    ScheduledExecutorService threads =
        Executors.newScheduledThreadPool(
            watches.size(), Thread.ofPlatform().name("health-", 1).daemon().factory());
    for (RepeatedCheck watch : watches) {
      // An error ends the watch; its last answer then grows stale.
      var unused =
          threads.scheduleWithFixedDelay(watch, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }
    return new HealthMonitor(watches, threads);
  }

  /** Whether each need is met, by its name, in the order given. */
  Map<String, Readiness> byName() {
    Map<String, Readiness> all = new LinkedHashMap<>();
    watches.forEach(watch -> all.put(watch.need.name(), watch.latest()));
    return all;
  }

  /**
   * Whether a need is met.
   *
   * @param name of one of those given
   */
  public Readiness of(String name) {
    return watches.stream()
        .filter(watch -> watch.need.name().equals(name))
        .findFirst()
        .orElseThrow()
        .latest();
  }

  /** Whether all needs are met; otherwise the reasons why not. */
  public Readiness all() {
    String reasons =
        byName().entrySet().stream()
            .filter(entry -> !entry.getValue().ready())
            .map(entry -> entry.getKey() + ": " + entry.getValue().reason())
            .collect(Collectors.joining("; "));
    return reasons.isEmpty() ? Readiness.READY : Readiness.notReady(reasons);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** One need, and what the latest look at it found. */
  private static final class RepeatedCheck implements Runnable {

    private final Need need;
    private volatile Seen seen =
        new Seen(Readiness.notReady("not looked at yet"), System.nanoTime());

    private record Seen(Readiness readiness, long at) {}

    RepeatedCheck(Need need) {
      this.need = need;
    }

    @Override
    public void run() {
      Readiness now;
      try {
        now = need.check().call();
      } catch (Exception e) {
        // The class alone: a message may quote values.
        Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
        now = Readiness.notReady("does not answer (" + cause.getClass().getSimpleName() + ")");
      }
      if (!now.equals(seen.readiness())) {
        LOG.info("{} is {}", need.name(), now.ready() ? "ready" : "not ready: " + now.reason());
      }
      seen = new Seen(now, System.nanoTime());
    }

    Readiness latest() {
      Seen last = seen;
      Duration age = Duration.ofNanos(System.nanoTime() - last.at());
      return age.compareTo(STALE) > 0
          ? Readiness.notReady("has not answered for " + age.toSeconds() + " seconds")
          : last.readiness();
    }
  }
}
