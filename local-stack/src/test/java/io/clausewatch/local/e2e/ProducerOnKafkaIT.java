package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Topics;
import io.clausewatch.local.stack.StackOptions;
import io.clausewatch.outbox.Outbox;
import io.clausewatch.outbox.OutboxDatabase;
import io.clausewatch.outbox.OutboxRelay;
import io.clausewatch.producer.AccessEvent;
import io.clausewatch.producer.ActorBuilder;
import io.clausewatch.producer.ClausewatchProducer;
import io.clausewatch.producer.EventNotSentException;
import io.clausewatch.producer.EventNotSentException.Reason;
import io.clausewatch.producer.EventReceipt;
import io.clausewatch.producer.ProducerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client, with and without an outbox, on a broker that is killed and comes back. */
@OwnServers
class ProducerOnKafkaIT {
  private static final TopicPartition ACCESS =
      new TopicPartition(new Topics("clausewatch.", 1, 1).events(EventKind.ACCESS).name(), 0);

  @TempDir Path folder;

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

  /** Knows one schema. */
  private static HttpServer registry() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/subjects/" + ACCESS.topic() + "-value/versions",
        exchange -> {
          byte[] answer = "{\"id\": 7}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void whatItTakesArrivesWhateverBecomesOfTheBroker() throws Exception {
    Path libs = StackOptions.findHome().resolve("local-stack/servers/target/kafka/libs");
    HttpServer registry = registry();
    URI registryUrl = URI.create("http://127.0.0.1:" + registry.getAddress().getPort());
    try (PlainKafka kafka = new PlainKafka(Files.createDirectory(folder.resolve("kafka")), libs)) {
      kafka.create(new Topics("clausewatch.", 1, 1).events(EventKind.ACCESS).newTopic());
      ProducerSettings settings =
          ProducerSettings.kafka(kafka.bootstrapServers(), registryUrl)
              .withBufferBytes(4_000)
              .withMaxBlock(Duration.ofMillis(200));
      Set<String> arriving = new TreeSet<>();

      // The broker is killed with some on their way, and the buffer fills.
      JdbcDataSource database = new JdbcDataSource();
      database.setURL("jdbc:h2:mem:outbox;DB_CLOSE_DELAY=-1");
      try (ClausewatchProducer producer = ClausewatchProducer.create(settings);
          ClausewatchProducer ofRelays =
              ClausewatchProducer.create(settings.withBufferBytes(1 << 20));
          OutboxRelay first = OutboxRelay.start(database, ofRelays);
          OutboxRelay second = OutboxRelay.start(database, ofRelays)) {
        try (Connection connection = database.getConnection()) {
          OutboxDatabase.H2.createTable(connection);
        }
        assertThat(producer.send(event("first")).get(1, TimeUnit.MINUTES).eventId())
            .isEqualTo("first");
        arriving.add("first");
        arriving.addAll(record(database, "before"));
        kafka.kill();
        arriving.addAll(record(database, "away"));
        List<CompletableFuture<EventReceipt>> taken = fill(producer, arriving);
        assertThat(producer.metrics().waitingBytes()).isLessThanOrEqualTo(4_000);
        interrupt(producer);
        kafka.start();
        for (CompletableFuture<EventReceipt> one : taken) {
          assertThat(one.get(1, TimeUnit.MINUTES)).isNotNull();
        }
        arriving.addAll(record(database, "back"));
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> first.metrics().waiting() + second.metrics().waiting() == 0);
      }
      assertThat(arrived(kafka)).isEqualTo(arriving);

      // Closed while the broker is away: what it took fails, or stays in the spool.
      kafka.kill();
      ProducerSettings hurried = settings.withCloseTimeout(Duration.ofMillis(300));
      CompletableFuture<EventReceipt> lost;
      try (ClausewatchProducer producer = ClausewatchProducer.create(hurried)) {
        lost = producer.send(event("closed"));
      }
      assertThat(reasonOf(lost)).isEqualTo(Reason.CLOSED);
      ProducerSettings spooled = hurried.withSpool(folder.resolve("spool"), 1 << 20);
      try (ClausewatchProducer producer = ClausewatchProducer.create(spooled)) {
        assertThat(reasonAfterClose(producer, "spooled")).isEqualTo(Reason.CLOSED);
      }
      kafka.start();
      try (ClausewatchProducer producer =
          ClausewatchProducer.create(spooled.withCloseTimeout(Duration.ofMinutes(1)))) {
        producer.flush();
      }
      arriving.add("spooled");
      Set<String> all = arrived(kafka);
      all.remove("closed"); // of it nobody knows, as its future said
      assertThat(all).isEqualTo(arriving);
    } finally {
      registry.stop(0);
    }
  }

  /** Commits some and rolls back others; those that were committed. */
  private static List<String> record(JdbcDataSource database, String name) throws Exception {
    Outbox outbox = new Outbox();
    List<String> committed = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < 60; i++) {
        outbox.record(connection, event(name + "-" + i));
        if (i % 3 == 0) {
          connection.rollback();
        } else {
          connection.commit();
          committed.add(name + "-" + i);
        }
      }
    }
    return committed;
  }

  /** Sends until nothing more is taken. */
  private static List<CompletableFuture<EventReceipt>> fill(
      ClausewatchProducer producer, Set<String> taken) throws Exception {
    List<CompletableFuture<EventReceipt>> all = new ArrayList<>();
    while (true) {
      String id = "full-" + all.size();
      CompletableFuture<EventReceipt> sent = producer.send(event(id));
      if (sent.isCompletedExceptionally()) {
        assertThat(reasonOf(sent)).isEqualTo(Reason.BUFFER_FULL);
        assertThat(all).isNotEmpty();
        return all;
      }
      all.add(sent);
      taken.add(id);
    }
  }

  private static void interrupt(ClausewatchProducer producer) throws Exception {
    AtomicReference<CompletableFuture<EventReceipt>> sent = new AtomicReference<>();
    Thread thread = new Thread(() -> sent.set(producer.send(event("interrupted"))));
    thread.start();
    thread.interrupt();
    thread.join();
    assertThat(reasonOf(sent.get())).isIn(Reason.INTERRUPTED, Reason.BUFFER_FULL);
  }

  private static Reason reasonAfterClose(ClausewatchProducer producer, String id) throws Exception {
    CompletableFuture<EventReceipt> sent = producer.send(event(id));
    producer.close();
    return reasonOf(sent);
  }

  private static Reason reasonOf(CompletableFuture<EventReceipt> sent) throws Exception {
    try {
      sent.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      return ((EventNotSentException) e.getCause()).reason();
    }
    throw new AssertionError("it was sent");
  }

  /** The ids of all events in the topic, each in the form of the contract. */
  private static Set<String> arrived(PlainKafka kafka) {
    Set<String> ids = new TreeSet<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(ACCESS));
      consumer.seekToBeginning(List.of(ACCESS));
      long end = consumer.endOffsets(List.of(ACCESS)).get(ACCESS);
      while (consumer.position(ACCESS) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          assertThat(record.value()).startsWith(0, 0, 0, 0, 7);
          ids.add(record.key());
        }
      }
    }
    return ids;
  }
}
