package io.clausewatch.platform.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.BooleanSupplier;

/** An app's metrics, those of its JVM among them. Thread-safe; close it with the app. */
public final class AppMetrics implements AutoCloseable {
  /** The content type of {@link #scrape}. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();

  /**
   * Starts to measure the JVM.
   *
   * @param app the value of the tag {@code app} on every metric
   */
  public AppMetrics(String app) {
    registry.config().commonTags("app", app);
    garbage.bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new JvmInfoMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /**
   * Where meters are registered. Their names and tags never hold the value of a record.
   *
   * @return the registry
   */
  public MeterRegistry registry() {
    return registry;
  }

  /**
   * Shows readiness as {@code clausewatch.ready}, 1 or 0.
   *
   * @param ready asked at each scrape; must be quick
   */
  public void ready(BooleanSupplier ready) {
    Gauge.builder("clausewatch.ready", ready, now -> now.getAsBoolean() ? 1 : 0)
        .description("1 when the app does its work; its /readyz says why not")
        .strongReference(true)
        .register(registry);
  }

  /**
   * All metrics as of now.
   *
   * @return Prometheus text of {@link #CONTENT_TYPE}
   */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
