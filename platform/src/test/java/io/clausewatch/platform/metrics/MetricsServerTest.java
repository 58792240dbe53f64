package io.clausewatch.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.platform.config.Setting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
  private static final MetricsServer.Names NAMES =
      new MetricsServer.Names(Setting.PROCESSOR_METRICS_BIND, Setting.PROCESSOR_METRICS_PORT);

  private final AppMetrics metrics = new AppMetrics("under-test");
  private volatile Readiness readiness = Readiness.READY;
  private MetricsServer server;

  @BeforeEach
  void start() throws IOException {
    server = MetricsServer.start("127.0.0.1", 0, NAMES, metrics, () -> readiness);
  }

  @AfterEach
  void stop() {
    server.close();
    metrics.close();
  }

  @Test
  void showsTheAppsMetricsAndThoseOfItsJvm() throws Exception {
    metrics.registry().counter("clausewatch.things").increment(3);
    HttpResponse<String> answer = get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains(AppMetrics.CONTENT_TYPE);
    assertThat(answer.body())
        .contains("clausewatch_things_total{app=\"under-test\"} 3.0")
        .contains("jvm_memory_used_bytes{app=\"under-test\"");
  }

  @Test
  void isAlive() throws Exception {
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void tellsWhyItIsNotReady() throws Exception {
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    readiness = Readiness.notReady("Elasticsearch does not answer");
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("not ready: Elasticsearch does not answer\n");
  }

  @Test
  void refusesEverythingElse() throws Exception {
    assertThat(get("/metrics/more").statusCode()).isEqualTo(404);
    assertThat(send("/metrics", "POST").statusCode()).isEqualTo(405);
    assertThat(send("/metrics", "HEAD").statusCode()).isEqualTo(200);
  }

  @Test
  void aTakenPortIsNamed() {
    assertThatThrownBy(
            () -> MetricsServer.start("127.0.0.1", server.port(), NAMES, metrics, () -> readiness))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot listen on 127.0.0.1 port %d (Address already in use): choose another"
                + " CLAUSEWATCH_PROCESSOR_METRICS_PORT or CLAUSEWATCH_PROCESSOR_METRICS_BIND",
            server.port());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(path, "GET");
  }

  private HttpResponse<String> send(String path, String method)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(server.port(), path)))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
