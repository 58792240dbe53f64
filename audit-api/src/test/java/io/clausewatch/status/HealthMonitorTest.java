package io.clausewatch.status;

import static io.clausewatch.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.PassCause;
import io.clausewatch.contract.PolicyPass;
import io.clausewatch.contract.Topics;
import io.clausewatch.http.LogCapture;
import io.clausewatch.http.Problem;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.page.TestPages;
import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.kafka.ConsumerGroups;
import io.clausewatch.platform.metrics.AppMetrics;
import io.clausewatch.platform.metrics.Readiness;
import io.clausewatch.policies.PolicyProgress;
import io.clausewatch.status.HealthMonitor.Need;
import io.clausewatch.status.StartupSteps.Step;
import io.clausewatch.table.MemoryTable;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {

  private static final Duration OFTEN = Duration.ofMillis(10);

  @Test
  void readyMeansThatEverythingIs() {
    AtomicReference<Readiness> one = new AtomicReference<>(Readiness.READY);
    AtomicReference<Readiness> two = new AtomicReference<>(Readiness.notReady("still asleep"));
    try (HealthMonitor health =
            HealthMonitor.watch(
                List.of(new Need("one", one::get), new Need("two", two::get)), OFTEN);
        AppMetrics metrics = new AppMetrics("test");
        TestServer server = new TestServer(new HealthRoutes(health, metrics))) {
      await().until(() -> health.byName().get("one").ready());
      await().until(() -> health.all().reason().contains("asleep"));

      HttpResponse<String> asleep = server.get("/readyz", null);
      assertThat(asleep.statusCode()).isEqualTo(503);
      assertThat(asleep.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
      assertThat(asleep.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(json(asleep).path("detail").asText()).isEqualTo("two: still asleep");
      assertThat(server.get("/healthz", null).statusCode()).isEqualTo(200);

      two.set(Readiness.READY);
      await().until(() -> health.all().ready());
      assertThat(server.get("/readyz", null).body()).isEqualTo("{\"ready\":true}");

      HttpResponse<String> scraped = server.get("/metrics", null);
      assertThat(scraped.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
      assertThat(scraped.body()).contains("jvm_memory_used_bytes");
    }
  }

  @Test
  void anExceptionIsNotReadyAndItsMessageStaysHere() {
    try (HealthMonitor health =
        HealthMonitor.watch(
            List.of(
                new Need(
                    "one",
                    () -> {
                      throw new IOException("person-4711");
                    })),
            OFTEN)) {
      await().until(() -> health.all().reason().equals("one: does not answer (IOException)"));
    }
  }

  @Test
  void aNeedThatHangsHoldsUpNobody() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (HealthMonitor health =
        HealthMonitor.watch(
            List.of(
                new Need(
                    "hangs",
                    () -> {
                      never.await();
                      return Readiness.READY;
                    }),
                new Need("works", () -> Readiness.READY)),
            OFTEN)) {
      await().until(() -> health.byName().get("works").ready());
      assertThat(health.byName().get("hangs").ready()).isFalse();
    }
  }

  @Test
  void setupIsTriedUntilItSucceeds() {
    AtomicInteger attempts = new AtomicInteger();
    try (StartupSteps setup =
        StartupSteps.start(
            List.of(
                () -> {
                  if (attempts.incrementAndGet() < 3) {
                    throw new IOException("not yet");
                  }
                }),
            OFTEN)) {
      await().until(() -> setup.readiness().ready());
      assertThat(attempts).hasValue(3);
    }
  }

  private static List<Need> needs(AtomicReference<Readiness> kafka) {
    return List.of(
        new Need("kafka", kafka::get),
        new Need("registry", () -> Readiness.READY),
        new Need("elasticsearch", () -> Readiness.READY),
        new Need("processor", () -> Readiness.READY));
  }

  @Test
  void setupSaysHowToMendWhatDoesNotPass() {
    try (LogCapture log = new LogCapture();
        StartupSteps setup =
            StartupSteps.start(
                List.of(
                    Step.mendable(
                        () -> {
                          throw new IOException("away");
                        },
                        e -> new Diagnosis("grant this right", false))),
                OFTEN)) {
      await().until(() -> setup.readiness().reason().equals("not set up yet: grant this right"));
      await().until(() -> log.text().contains("Cannot set up yet: grant this right"));
    }
  }

  @Test
  void whyItIsNotReadyIsLogged() {
    AtomicReference<Readiness> one = new AtomicReference<>(Readiness.notReady("no certificate"));
    try (LogCapture log = new LogCapture();
        HealthMonitor health = HealthMonitor.watch(List.of(new Need("one", one::get)), OFTEN)) {
      await().until(() -> log.text().contains("one is not ready: no certificate"));
      one.set(Readiness.notReady("no right"));
      await().until(() -> log.text().contains("one is not ready: no right"));
      assertThat(health.all().reason()).isEqualTo("one: no right");
    }
  }

  @Test
  void theStatusSaysAllOfIt() {
    FakeOffsets offsets = new FakeOffsets();
    offsets.ends.put(new TopicPartition("t.facts", 0), 7L);
    PipelineLag lag =
        new PipelineLag(
            offsets, new Topics("t.", 1, 1), ConsumerGroups.of("t."), 1, () -> 0, System::nanoTime);
    MemoryTable<PolicyPass> passes = new MemoryTable<>();
    AtomicReference<Readiness> kafka = new AtomicReference<>(Readiness.READY);
    try (HealthMonitor health = HealthMonitor.watch(needs(kafka), OFTEN);
        TestServer server =
            new TestServer(
                new StatusRoutes(
                    lag, health, new PolicyProgress(passes, TestPages.catalog()), 5, "1.2.3"))) {
      await().until(() -> health.all().ready());
      assertThat(server.get("/v1/status", null).statusCode()).isEqualTo(401);
      for (Role role : Role.values()) {
        assertThat(server.get("/v1/status", role).body())
            .isEqualTo(
                "{\"ready\":true,\"processorLag\":7,\"indexerLag\":0,\"kafka\":{\"ready\":true},"
                    + "\"registry\":{\"ready\":true},\"elasticsearch\":{\"ready\":true},"
                    + "\"processor\":{\"ready\":true},\"judgingAgain\":[],\"policies\":5,"
                    + "\"version\":\"1.2.3\"}");
      }

      Instant since = Instant.parse("2026-01-31T09:02:00Z");
      passes.put(
          "loen-partner-center|0",
          PolicyPass.newBuilder()
              .setPolicyId("loen-partner-center")
              .setPartition(0)
              .setCause(PassCause.FACT)
              .setShare(0.5)
              .setJudgedAgain(500)
              .setStartedAt(since)
              .setUpdatedAt(since)
              .build());
      assertThat(json(server.get("/v1/status", Role.PRODUCER)).path("judgingAgain").toString())
          .isEqualTo(
              "[{\"policyId\":\"loen-partner-center\",\"since\":\"2026-01-31T09:02:00Z\","
                  + "\"because\":\"FACT\",\"share\":0.5,\"judgedAgain\":500}]");
      passes.away = true;
      assertThat(json(server.get("/v1/status", Role.PRODUCER)).path("judgingAgain").isNull())
          .isTrue();

      kafka.set(Readiness.notReady("gone"));
      offsets.unknown = "Kafka does not answer";
      await().until(() -> !health.all().ready());
      await()
          .untilAsserted(
              () -> {
                JsonNode status = json(server.get("/v1/status", Role.AUDITOR));
                assertThat(status.path("ready").asBoolean()).isFalse();
                assertThat(status.path("processorLag").isNull()).isTrue();
                assertThat(status.path("indexerLag").isNull()).isTrue();
                assertThat(status.path("reason").asText())
                    .isEqualTo("kafka: gone; lag: Kafka does not answer");
                assertThat(status.path("kafka").path("reason").asText()).isEqualTo("gone");
              });
    }
  }
}
