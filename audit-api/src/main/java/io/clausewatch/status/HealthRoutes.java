package io.clausewatch.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.http.AccessControl;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.AsyncBody;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.Problem;
import io.clausewatch.http.Routes;
import io.clausewatch.platform.metrics.AppMetrics;
import io.clausewatch.platform.metrics.Readiness;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What operators and their tools ask without a token: {@code /healthz}, {@code /readyz}, {@code
 * /metrics}.
 */
public final class HealthRoutes implements Routes {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** How long metrics are told again as they were. */
  private static final Duration SHOWN_FOR = Duration.ofMillis(100);

  private final HealthMonitor health;
  private final AppMetrics metrics;
  private byte[] scraped;
  private long scrapedAt;

  /** Calls that tell of an app's health, and show its metrics. */
  public HealthRoutes(HealthMonitor health, AppMetrics metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  @Override
  public void register(RoutesConfig routes) {
    probe(routes, "/healthz", ctx -> send(ctx, 200, Map.of("alive", true)));
    probe(routes, "/readyz", this::ready);
    probe(routes, "/metrics", ctx -> AsyncBody.send(ctx, AppMetrics.CONTENT_TYPE, scraped()));
  }

  /** Load balancers and scrapers may add parameters of their own, which change nothing. */
  private static void probe(RoutesConfig routes, String path, Handler answer) {
    routes.get(path, answer, AccessControl.OPEN, KnownParameters.LEFT_TO_CALL);
  }

  @Override
  public Set<String> withoutThread() {
    return Set.of("/healthz", "/readyz", "/metrics");
  }

  /** It takes long to write, and anybody may ask for it, as often as they like. */
  private synchronized byte[] scraped() {
    long now = System.nanoTime();
    if (scraped == null || now - scrapedAt > SHOWN_FOR.toNanos()) {
      scraped = metrics.scrape().getBytes(UTF_8);
      scrapedAt = now;
    }
    return scraped;
  }

  private void ready(Context ctx) throws IOException {
    Readiness readiness = health.all();
    if (readiness.ready()) {
      send(ctx, 200, Map.of("ready", true));
      return;
    }
    Problem problem = Problem.unavailable(readiness.reason(), RETRY_AFTER);
    problem.headers().forEach(ctx::header);
    ctx.status(problem.status());
    AsyncBody.send(ctx, Problem.MEDIA_TYPE, ApiJson.bytes(problem.toJson()));
  }

  private static void send(Context ctx, int status, Object json) throws IOException {
    ctx.status(status);
    AsyncBody.send(ctx, "application/json", ApiJson.bytes(json));
  }
}
