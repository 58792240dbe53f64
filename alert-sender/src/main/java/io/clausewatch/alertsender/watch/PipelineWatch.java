package io.clausewatch.alertsender.watch;

import io.clausewatch.alertroutes.ServiceHeartbeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the pipeline, again and again: what keeps it from seeing or telling everything, and
 * which services are silent. What has gone wrong is told of once it has lasted; what cannot be seen
 * is as it was. Looks on one thread, is asked by many.
 */
public final class PipelineWatch {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineWatch.class);

  static final String JUDGING = "judging";
  static final String INDEXING = "indexing";
  static final String INDEX = "index";

  private static final Set<String> BLINDING = Set.of(JUDGING, INDEXING, INDEX);

  private final Map<String, PipelineCheck> checks;
  private final Supplier<List<ServiceHeartbeat>> heartbeats;
  private final Function<ServiceHeartbeat, PipelineCheck> silence;
  private final InstantSource clock;

  /** A restart or a rebalance is no trouble. */
  private final Duration lasts;

  private final Map<String, Instant> since = new HashMap<>();
  private final Map<String, String> latest = new LinkedHashMap<>();
  private final Duration knowsAfter;
  private Map<ServiceHeartbeat, String> latestSilence = Map.of();
  private Instant begun;
  private volatile Optional<PipelineTroubles> seen = Optional.empty();

  /**
   * A watch that has not looked yet.
   *
   * @param checks by names that stay the same
   * @param heartbeats the services that are to be heard of
   * @param silence looks whether one is
   * @param lasts how long a trouble has to last before it is one
   * @param knowsAfter how long it looks before it says anything
   */
  PipelineWatch(
      Map<String, PipelineCheck> checks,
      Supplier<List<ServiceHeartbeat>> heartbeats,
      Function<ServiceHeartbeat, PipelineCheck> silence,
      Duration lasts,
      Duration knowsAfter,
      InstantSource clock) {
    this.lasts = lasts;
    this.knowsAfter = knowsAfter;
    this.checks = new LinkedHashMap<>(checks);
    this.heartbeats = heartbeats;
    this.silence = silence;
    this.clock = clock;
  }

  /** What goes wrong; empty as long as nobody has looked. */
  public Optional<PipelineTroubles> troubles() {
    return seen;
  }

  /** Looks at everything. */
  public void look() {
    Map<String, String> pipeline = new LinkedHashMap<>();
    checks.forEach(
        (name, check) -> look(name, check, lasts).ifPresent(words -> pipeline.put(name, words)));
    if (pipeline.keySet().stream().anyMatch(BLINDING::contains)) {
      // Nothing is heard of anybody then.
      publish(pipeline, latestSilence);
      return;
    }
    Map<ServiceHeartbeat, String> silent = new HashMap<>();
    for (ServiceHeartbeat one : heartbeats.get()) {
      look("heartbeat " + one, silence.apply(one), Duration.ZERO)
          .ifPresent(words -> silent.put(one, words));
    }
    latestSilence = Map.copyOf(silent);
    publish(pipeline, latestSilence);
  }

  /**
   * Who has just begun to look does not know yet what lasts, and would say that it is over what
   * another said that it is so.
   */
  private void publish(Map<String, String> pipeline, Map<ServiceHeartbeat, String> silent) {
    Instant now = clock.instant();
    if (begun == null) {
      begun = now;
    }
    if (!now.isBefore(begun.plus(knowsAfter))) {
      seen = Optional.of(new PipelineTroubles(pipeline, silent));
    }
  }

  private Optional<String> look(String name, PipelineCheck check, Duration atLeast) {
    Instant now = clock.instant();
    try {
      Optional<String> trouble = check.trouble(now);
      if (trouble.isEmpty()) {
        since.remove(name);
        latest.remove(name);
        return Optional.empty();
      }
      Instant begun = since.computeIfAbsent(name, ignored -> now);
      if (latest.containsKey(name) || !now.isBefore(begun.plus(atLeast))) {
        // The words stay those of the beginning: numbers in them are no news.
        latest.putIfAbsent(name, trouble.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.debug("{} cannot be seen: {}", name, e.getClass().getSimpleName());
    }
    return Optional.ofNullable(latest.get(name));
  }
}
