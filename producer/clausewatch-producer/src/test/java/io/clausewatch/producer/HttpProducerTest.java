package io.clausewatch.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Event;
import io.clausewatch.producer.EventNotSentException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.types.Password;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpProducerTest {
  private final TestApi api;

  HttpProducerTest() throws IOException {
    api = new TestApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private ProducerSettings settings() {
    return ProducerSettings.http(api.url(), "a-token");
  }

  private static Event event(String id) {
    return AccessEvent.builder()
        .eventId(id)
        .occurredAt(Instant.now())
        .policyId("sony-music-kr")
        .service("shop")
        .subjectIds("member-4711")
        .actor(ActorBuilder.of("kim", ActorKind.STAFF))
        .read()
        .purpose("marketing")
        .build();
  }

  private static Reason reasonOf(CompletableFuture<EventReceipt> future) throws Exception {
    try {
      future.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return ((EventNotSentException) e.getCause()).reason();
    }
    throw new AssertionError("it was sent");
  }

  @Test
  void eventsGoInBatches() throws Exception {
    CountDownLatch more = new CountDownLatch(1);
    api.behave(
        batch -> {
          more.await();
          return TestApi.Answer.accepted(batch.size());
        });
    List<Event> events = IntStream.range(0, 700).mapToObj(i -> event("e-" + i)).toList();
    try (ClausewatchProducer producer = ClausewatchProducer.create(settings())) {
      CompletableFuture<Void> sent = producer.sendAll(events);
      assertThat(sent).isNotDone();
      more.countDown();
      producer.flush();
      assertThat(sent).isCompleted();
      assertThat(producer.metrics().delivered()).isEqualTo(700);
      assertThat(producer.metrics().waitingBytes()).isZero();
    }
    assertThat(api.ids()).containsExactlyElementsOf(events.stream().map(Event::eventId).toList());
    assertThat(api.batches()).hasSizeLessThan(10).allMatch(size -> size <= 500);
  }

  @Test
  void whatIsRefusedFailsWithItsFaultsAndTheRestIsSent() throws Exception {
    CountDownLatch both = new CountDownLatch(1);
    try (ClausewatchProducer producer = ClausewatchProducer.create(settings())) {
      api.behave(
          first -> {
            both.await();
            return first(first.size());
          });
      CompletableFuture<EventReceipt> head = producer.send(event("e-0"));
      api.awaitRequest();
      CompletableFuture<EventReceipt> taken = producer.send(event("e-1"));
      CompletableFuture<EventReceipt> refused = producer.send(event("e-2"));
      both.countDown();
      assertThat(head.get().warnings()).isEmpty();
      assertThat(taken.get().warnings())
          .containsExactly(
              "$.data.purpose: not in the vocabulary (the closest known is marketing)");
      assertThat(reasonOf(refused)).isEqualTo(Reason.REJECTED);
      assertThatThrownBy(refused::get).hasMessageContaining("$.source: no");
    }
  }

  private static TestApi.Answer first(int size) {
    if (size == 1) {
      return TestApi.Answer.accepted(1);
    }
    return new TestApi.Answer(
        202,
        """
        {"accepted": 1, "rejected": [{"index": 1, "id": "e-2", "errors": ["$.source: no"]}],
         "warnings": [{"index": 0, "id": "e-1", "path": "$.data.purpose",
           "message": "not in the vocabulary", "closest": "marketing"}]}
        """,
        null);
  }

  @Test
  void aBatchThatIsRefusedAsAWholeGoesInHalves() throws Exception {
    CountDownLatch all = new CountDownLatch(1);
    api.behave(
        batch -> {
          all.await();
          boolean spoilt = batch.toString().contains("e-5");
          return spoilt ? TestApi.Answer.of(413) : TestApi.Answer.accepted(batch.size());
        });
    try (ClausewatchProducer producer = ClausewatchProducer.create(settings())) {
      List<CompletableFuture<EventReceipt>> sent = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        sent.add(producer.send(event("e-" + i)));
      }
      all.countDown();
      assertThat(reasonOf(sent.remove(5))).isEqualTo(Reason.REJECTED);
      for (CompletableFuture<EventReceipt> other : sent) {
        assertThat(other.get(10, TimeUnit.SECONDS)).isNotNull();
      }
    }
    assertThat(api.ids()).hasSize(7).doesNotContain("e-5");
  }

  @Test
  void aBusyApiIsAskedAgainWhenItSays() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    api.behave(
        batch ->
            switch (calls.incrementAndGet()) {
              case 1 -> new TestApi.Answer(429, "{}", "1");
              case 2 -> TestApi.Answer.of(503);
              default -> TestApi.Answer.accepted(batch.size());
            });
    try (ClausewatchProducer producer = ClausewatchProducer.create(settings())) {
      long start = System.nanoTime();
      assertThat(producer.send(event("e-1")).get(20, TimeUnit.SECONDS).eventId()).isEqualTo("e-1");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
      assertThat(producer.metrics().retries()).isEqualTo(2);
    }
  }

  @Test
  void whatCannotBeDeliveredInTimeFailsAndTellsWhy() throws Exception {
    api.behave(batch -> new TestApi.Answer(401, "{\"title\": \"Unauthorized\"}", null));
    ProducerSettings hurried = settings().withDeliveryTimeout(Duration.ofMillis(50));
    try (ClausewatchProducer producer = ClausewatchProducer.create(hurried)) {
      CompletableFuture<EventReceipt> sent = producer.send(event("e-1"));
      assertThat(reasonOf(sent)).isEqualTo(Reason.TIMED_OUT);
      assertThatThrownBy(sent::get).hasMessageContaining("401 (Unauthorized)");
    }
  }

  @Test
  void aFullBufferBlocksForAWhileAndThenFails() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    api.behave(
        batch -> {
          open.await();
          return TestApi.Answer.accepted(batch.size());
        });
    ProducerSettings small = settings().withBufferBytes(1).withMaxBlock(Duration.ofMillis(100));
    try (ClausewatchProducer producer = ClausewatchProducer.create(small)) {
      CompletableFuture<EventReceipt> first = producer.send(event("e-1"));
      assertThat(reasonOf(producer.send(event("e-2")))).isEqualTo(Reason.BUFFER_FULL);
      open.countDown();
      assertThat(first.get(10, TimeUnit.SECONDS).eventId()).isEqualTo("e-1");
      assertThat(producer.send(event("e-3")).get(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(producer.metrics().failed()).isEqualTo(1);
    }
    assertThat(api.ids()).containsExactly("e-1", "e-3");
  }

  @Test
  void whoIsInterruptedWhileTheBufferIsFullIsToldAndStaysInterrupted() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    api.behave(
        batch -> {
          open.await();
          return TestApi.Answer.accepted(batch.size());
        });
    ProducerSettings small = settings().withBufferBytes(1).withMaxBlock(Duration.ofMinutes(5));
    try (ClausewatchProducer producer = ClausewatchProducer.create(small)) {
      CompletableFuture<EventReceipt> first = producer.send(event("e-1"));
      AtomicReference<CompletableFuture<EventReceipt>> second = new AtomicReference<>();
      AtomicReference<Boolean> interrupted = new AtomicReference<>();
      Thread thread =
          new Thread(
              () -> {
                second.set(producer.send(event("e-2")));
                interrupted.set(Thread.currentThread().isInterrupted());
              });
      thread.start();
      Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
      thread.interrupt();
      thread.join();
      assertThat(reasonOf(second.get())).isEqualTo(Reason.INTERRUPTED);
      assertThat(interrupted.get()).isTrue();
      open.countDown();
      assertThat(first.get(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void closeWaitsForWhatWasTakenAndTakesNoMore() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    api.behave(
        batch -> {
          open.await();
          return TestApi.Answer.accepted(batch.size());
        });
    ClausewatchProducer producer = ClausewatchProducer.create(settings());
    List<CompletableFuture<EventReceipt>> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sent.add(producer.send(event("e-" + i)));
    }
    Thread closing = new Thread(producer::close);
    closing.start();
    Awaitility.await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    assertThat(reasonOf(producer.send(event("e-late")))).isEqualTo(Reason.CLOSED);
    open.countDown();
    closing.join();
    assertThat(sent).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
    assertThat(api.ids()).hasSize(20);
  }

  @Test
  void whatIsLeftWhenCloseHasNoMoreTimeFails() throws Exception {
    api.behave(batch -> TestApi.Answer.of(503));
    ClausewatchProducer producer =
        ClausewatchProducer.create(settings().withCloseTimeout(Duration.ofMillis(100)));
    CompletableFuture<EventReceipt> sent = producer.send(event("e-1"));
    producer.close();
    assertThat(reasonOf(sent)).isEqualTo(Reason.CLOSED);
  }

  @Test
  void anEventThatBreaksTheContractIsNotSent() {
    Event old = event("e-1");
    old.access().setPurpose(" ");
    try (ClausewatchProducer producer = ClausewatchProducer.create(settings())) {
      assertThatThrownBy(() -> producer.send(old).get())
          .hasCauseInstanceOf(InvalidEventException.class)
          .hasMessageContaining("$.purpose");
    }
    assertThat(api.batches()).isEmpty();
  }

  @Test
  void whatIsInTheSpoolIsSentByTheNextProducer(@TempDir Path folder) throws Exception {
    ProducerSettings spooled =
        settings().withSpool(folder, 1 << 20).withCloseTimeout(Duration.ofMillis(50));
    api.behave(batch -> TestApi.Answer.of(503));
    try (ClausewatchProducer first = ClausewatchProducer.create(spooled)) {
      for (int i = 0; i < 10; i++) {
        var unused = first.send(event("e-" + i));
      }
      assertThatThrownBy(() -> ClausewatchProducer.create(spooled))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Another producer");
    }
    Path file;
    try (var files = Files.list(folder)) {
      file = files.filter(one -> one.toString().endsWith(".events")).findFirst().orElseThrow();
    }
    // As when the power fails while it writes, and the file is longer than what came to the disk.
    Files.write(file, new byte[100], StandardOpenOption.APPEND);
    api.behave(batch -> TestApi.Answer.accepted(batch.size()));
    try (ClausewatchProducer second =
        ClausewatchProducer.create(spooled.withCloseTimeout(Duration.ofSeconds(10)))) {
      assertThat(second.send(event("e-10")).get(10, TimeUnit.SECONDS)).isNotNull();
      second.flush();
    }
    assertThat(api.ids()).hasSize(11).contains("e-0", "e-9", "e-10");
    try (var files = Files.list(folder)) {
      assertThat(files.map(one -> one.getFileName().toString()))
          .as("none is left but what could not be read")
          .containsExactlyInAnyOrder("lock", file.getFileName() + ".damaged");
    }
  }

  @Test
  void noInterruptClosesASpool(@TempDir Path folder) throws Exception {
    byte[] bytes = "consent {}".getBytes(UTF_8);
    try (EventSpool spool = EventSpool.open(folder)) {
      Thread.currentThread().interrupt();
      EventSpool.SpooledEvent first = spool.append(bytes);
      assertThat(first.read()).isEqualTo(bytes);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(spool.append(bytes).read()).isEqualTo(bytes);
    }
    try (EventSpool again = EventSpool.open(folder)) {
      assertThat(again.takeFound()).hasSize(2);
    }
  }

  @Test
  void aRecordThatLacksWhatItMustHaveIsRefusedAtOnce() throws Exception {
    Access access = ((Access) event("e-1").record());
    access.setPurpose(null);
    access.setOperation(null);
    try (ClausewatchProducer producer = ClausewatchProducer.create(settings())) {
      CompletableFuture<EventReceipt> refused = producer.send(Event.of(access));
      assertThatThrownBy(refused::get)
          .hasCauseInstanceOf(InvalidEventException.class)
          .hasMessageContaining("$.purpose: expected ")
          .hasMessageContaining("$.operation: expected ");
      assertThat(producer.send(event("e-2")).get(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  /** As the file of a secret is often written. */
  @Test
  void aTokenMayEndWithALineEnd() throws Exception {
    ProducerSettings fromFile =
        ProducerSettings.of(new ProducerEndpoint.Http(api.url(), () -> "a-token\n"));
    try (ClausewatchProducer producer = ClausewatchProducer.create(fromFile)) {
      assertThat(producer.send(event("e-1")).get(10, TimeUnit.SECONDS)).isNotNull();
    }
    CloudEventSender wrong =
        new CloudEventSender(new ProducerEndpoint.Http(api.url(), () -> "a\ntoken"));
    assertThatThrownBy(() -> wrong.send(List.of("{}".getBytes(UTF_8))))
        .isInstanceOf(DeliveryDelayedException.class)
        .hasMessageNotContaining("token\"")
        .hasNoCause();
  }

  /** The API answers so once, and takes all after that; says how often it was asked. */
  private AtomicInteger answerFirst(TestApi.Answer first) {
    AtomicInteger times = new AtomicInteger();
    api.behave(
        batch -> times.getAndIncrement() == 0 ? first : TestApi.Answer.accepted(batch.size()));
    return times;
  }

  /** A 400 that is no problem of the API's is of something in between, and of no event. */
  @Test
  void whatAProxyRefusesIsSentAgain() throws Exception {
    AtomicInteger times = answerFirst(new TestApi.Answer(400, "<html>plain HTTP</html>", null));
    try (ClausewatchProducer producer = ClausewatchProducer.create(settings())) {
      assertThat(producer.send(event("e-1")).get(10, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(times).hasValue(2);
  }

  @Test
  void whatDependsOnAFutureEndsNothingByAnInterrupt() throws Exception {
    try (ClausewatchProducer producer = ClausewatchProducer.create(settings())) {
      producer
          .send(event("e-1"))
          .thenRun(() -> Thread.currentThread().interrupt())
          .get(10, TimeUnit.SECONDS);
      assertThat(producer.send(event("e-2")).get(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void aTimeMayBeForEver() throws Exception {
    AtomicInteger times = answerFirst(TestApi.Answer.of(503));
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
    try (ClausewatchProducer producer =
        ClausewatchProducer.create(settings().withDeliveryTimeout(forEver).withMaxBlock(forEver))) {
      assertThat(producer.send(event("e-1")).get(10, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(times).hasValue(2);
  }

  @Test
  void aFullSpoolBlocksToo(@TempDir Path folder) throws Exception {
    api.behave(batch -> TestApi.Answer.of(503));
    ProducerSettings spooled =
        settings()
            .withSpool(folder, 1)
            .withMaxBlock(Duration.ofMillis(20))
            .withCloseTimeout(Duration.ofMillis(50));
    try (ClausewatchProducer producer = ClausewatchProducer.create(spooled)) {
      CompletableFuture<EventReceipt> first = producer.send(event("e-1"));
      assertThat(reasonOf(producer.send(event("e-2")))).isEqualTo(Reason.BUFFER_FULL);
      assertThat(first).isNotDone();
    }
  }

  @Test
  void settingsTellEveryFault() {
    assertThatThrownBy(
            () ->
                ProducerSettings.of(
                    Map.of(
                        "CLAUSEWATCH_TRANSPORT", "kafka",
                        "CLAUSEWATCH_KAFKA_CLIENT_NO_SUCH", "x",
                        "CLAUSEWATCH_SCHEMA_REGISTRY_URL", "ftp://user:secret@host",
                        "CLAUSEWATCH_PRODUCER_MAX_BLOCK", "5 seconds")))
        .hasMessageContaining("CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS")
        .hasMessageContaining("no.such")
        .hasMessageContaining("CLAUSEWATCH_SCHEMA_REGISTRY_URL")
        .hasMessageContaining("CLAUSEWATCH_PRODUCER_MAX_BLOCK")
        .message()
        .doesNotContain("secret");
    ProducerSettings read =
        ProducerSettings.of(
            Map.of("CLAUSEWATCH_URL", "http://host", "CLAUSEWATCH_TOKEN", "secret"));
    assertThat(read.endpoint()).isInstanceOf(ProducerEndpoint.Http.class);
    assertThat(read.toString()).doesNotContain("secret");
  }

  /** The variables that the apps have too, and {@code ./clausewatch addresses} prints. */
  @Test
  void whoOneIsToKafkaIsReadAsTheAppsReadIt() {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS", "host:9092",
                "CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                "CLAUSEWATCH_KAFKA_SASL_MECHANISM", "PLAIN",
                "CLAUSEWATCH_KAFKA_USER", "kim",
                "CLAUSEWATCH_KAFKA_PASSWORD", "a \"secret\" \\",
                "CLAUSEWATCH_SCHEMA_REGISTRY_URL", "http://host"));
    ProducerEndpoint.Kafka kafka =
        (ProducerEndpoint.Kafka) ProducerSettings.of(settings).endpoint();
    assertThat(kafka.client())
        .containsEntry("security.protocol", "SASL_PLAINTEXT")
        .containsEntry("sasl.mechanism", "PLAIN")
        .containsEntry(
            "sasl.jaas.config",
            new Password(
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"kim\" password=\"a \\\"secret\\\" \\\\\";"));
    assertThat(kafka.client().toString()).doesNotContain("secret");

    settings.put("CLAUSEWATCH_KAFKA_SASL_MECHANISM", "GSSAPI");
    assertThatThrownBy(() -> ProducerSettings.of(settings))
        .hasMessageContaining("CLAUSEWATCH_KAFKA_SASL_MECHANISM");
  }
}
