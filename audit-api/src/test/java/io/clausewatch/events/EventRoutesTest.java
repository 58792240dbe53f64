package io.clausewatch.events;

import static io.clausewatch.events.Sample.access;
import static io.clausewatch.events.Sample.batch;
import static io.clausewatch.events.Sample.batchOf;
import static io.clausewatch.events.Sample.bytes;
import static io.clausewatch.events.Sample.consent;
import static io.clausewatch.events.Sample.faulty;
import static io.clausewatch.http.TestServer.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.PersonalValues;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.contract.Topics;
import io.clausewatch.eventlog.AvroEncoder;
import io.clausewatch.eventlog.KafkaEventLog;
import io.clausewatch.http.LogCapture;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRoutesTest {

  private static final String ONE = "application/cloudevents+json";
  private static final String MANY = "application/cloudevents-batch+json";
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

  private static final AdmissionRules RULES =
      new AdmissionRules(new ReservedNames(Set.of("the-trail")), PersonalValues.WARN);

  private final AvroSerdes serdes = new AvroSerdes("mock://door");
  private final Topics topics = new Topics("t.", 1, 1);
  private final AvroEncoder encoder = AvroEncoder.ofEvents(serdes, topics);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private MockProducer<String, byte[]> producer;
  private static final int MAX_BYTES = EventRoutes.LIMIT.mostBytes();
  private static final long MEMORY = 64L * 1024 * 1024;

  private AdmissionRules rules = RULES;
  private EventAdvice advice = EventAdvice.NONE;
  private EventRoutes door;
  private TestServer server;

  @BeforeEach
  void open() throws Exception {
    encoder.register();
    open(true, 8, MEMORY, Topics.MAX_BYTES);
  }

  private void open(boolean autoComplete, int places, long memory, int maxRecordBytes) {
    close();
    producer =
        new MockProducer<>(autoComplete, null, new StringSerializer(), new ByteArraySerializer());
    door =
        new EventRoutes(
            rules,
            advice,
            RecipientRegister.UNKNOWN,
            ReceiptObserver.NONE,
            encoder,
            new KafkaEventLog(producer, Duration.ofSeconds(5)),
            maxRecordBytes,
            places,
            metrics,
            () -> NOW);
    server = new TestServer(memory, door);
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private HttpResponse<String> post(String type, byte[] body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = type;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return server.post("/v1/events", Role.PRODUCER, body, all);
  }

  private HttpResponse<String> post(JsonNode batch) {
    return post(MANY, bytes(batch));
  }

  private List<String> written() {
    return producer.history().stream().map(ProducerRecord::key).toList();
  }

  private static void assertAccepted(HttpResponse<String> response, int accepted) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(response.body())
        .isEqualTo("{\"accepted\":%d,\"rejected\":[],\"warnings\":[]}", accepted);
  }

  private void assertRefused(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(response).path("status").asInt()).isEqualTo(status);
    assertThat(producer.history()).isEmpty();
    assertThat(door.accepted()).isZero();
  }

  @Test
  void anEventIsWrittenToTheTopicOfItsKind() {
    assertAccepted(post(ONE, bytes(consent("e-1"))), 1);

    assertThat(producer.history()).hasSize(1);
    ProducerRecord<String, byte[]> record = producer.history().getFirst();
    assertThat(record.topic()).isEqualTo("t.events.consent");
    assertThat(record.key()).isEqualTo("e-1");
    Consent consent =
        serdes.deserializer(Consent.class).deserialize("t.events.consent", record.value());
    assertThat(consent.getEventId()).isEqualTo("e-1");
    assertThat(consent.getOccurredAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(consent.getPolicyId()).isEqualTo("a-policy-that-nobody-knows");
    assertThat(consent.getService()).isEqualTo("shop");
    assertThat(consent.getSubjectId()).isEqualTo(Sample.SUBJECT);
    assertThat(consent.getAction()).isEqualTo(ConsentAction.GRANTED);
    assertThat(door.accepted()).isEqualTo(1);
  }

  @Test
  void aBatchIsWrittenInItsOrder() {
    assertAccepted(post(batch(consent("c"), access("a"), consent("b"))), 3);
    assertThat(producer.history())
        .extracting(ProducerRecord::topic)
        .containsExactly("t.events.consent", "t.events.access", "t.events.consent");
    assertThat(written()).containsExactly("c", "a", "b");
  }

  @Test
  void ofABatchTheGoodEventsAreAccepted() {
    ObjectNode noObject = Sample.consent("e-3");
    noObject.put("type", "io.clausewatch.gossip.v1");
    HttpResponse<String> response =
        post(batch(consent("e-0"), faulty("e-1"), consent("e-2"), noObject, Sample.json("7")));

    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode receipt = json(response);
    assertThat(receipt.path("accepted").asInt()).isEqualTo(2);
    JsonNode rejected = receipt.path("rejected");
    assertThat(rejected).hasSize(3);
    assertThat(rejected.get(0).path("index").asInt()).isEqualTo(1);
    assertThat(rejected.get(0).path("id").asText()).isEqualTo("e-1");
    assertThat(rejected.get(0).path("errors").toString())
        .contains("$.time", "$.data.action", "$.data.purposes", "expected", "found");
    assertThat(rejected.get(1).path("index").asInt()).isEqualTo(3);
    assertThat(rejected.get(1).path("errors").toString()).contains("$.type");
    assertThat(rejected.get(2).path("index").asInt()).isEqualTo(4);
    assertThat(rejected.get(2).path("id").isNull()).isTrue();
    assertThat(written()).containsExactly("e-0", "e-2");
  }

  @Test
  void aBatchOfNothingButFaultsIsStillABatch() {
    HttpResponse<String> response = post(batch(faulty("e-0"), faulty("e-1")));
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(json(response).path("accepted").asInt()).isZero();
    assertThat(json(response).path("rejected")).hasSize(2);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void aBatchCanBeEmpty() {
    assertAccepted(post(batch()), 0);
  }

  @Test
  void aSingleEventWithFaultsIsAProblemThatNamesThemAll() {
    HttpResponse<String> response = post(ONE, bytes(faulty("e-1")));
    assertRefused(response, 400);
    JsonNode problem = json(response);
    assertThat(problem.path("errors").toString())
        .contains("$.time", "$.data.action", "$.data.purposes");
    assertThat(problem.path("accepted").asInt(-1)).isZero();
    assertThat(problem.path("rejected").get(0).path("index").asInt(-1)).isZero();
    assertThat(problem.path("rejected").get(0).path("id").asText()).isEqualTo("e-1");
    assertThat(problem.path("rejected").get(0).path("errors")).isEqualTo(problem.path("errors"));
  }

  @Test
  void whatIsOddIsInTheReceiptOfWhatIsAccepted() {
    advice =
        accepted ->
            List.of(new EventWarning(accepted.getFirst().index(), "e-2", "$.policy", "odd", "a"));
    open(true, 8, MEMORY, Topics.MAX_BYTES);

    JsonNode receipt = json(post(batch(faulty("e-1"), consent("e-2"))));
    assertThat(receipt.path("warnings").toString())
        .isEqualTo(
            """
            [{"index":1,"id":"e-2","path":"$.policy","message":"odd","closest":"a"}]\
            """);
  }

  @Test
  void aCheckAnswersAsTheRealThingAndTakesNothing() {
    advice = accepted -> List.of(new EventWarning(0, "e-1", "$.policy", "odd", null));
    open(true, 8, MEMORY, Topics.MAX_BYTES);

    HttpResponse<String> many = check(MANY, bytes(batch(consent("e-1"), faulty("e-2"))));
    assertThat(many.statusCode()).isEqualTo(200);
    assertThat(json(many).path("accepted").asInt()).isEqualTo(1);
    assertThat(json(many).path("rejected")).hasSize(1);
    assertThat(json(many).path("warnings")).hasSize(1);

    HttpResponse<String> one = check(ONE, bytes(faulty("e-3")));
    assertThat(one.statusCode()).isEqualTo(200);
    assertThat(json(one).path("accepted").asInt()).isZero();
    assertThat(json(one).at("/rejected/0/errors").toString()).contains("$.data.action");

    assertThat(producer.history()).isEmpty();
    assertThat(door.accepted()).isZero();
    assertThat(
            server
                .post(
                    "/v1/events?check=perhaps",
                    Role.PRODUCER,
                    bytes(consent("e-1")),
                    "Content-Type",
                    ONE)
                .statusCode())
        .isEqualTo(400);
  }

  private HttpResponse<String> check(String type, byte[] body) {
    return server.post("/v1/events?check=true", Role.PRODUCER, body, "Content-Type", type);
  }

  @Test
  void personalValuesAreRejectedWhereTheSettingSaysSo() {
    rules = new AdmissionRules(RULES.reserved(), PersonalValues.REJECT);
    open(true, 8, MEMORY, Topics.MAX_BYTES);
    ObjectNode event = consent("e-1");
    ((ObjectNode) event.get("data")).put("subjectId", "kim@example.com");

    HttpResponse<String> response = post(ONE, bytes(event));
    assertRefused(response, 400);
    assertThat(json(response).path("errors").toString())
        .contains("$.data.subjectId: expected an id", "an e-mail address")
        .doesNotContain("kim@example.com");
  }

  @Test
  void binaryModeHasTheAttributesAsHeaders() {
    HttpResponse<String> response =
        post(
            "application/json; charset=utf-8",
            bytes(Sample.consentData()),
            "ce-specversion",
            "1.0",
            "ce-id",
            "caf%C3%A9 %25",
            "ce-type",
            "io.clausewatch.consent.v1",
            "ce-source",
            "shop",
            "ce-time",
            "2026-01-02T03:04:05Z",
            "ce-policy",
            "p");
    assertAccepted(response, 1);
    assertThat(written()).containsExactly("café %");
  }

  private HttpResponse<String> postBinary(String id, String... moreHeaders) {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "ce-specversion",
                "1.0",
                "ce-id",
                id,
                "ce-type",
                "io.clausewatch.consent.v1",
                "ce-source",
                "shop",
                "ce-time",
                "2026-01-02T03:04:05Z",
                "ce-policy",
                "p"));
    headers.addAll(List.of(moreHeaders));
    return post("application/json", bytes(Sample.consentData()), headers.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-%E9", "%C0%AF", "%ED%A0%80", "50%", "%2"})
  void binaryModeRefusesAHeaderThatIsNoUtf8(String id) {
    HttpResponse<String> response = postBinary(id);
    assertRefused(response, 400);
    assertThat(json(response).path("errors"))
        .singleElement()
        .asString()
        .contains("$.id: expected printable ASCII, with all else as %XX");
  }

  @Test
  void binaryModeRefusesAHeaderThatIsThereTwice() {
    for (String name : List.of("ce-id", "ce-policy", "CE-Specversion", "ce-type")) {
      String attribute = name.substring(3).toLowerCase(Locale.ROOT);
      HttpResponse<String> response = postBinary("e-1", name, "again");
      assertRefused(response, 400);
      assertThat(json(response).path("errors"))
          .singleElement()
          .asString()
          .contains("$." + attribute + ": expected a header that stands there once");
    }
    assertRefused(postBinary("e-1", "ce-myext", "1", "ce-myext", "1"), 400);
    assertAccepted(postBinary("e-1", "ce-myext", "1", "Accept", "a/b", "Accept", "c/d"), 1);
  }

  /** The client of these tests writes no such bytes, so this one does. */
  @Test
  void binaryModeRefusesRawBytesAboveAscii() throws IOException {
    String body = Sample.consentData().toString();
    String request =
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + TestServer.TOKENS.get(Role.PRODUCER)
            + "\r\nContent-Type: application/json\r\nce-specversion: 1.0\r\nce-id: e-é\r\n"
            + "ce-type: io.clausewatch.consent.v1\r\nce-source: shop\r\n"
            + "ce-time: 2026-01-02T03:04:05Z\r\nce-policy: p\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    for (Charset charset : List.of(UTF_8, ISO_8859_1)) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket.getOutputStream().write(request.getBytes(charset));
        assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
            .startsWith("HTTP/1.1 400 ")
            .contains("$.id: expected printable ASCII");
      }
    }
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void anIdIsWrittenAsItWasSentForIntakeToPutInNfc() {
    String decomposed = "cafe\u0301";
    assertAccepted(post(batch(consent("café"), consent(decomposed))), 2);
    assertAccepted(post(ONE, bytes(consent(decomposed))), 1);
    assertAccepted(postBinary("cafe%CC%81"), 1);
    assertThat(written()).containsExactly("café", decomposed, decomposed, decomposed);
  }

  @Test
  void binaryModeNamesItsFaultsToo() {
    HttpResponse<String> response =
        post("application/json", bytes(Sample.consentData()), "ce-specversion", "1.0");
    assertRefused(response, 400);
    assertThat(json(response).path("errors").toString())
        .contains("$.id", "$.type", "$.source", "$.time", "$.policy");
  }

  @Test
  void headersAreReadAsStrictlyWhereTheEventIsInTheBody() {
    for (String form : List.of(ONE, MANY)) {
      byte[] body = form.equals(ONE) ? bytes(consent("e-1")) : bytes(batch(consent("e-1")));
      assertRefused(post(form, body, "ce-id", "x-%E9"), 400);
      assertRefused(post(form, body, "ce-id", "a", "ce-id", "b"), 400);
    }
    assertRefused(postBinary("e-1", "ce-data", "%C0%AF"), 400);
    assertAccepted(post(ONE, bytes(consent("e-1")), "ce-id", "e-1"), 1);
  }

  @Test
  void binaryModeNeedsABody() {
    assertRefused(post("application/json", new byte[0], "ce-id", "e-1"), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json",
        "application/xml",
        "application/cloudevents+xml",
        "application/cloudevents",
        "application/x-www-form-urlencoded"
      })
  void otherMediaTypesAreNotTaken(String type) {
    HttpResponse<String> response = post(type, bytes(consent("e-1")));
    assertRefused(response, 415);
    assertThat(json(response).path("detail").asText()).contains(ONE, MANY, "application/json");
  }

  @Test
  void aBodyWithoutATypeIsNotTaken() {
    assertRefused(server.post("/v1/events", Role.PRODUCER, bytes(consent("e-1"))), 415);
  }

  @Test
  void theTypeIsReadInAnyCaseAndWithItsCharset() {
    assertAccepted(
        post("Application/CloudEvents+JSON;charset=\"UTF-8\"", bytes(consent("e-1"))), 1);
  }

  @Test
  void malformedJsonIsAProblemThatSaysWhere() {
    HttpResponse<String> one = post(ONE, "{\n  \"id\": oops\n}".getBytes(UTF_8));
    assertRefused(one, 400);
    assertThat(json(one).path("errors").toString())
        .contains("line 2, column", "something that is no JSON")
        .doesNotContain("oops");

    for (String body :
        List.of("", "[", "[{}", "[{}] x", "[{\"id\":1,\"id\":2}]", "\u0000", "[{}],[]")) {
      HttpResponse<String> many = post(MANY, body.getBytes(UTF_8));
      assertRefused(many, 400);
      assertThat(json(many).path("errors")).as(body).isNotEmpty();
    }
    assertRefused(post(ONE, new byte[0]), 400);
    assertRefused(post(ONE, (consent("e") + " 1").getBytes(UTF_8)), 400);
    assertRefused(post(ONE, "[".repeat(5_000).getBytes(UTF_8)), 400);
    assertRefused(post(ONE, new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}), 400);
  }

  /** An overlong slash, half a surrogate pair, a byte too few, and one of Latin-1. */
  @ParameterizedTest
  @ValueSource(strings = {"C0AF", "E080AF", "EDA080", "F4908080", "E282", "E9"})
  void aBodyThatIsNoUtf8IsAProblemThatSaysWhere(String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);
    for (JsonNode sound : List.of(consent("e-?"), batch(consent("e-?")))) {
      byte[] body = bytes(sound);
      int at = new String(body, UTF_8).indexOf('?');
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(body, 0, at);
      bytes.writeBytes(bad);
      bytes.write(body, at + 1, body.length - at - 1);
      HttpResponse<String> response = post(sound.isArray() ? MANY : ONE, bytes.toByteArray());
      assertRefused(response, 400);
      assertThat(json(response).path("errors"))
          .singleElement()
          .asString()
          .contains("byte " + (at + 1) + ": expected UTF-8");
    }
  }

  @Test
  void aBodyIsUtf8AndNoOtherUnicode() {
    for (Charset charset : List.of(UTF_16, UTF_16LE, UTF_16BE)) {
      assertRefused(post(ONE, consent("e-1").toString().getBytes(charset)), 400);
    }
    assertAccepted(post(ONE, ("\uFEFF" + consent("e-1")).getBytes(UTF_8)), 1);
  }

  @Test
  void anEscapeOfHalfASurrogatePairIsAFault() {
    ObjectNode event = access("e-1");
    for (String place : List.of("e-1", "staff-1", "support", "shop")) {
      String body = event.toString().replace('"' + place + '"', "\"x\\ud800\"");
      assertRefused(post(ONE, body.getBytes(UTF_8)), 400);
      HttpResponse<String> response = post(MANY, ("[" + body + "]").getBytes(UTF_8));
      assertThat(json(response).path("accepted").asInt(-1)).as(place).isZero();
    }
    String whole = event.toString().replace("\"e-1\"", "\"\\ud83c\\udfb5\"");
    assertAccepted(post(ONE, whole.getBytes(UTF_8)), 1);
    assertThat(written()).containsExactly("🎵");
  }

  @Test
  void nothingOfABrokenBatchIsWritten() {
    assertRefused(post(MANY, ("[" + consent("e-1") + ",").getBytes(UTF_8)), 400);
  }

  @Test
  void aBatchIsAnArray() {
    HttpResponse<String> response = post(MANY, bytes(consent("e-1")));
    assertRefused(response, 400);
    assertThat(json(response).path("errors").toString()).contains("expected an array");
  }

  @Test
  void aThousandEventsAreABatchAndOneMoreIsTooMany() {
    assertAccepted(post(batchOf(1_000)), 1_000);
    producer.clear();
    HttpResponse<String> response = post(batchOf(1_001));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void aBodyCanBeOfEightMebibytesAndNotOfOneByteMore() {
    byte[] largest = padded(MAX_BYTES);
    assertAccepted(post(MANY, largest), 1);
    producer.clear();
    assertThat(post(MANY, padded(MAX_BYTES + 1)).statusCode()).isEqualTo(413);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void anUnannouncedLengthIsBoundedToo() {
    HttpRequest chunked =
        server
            .request("/v1/events", Role.PRODUCER)
            .header("Content-Type", MANY)
            .POST(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(padded(MAX_BYTES + 1))))
            .build();
    assertRefused(server.send(chunked), 413);
  }

  private static byte[] eventOf(String data) {
    return """
    {"specversion":"1.0","id":"x","source":"s","type":"io.clausewatch.access.v1",\
    "time":"2026-01-02T03:04:05Z","policy":"p","data":{"z":[%s]}}\
    """
        .formatted(data)
        .getBytes(UTF_8);
  }

  @Test
  void whatUnfoldsToFarMoreThanItsTextIsRefused() throws IOException {
    for (String unit : List.of("{},", "[],", "0,", "\"\",", "{\"a\":0},")) {
      byte[] bomb = gzip(eventOf(unit.repeat(MAX_BYTES / unit.length() - 200) + "0"));
      assertThat(bomb.length).isLessThan(70_000);
      HttpResponse<String> response = post(ONE, bomb, "Content-Encoding", "gzip");
      assertRefused(response, 413);
      assertThat(json(response).path("detail").asText())
          .contains("at most 20,000 values", "number 0");
      byte[] names = gzip(namesOf(unit));
      assertRefused(post(ONE, names, "Content-Encoding", "gzip"), 413);
    }
    assertThat(server.memoryTaken()).isZero();
  }

  /** An object of many names. */
  private static byte[] namesOf(String value) {
    StringBuilder names = new StringBuilder("{");
    for (int i = 0; i < 300_000; i++) {
      names.append('"').append(Integer.toString(i, 36)).append("\":").append(value);
    }
    return names.append("\"last\":0}").toString().getBytes(UTF_8);
  }

  @Test
  void ofABatchNothingIsTakenWhenThereIsTooMuchInOneEvent() {
    String bomb = new String(eventOf("{},".repeat(20_000) + "0"), UTF_8);
    HttpResponse<String> response =
        post(MANY, ("[" + consent("e-1") + "," + bomb + "]").getBytes(UTF_8));
    assertRefused(response, 413);
    assertThat(json(response).path("detail").asText()).contains("number 1");
  }

  @Test
  void anEventOfFourMebibytesIsReadAndALongerOneRejectedAlone() {
    ObjectNode longest = consent("e-1");
    int frame = longest.toString().length() + 12;
    longest.put("padding", "x".repeat(BoundedParser.MAX_CHARACTERS - frame - 2));
    ObjectNode longer = consent("e-2");
    longer.put("padding", "x".repeat(BoundedParser.MAX_CHARACTERS));
    JsonNode receipt = json(post(batch(longer, consent("e-3"))));
    assertThat(receipt.path("accepted").asInt()).isEqualTo(1);
    assertThat(receipt.path("rejected").get(0).path("index").asInt()).isZero();
    assertThat(receipt.path("rejected").get(0).path("errors").toString())
        .contains("at most 4,194,304 characters");
    assertAccepted(post(ONE, bytes(longest)), 1);
  }

  @Test
  void whatABatchUnfoldsToIsTakenFromTheMemoryForAllBodies() {
    String event = new String(eventOf("0,".repeat(15_000) + "0"), UTF_8);
    byte[] batch = ("[" + String.join(",", Collections.nCopies(100, event)) + "]").getBytes(UTF_8);
    HttpResponse<String> response = post(MANY, batch);
    assertRefused(response, 503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(server.memoryTaken()).isZero();
  }

  @Test
  void anAnswerNamesAThousandFaultsAndEveryEvent() {
    byte[] nonsense =
        ("[" + String.join(",", Collections.nCopies(1_000, "{\"A\":0,\"B\":0,\"data\":0}")) + "]")
            .getBytes(UTF_8);
    HttpResponse<String> response = post(MANY, nonsense);
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body().length()).isLessThan(400_000);
    JsonNode rejected = json(response).path("rejected");
    assertThat(rejected).hasSize(1_000);
    int faults = 0;
    for (int i = 0; i < 1_000; i++) {
      assertThat(rejected.get(i).path("index").asInt()).isEqualTo(i);
      assertThat(rejected.get(i).path("errors")).isNotEmpty();
      faults += rejected.get(i).path("errors").size();
    }
    assertThat(faults).isBetween(FaultLimit.MAX, FaultLimit.MAX + 1_000);
    assertThat(rejected.get(999).path("errors").get(0).asText()).endsWith("more");
  }

  @Test
  void aBodyCanBeGzipped() throws IOException {
    assertAccepted(post(MANY, gzip(bytes(batchOf(10))), "Content-Encoding", "gzip"), 10);
  }

  @Test
  void aBodyIsBoundedUnpacked() throws IOException {
    byte[] bomb = gzip(padded(40 * 1024 * 1024));
    assertThat(bomb.length).isLessThan(100_000);
    assertRefused(post(MANY, bomb, "Content-Encoding", "gzip"), 413);
  }

  @Test
  void whatSaysToBeGzipMustBe() throws IOException {
    assertRefused(post(MANY, bytes(batchOf(1)), "Content-Encoding", "gzip"), 400);
    byte[] cut = gzip(bytes(batchOf(100)));
    assertRefused(post(MANY, Arrays.copyOf(cut, cut.length / 2), "Content-Encoding", "gzip"), 400);
  }

  @Test
  void otherEncodingsAreNotTaken() {
    HttpResponse<String> response = post(MANY, bytes(batchOf(1)), "Content-Encoding", "br");
    assertRefused(response, 415);
    assertThat(response.headers().firstValue("Accept-Encoding")).hasValue("gzip");
  }

  @Test
  void onlyProducersMaySend() {
    for (Role role : new Role[] {null, Role.OFFICER, Role.AUDITOR}) {
      HttpResponse<String> response =
          server.post("/v1/events", role, bytes(consent("e-1")), "Content-Type", ONE);
      assertRefused(response, role == null ? 401 : 403);
    }
    assertThat(
            server
                .post("/v1/events", Role.ADMIN, bytes(consent("e-1")), "Content-Type", ONE)
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void nothingIsSaidBeforeKafkaHasAcknowledgedEverything() throws Exception {
    open(false, 8, MEMORY, Topics.MAX_BYTES);
    CompletableFuture<HttpResponse<String>> response =
        CompletableFuture.supplyAsync(() -> post(batchOf(3)));
    await().until(() -> producer.history().size() == 3);

    producer.completeNext();
    producer.completeNext();
    await().during(Duration.ofMillis(300)).until(() -> !response.isDone() && door.accepted() == 0);
    producer.completeNext();
    assertAccepted(response.get(), 3);
    assertThat(door.accepted()).isEqualTo(3);
  }

  @Test
  void whenKafkaRefusesOneOfThemNothingIsAccepted() throws Exception {
    open(false, 8, MEMORY, Topics.MAX_BYTES);
    CompletableFuture<HttpResponse<String>> response =
        CompletableFuture.supplyAsync(() -> post(batchOf(3)));
    await().until(() -> producer.history().size() == 3);
    producer.completeNext();
    producer.errorNext(new NotEnoughReplicasException(Sample.SUBJECT));
    producer.completeNext();
    assertUnavailable(response.get(), "Kafka did not acknowledge");
  }

  @Test
  void whenKafkaCannotBeFoundNothingIsAccepted() {
    producer.sendException = new TimeoutException("no metadata");
    assertUnavailable(post(ONE, bytes(consent("e-1"))), "Kafka did not acknowledge");
  }

  @Test
  void whenKafkaNeverAnswersNothingIsAccepted() {
    close();
    producer = new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    KafkaEventLog log = new KafkaEventLog(producer, Duration.ofMillis(100));
    door =
        new EventRoutes(
            RULES,
            EventAdvice.NONE,
            RecipientRegister.UNKNOWN,
            ReceiptObserver.NONE,
            encoder,
            log,
            Topics.MAX_BYTES,
            8,
            metrics,
            () -> NOW);
    server = new TestServer(MEMORY, door);
    assertUnavailable(post(ONE, bytes(consent("e-1"))), "Kafka did not acknowledge");
  }

  @Test
  void aClosedProducerAcceptsNothing() {
    producer.close();
    assertUnavailable(post(ONE, bytes(consent("e-1"))), "Kafka did not acknowledge");
  }

  @Test
  void beforeTheSchemasAreRegisteredNothingIsAccepted() {
    close();
    door =
        new EventRoutes(
            RULES,
            EventAdvice.NONE,
            RecipientRegister.UNKNOWN,
            ReceiptObserver.NONE,
            AvroEncoder.ofEvents(serdes, topics),
            new KafkaEventLog(producer),
            Topics.MAX_BYTES,
            8,
            metrics,
            () -> NOW);
    server = new TestServer(MEMORY, door);
    assertUnavailable(post(ONE, bytes(consent("e-1"))), "schema registry");
    assertThat(producer.history()).isEmpty();
  }

  private void assertUnavailable(HttpResponse<String> response, String why) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Integer.parseInt(response.headers().firstValue("Retry-After").orElseThrow()))
        .isPositive();
    assertThat(json(response).path("detail").asText())
        .contains(why)
        .contains("Send the same request again")
        .doesNotContain(Sample.SUBJECT);
    assertThat(door.accepted()).isZero();
  }

  @Test
  void moreRequestsThanThereIsRoomForAreToldToComeBack() throws Exception {
    open(false, 1, MEMORY, Topics.MAX_BYTES);
    CompletableFuture<HttpResponse<String>> first =
        CompletableFuture.supplyAsync(() -> post(ONE, bytes(consent("e-1"))));
    await().until(() -> producer.history().size() == 1);

    HttpResponse<String> second = post(ONE, bytes(consent("e-2")));
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(written()).containsExactly("e-1");

    producer.completeNext();
    assertAccepted(first.get(), 1);
    CompletableFuture<HttpResponse<String>> third =
        CompletableFuture.supplyAsync(() -> post(ONE, bytes(consent("e-3"))));
    await().until(() -> producer.history().size() == 2);
    producer.completeNext();
    assertAccepted(third.get(), 1);
  }

  @Test
  void moreBytesThanThereIsRoomForAreToldToComeBack() {
    open(true, 8, 300_000, Topics.MAX_BYTES);
    // As bytes and as text: three times its length.
    HttpResponse<String> response = post(MANY, padded(110_000));
    assertThat(response.statusCode()).isEqualTo(503);
    // What was taken has been given back.
    for (int i = 0; i < 5; i++) {
      assertAccepted(post(MANY, padded(90_000)), 1);
    }
  }

  @Test
  void theSameEventTwiceInABatchIsPassedOnTwice() {
    assertAccepted(post(batch(consent("e-1"), access("e-2"), consent("e-1"))), 3);
    assertThat(written()).containsExactly("e-1", "e-2", "e-1");
  }

  @Test
  void anotherEventWithTheSameIdIsRejected() {
    HttpResponse<String> response =
        post(batch(consent("e-1"), access("e-1"), consent("e-2"), consent("e-1")));
    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode receipt = json(response);
    assertThat(receipt.path("accepted").asInt()).isEqualTo(3);
    assertThat(receipt.path("rejected")).hasSize(1);
    assertThat(receipt.path("rejected").get(0).path("index").asInt()).isEqualTo(1);
    assertThat(receipt.path("rejected").get(0).path("errors").toString())
        .contains("$.id")
        .contains("number 0");
  }

  @Test
  void anEventLargerThanARecordCanBeIsRejected() {
    open(true, 8, MEMORY, 100);
    ObjectNode large = consent("e-1");
    ((ObjectNode) large.path("data")).put("recipientId", "x".repeat(200));
    HttpResponse<String> response = post(batch(large, consent("e-2")));
    assertThat(json(response).path("accepted").asInt()).isEqualTo(1);
    assertThat(json(response).path("rejected").get(0).path("errors").toString())
        .contains("at most 100 bytes");
    assertThat(written()).containsExactly("e-2");
  }

  private static ObjectNode reserved(ObjectNode event, String attribute, String value) {
    event.put(attribute, value);
    return event;
  }

  /** Of every kind: a handler who is registered under the policy is made up as an act is. */
  @Test
  void nobodyElseSendsWhatClausewatchAloneWrites() {
    for (ObjectNode event : List.of(access("e-1"), consent("e-1"))) {
      HttpResponse<String> response = post(ONE, bytes(reserved(event, "policy", "the-trail")));
      assertRefused(response, 403);
      JsonNode problem = json(response);
      assertThat(problem.path("detail").asText())
          .isEqualTo("Clausewatch alone may send such an event.");
      assertThat(problem.path("errors"))
          .singleElement()
          .extracting(JsonNode::asText)
          .isEqualTo(
              "$.policy: expected a policy that services send events under, found the one of what"
                  + " is done through Clausewatch");
      assertThat(problem.path("accepted").asInt(-1)).isZero();
      assertThat(problem.path("rejected").get(0).path("status").asInt()).isEqualTo(403);
    }
    HttpResponse<String> service = post(ONE, bytes(reserved(access("e"), "source", "clausewatch")));
    assertRefused(service, 403);
    assertThat(json(service).path("errors").toString()).contains("$.source: expected");
    HttpResponse<String> admin =
        server.post(
            "/v1/events",
            Role.ADMIN,
            bytes(reserved(access("e"), "policy", "the-trail")),
            "Content-Type",
            ONE);
    assertRefused(admin, 403);
  }

  @Test
  void inBinaryModeTooNobodyElseSendsWhatClausewatchAloneWrites() {
    HttpResponse<String> response =
        post(
            "application/json",
            bytes(Sample.consentData()),
            "ce-specversion",
            "1.0",
            "ce-id",
            "e-1",
            "ce-type",
            "io.clausewatch.consent.v1",
            "ce-source",
            "clausewatch",
            "ce-time",
            "2026-01-02T03:04:05Z",
            "ce-policy",
            "the%2Dtrail");
    assertRefused(response, 403);
    assertThat(json(response).path("errors")).hasSize(2);
  }

  @Test
  void ofABatchWhatClausewatchAloneWritesIsRejectedAndCounted() {
    assertThat(forged("access")).as("there before the first one").isZero();
    ObjectNode forged = reserved(access("e-1"), "policy", "the-trail");
    HttpResponse<String> response = post(batch(forged, access("e-1"), faulty("e-2")));

    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode receipt = json(response);
    assertThat(receipt.path("accepted").asInt()).isEqualTo(1);
    assertThat(receipt.path("rejected"))
        .extracting(rejected -> rejected.path("index").asInt())
        .containsExactly(0, 2);
    assertThat(receipt.path("rejected"))
        .extracting(rejected -> rejected.path("status").asInt())
        .containsExactly(403, 400);
    assertThat(receipt.path("rejected").get(0).path("errors").toString()).contains("$.policy");
    assertThat(written()).as("the id is not taken by what was refused").containsExactly("e-1");
    assertThat(forged("access")).isEqualTo(1);
  }

  private double forged(String kind) {
    return metrics
        .get("clausewatch.door.rejected")
        .tags("kind", kind, "reason", "reserved")
        .counter()
        .count();
  }

  @Test
  void everythingIsCounted() {
    post(batch(consent("e-1"), access("e-2"), faulty("e-3"), access("e-1")));
    assertThat(metrics.counter("clausewatch.door.accepted", "kind", "consent").count())
        .isEqualTo(1);
    assertThat(metrics.counter("clausewatch.door.accepted", "kind", "access").count()).isEqualTo(1);
    assertThat(
            metrics
                .counter("clausewatch.door.rejected", "kind", "consent", "reason", "invalid")
                .count())
        .isEqualTo(1);
    assertThat(
            metrics
                .counter("clausewatch.door.rejected", "kind", "access", "reason", "conflicting")
                .count())
        .isEqualTo(1);
  }

  @Test
  void nothingOfAnEventIsLogged() {
    try (LogCapture log = new LogCapture()) {
      post(batch(consent("e-1"), faulty("e-2")));
      post(ONE, ("{" + consent("e-1")).getBytes(UTF_8));
      producer.sendException = new TimeoutException(Sample.SUBJECT);
      post(ONE, bytes(consent("e-3")));
      assertThat(log.text())
          .contains("Events were turned away")
          .contains("TimeoutException")
          .doesNotContain(Sample.SUBJECT);
    }
  }

  @Test
  void aClientThatGoesAwayIsNoFaultOfTheServer() throws IOException {
    try (LogCapture log = new LogCapture()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket
            .getOutputStream()
            .write(
                ("POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + TestServer.TOKENS.get(Role.PRODUCER)
                        + "\r\nContent-Type: "
                        + MANY
                        + "\r\nContent-Length: 1000\r\n\r\n[{")
                    .getBytes(UTF_8));
        socket.shutdownOutput();
        assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
            .doesNotContain(" 500 ");
      }
      assertThat(log.text()).doesNotContain("ERROR");
    }
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void everyKindHasItsSchemaRegistered() throws Exception {
    for (EventKind kind : EventKind.values()) {
      assertThat(serdes.registry().getAllVersions(topics.events(kind).name() + "-value"))
          .hasSize(1);
    }
    post(batch(consent("e-1"), access("e-2")));
    assertThat(serdes.registry().getAllVersions("t.events.consent-value")).hasSize(1);
    assertThat(serdes.registry().getAllVersions("t.events.access-value")).hasSize(1);
  }

  /** A batch of one sound event, blanks added to make it so long. */
  private static byte[] padded(int length) {
    byte[] event = bytes(batch(consent("e-1")));
    byte[] padded = new byte[length];
    Arrays.fill(padded, (byte) ' ');
    System.arraycopy(event, 0, padded, 0, event.length);
    return padded;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }
}
