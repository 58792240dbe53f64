package io.clausewatch.status;

import io.clausewatch.http.AccessControl;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.Problem;
import io.clausewatch.http.Routes;
import io.clausewatch.platform.metrics.AppMetrics;
import io.clausewatch.platform.metrics.Readiness;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.Map;

/**
 * What operators and their tools ask without a token: {@code /healthz}, {@code /readyz}, {@code
 * /metrics}.
 */
public final class HealthRoutes implements Routes {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final HealthMonitor health;
  private final AppMetrics metrics;

  public HealthRoutes(HealthMonitor health, AppMetrics metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  @Override
  public void register(RoutesConfig routes) {
    probe(routes, "/healthz", ctx -> ctx.json(Map.of("alive", true)));
    probe(routes, "/readyz", this::ready);
    probe(
        routes,
        "/metrics",
        ctx -> ctx.result(metrics.scrape()).contentType(AppMetrics.CONTENT_TYPE));
  }

  /** Load balancers and scrapers may add parameters of their own, which change nothing. */
  private static void probe(RoutesConfig routes, String path, Handler answer) {
    routes.get(path, answer, AccessControl.OPEN, KnownParameters.LEFT_TO_CALL);
  }

  private void ready(Context ctx) {
    Readiness readiness = health.all();
    if (!readiness.ready()) {
      throw Problem.unavailable(readiness.reason(), RETRY_AFTER).exception();
    }
    ctx.json(Map.of("ready", true));
  }
}
