package io.clausewatch.api;

import io.clausewatch.runtime.Metrics;
import io.clausewatch.runtime.Readiness;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;

/**
 * What operators and their tools ask without a token: {@code /healthz}, {@code /readyz}, {@code
 * /metrics}.
 */
final class HealthRoutes implements Routes {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Health health;
  private final Metrics metrics;

  HealthRoutes(Health health, Metrics metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/healthz", ctx -> ctx.json(Map.of("alive", true)), Auth.OPEN);
    routes.get("/readyz", this::ready, Auth.OPEN);
    routes.get(
        "/metrics",
        ctx -> ctx.result(metrics.scrape()).contentType(Metrics.CONTENT_TYPE),
        Auth.OPEN);
  }

  private void ready(Context ctx) {
    Readiness readiness = health.all();
    if (!readiness.ready()) {
      throw Problem.unavailable(readiness.reason(), RETRY_AFTER).exception();
    }
    ctx.json(Map.of("ready", true));
  }
}
