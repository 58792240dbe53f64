package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a record can do by the schema that it names, on a registry that answers as it is told. */
class WriterSchemasTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int SOUND = 1;
  private static final int HOSTILE = 666;

  private final Map<Integer, Answer> answers = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer registry;
  private AvroSerdes serdes;
  private Deserializer<Notice> deserializer;
  private volatile Answer other;

  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.setExecutor(threads);
    registry.createContext("/", exchange -> other.to(exchange));
    registry.createContext(
        "/schemas/ids/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
          if (id == HOSTILE) {
            asked.incrementAndGet();
          }
          answers
              .getOrDefault(id, body(404, "{\"error_code\":40403,\"message\":\"none\"}"))
              .to(exchange);
        });
    registry.start();
    other = body(200, "{\"compatibilityLevel\":\"BACKWARD\"}");
    answers.put(SOUND, schema(Notice.getClassSchema().toString()));
    serdes =
        new AvroSerdes("http://127.0.0.1:" + registry.getAddress().getPort(), Map.of(), PATIENCE);
    deserializer = serdes.deserializer(Notice.class);
  }

  @AfterEach
  void stop() {
    ended.countDown();
    serdes.close();
    registry.stop(0);
    threads.shutdownNow();
  }

  private static Answer body(int status, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return exchange -> {
      try (exchange) {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    };
  }

  private static Answer schema(String text) {
    return body(200, JSON.createObjectNode().put("schema", text).toString());
  }

  /** Until the test is over. */
  private void never(HttpExchange exchange) {
    try (exchange) {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] record(int schema) {
    return ByteBuffer.allocate(9).put((byte) 0).putInt(schema).array();
  }

  private byte[] sound() {
    byte[] bytes;
    try (AvroSerdes mock = new AvroSerdes("mock://writer-schemas")) {
      bytes =
          mock.serializer(Notice.class).serialize("t", Samples.event(EventKind.NOTICE).notice());
    }
    ByteBuffer.wrap(bytes).putInt(1, SOUND);
    return bytes;
  }

  private static String recordOf(Stream<String> branches) {
    return "{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"b\",\"type\":[\"null\","
        + branches.collect(Collectors.joining(","))
        + "]}]}";
  }

  private static String chain(int types) {
    return recordOf(
        IntStream.range(0, types)
            .mapToObj(
                i ->
                    "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[{\"name\":\"a\",\"type\":[\"null\"%s]}]}"
                        .formatted(i, i > 0 ? ",\"R" + (i - 1) + "\"" : "")));
  }

  static List<Answer> unreadable() {
    return List.of(
        schema(chain(20_000)),
        schema(chain(SchemaBounds.MAX_NAMED_TYPES)),
        schema(chain(2_000).replace("record", "\\u0072ecord")),
        schema(
            recordOf(
                IntStream.range(0, 300)
                    .mapToObj(i -> "{\"type\":\"fixed\",\"size\":1,\"name\":\"R" + i + "\"}"))),
        schema("{\"type\":\"array\",\"items\":".repeat(5_000) + "\"int\"" + "}".repeat(5_000)),
        schema("[".repeat(100_000)),
        schema("\"" + "x".repeat(SchemaBounds.MAX_CHARACTERS) + "\""),
        schema("null"),
        schema("1"),
        schema("true"),
        schema("{}"),
        schema(" "),
        schema(""),
        schema("not json {{{"),
        body(200, "null"),
        body(200, "1"),
        body(200, "{}"),
        body(200, "{\"schema\":null}"),
        body(200, "{\"schemaType\":\"JSON\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}"),
        body(
            200,
            "{\"schema\":\"\\\"R\\\"\",\"references\":[{\"name\":\"R\",\"subject\":\"s\",\"version\":1}]}"),
        body(200, "<html>"),
        body(500, "{\"error_code\":50001,\"message\":\"out of memory\"}"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void aSchemaThatCannotBeReadIsRefusedSoonAndTheNextTimeAtOnce(Answer answer) {
    answers.put(HOSTILE, answer);
    for (int i = 0; i < 3; i++) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(8),
          () ->
              assertThatThrownBy(() -> deserializer.deserialize("t", record(HOSTILE)))
                  .isInstanceOf(SerializationException.class)
                  .message()
                  .doesNotContain("R1"));
    }
    assertThat(asked).hasValueBetween(1, 2);
    assertThat(deserializer.deserialize("t", sound())).isNotNull();
  }

  @Test
  void whatIsJustWithinTheBoundsIsRead() {
    answers.put(HOSTILE, schema(chain(SchemaBounds.MAX_NAMED_TYPES - 1)));
    assertThatThrownBy(() -> deserializer.deserialize("t", record(HOSTILE)))
        .isInstanceOf(SerializationException.class)
        .hasMessage("No Notice");
  }

  @Test
  void aSchemaThatDoesNotComeIsRefusedAndHoldsUpNobodyElse() {
    answers.put(HOSTILE, this::never);
    threads.execute(
        () -> {
          Deserializer<Notice> another = serdes.deserializer(Notice.class);
          assertThatThrownBy(() -> another.deserialize("t", record(HOSTILE)))
              .isInstanceOf(SerializationException.class);
        });
    byte[] sound = sound();
    assertThat(deserializer.deserialize("t", sound)).isNotNull();
    assertThatThrownBy(() -> deserializer.deserialize("t", record(HOSTILE)))
        .isInstanceOf(SerializationException.class);
    int before = asked.get();
    assertThatThrownBy(() -> deserializer.deserialize("t", record(HOSTILE)))
        .isInstanceOf(SerializationException.class);
    assertThat(asked).hasValue(before);
  }

  @Test
  void aRegistryThatIsAwayIsWaitedFor() {
    byte[] sound = sound();
    for (Answer away :
        Arrays.<Answer>asList(
            this::never, body(503, "{}"), body(401, "{}"), body(429, "{}"), body(200, "<html>"))) {
      Answer given = answers.put(SOUND, away);
      Answer usual = other;
      other = away;
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> deserializer.deserialize("t", sound))
            .isInstanceOf(RegistryAwayException.class);
      }
      answers.put(SOUND, given);
      other = usual;
    }
    assertThat(deserializer.deserialize("t", sound)).isNotNull();
  }
}
