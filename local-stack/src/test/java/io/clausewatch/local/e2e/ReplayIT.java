package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.local.stack.StackMaintenance;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What could not be processed is processed once its cause is mended. */
@EndToEnd
class ReplayIT {

  private static final String TOPIC = "clausewatch.events.access";
  private static final String OWN_ACTS = "clausewatch.own-acts";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ID_AT = 1; // behind the magic byte

  /** A service was rolled out before the schema that it writes reached the registry. */
  @Test
  void anEventOfAnUnknownSchemaIsJudgedOnceTheSchemaIsKnown(RunningSystem running)
      throws Exception {
    Door door = running.door();
    Instant now = Instant.now();
    door.send(List.of(Story.read("replay-0", "sony-music-kr", "replayed", "recruitment", now)));
    door.settle();
    // The schema of the letters themselves is registered with the first one.
    String garbage = produce(running, "replay-1", "garbage".getBytes(StandardCharsets.UTF_8));
    Awaitility.await("a dead letter").until(() -> letters(running).contains(garbage));
    int unknown = register(running, "probe") + 1;
    String place = produce(running, "replay-1", newer(record(running, TOPIC, "replay-0"), unknown));
    Awaitility.await("another").until(() -> letters(running).contains(place));

    String line = TOPIC + " " + place.substring(TOPIC.length() + 1).replace('-', ' ');
    assertThat(replay(running, "list"))
        .anyMatch(told -> told.endsWith(" UNDECODABLE " + line + " -"));
    assertThat(register(running, "newer")).isEqualTo(unknown);

    assertThat(replay(running).getFirst()).startsWith("Sent once more: ").contains("UNDECODABLE");
    door.settle();
    assertThat(door.all("/v1/trail", "eventId", "replay-1")).hasSize(1);
    assertThat(door.all("/v1/findings", "eventId", "replay-1"))
        .extracting(finding -> finding.path("clauseId").asText())
        .isEqualTo(
            door.all("/v1/findings", "eventId", "replay-0").stream()
                .map(finding -> finding.path("clauseId").asText())
                .toList());
    assertThat(replay(running, "list")).noneMatch(told -> told.contains(line));
  }

  /** It wrote what people did among the accesses, where nobody is believed any more. */
  @Test
  void anActThatVersion010LeftIsJudgedOnceItIsSaidWhenThatWasStopped(RunningSystem running)
      throws Exception {
    Door door = running.door();
    assertThat(door.get("/v1/trail?subjectId=left-behind").status()).isEqualTo(200);
    door.settle();
    String made =
        door.all("/v1/activity", "subjectId", "left-behind").getFirst().path("eventId").asText();
    String left = UUID.randomUUID().toString(); // as long
    byte[] act = renamed(record(running, OWN_ACTS, made), made, left);
    int schema = latest(running).path("id").asInt(); // as that version wrote it
    String place = produce(running, left, ByteBuffer.wrap(act).putInt(ID_AT, schema).array());
    Awaitility.await("a dead letter").until(() -> letters(running).contains(place));

    assertThat(replay(running))
        .anyMatch(told -> told.contains(" RESERVED stay"))
        .noneMatch(told -> told.startsWith("Sent") && told.contains("RESERVED"));
    assertThat(replay(running, "own-acts", "2026-01-01T00:00:00Z").getFirst())
        .isEqualTo("Nothing was sent once more");
    assertThat(door.all("/v1/trail", "eventId", left)).isEmpty();

    String now = Instant.now().plusSeconds(60).toString();
    assertThat(replay(running, "own-acts", now).getFirst())
        .startsWith("Sent once more: ")
        .contains("RESERVED");
    Awaitility.await("the act").until(() -> door.all("/v1/trail", "eventId", left).size() == 1);
  }

  private static byte[] renamed(byte[] value, String from, String to) {
    String latin = new String(value, StandardCharsets.ISO_8859_1).replace(from, to);
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<String> replay(RunningSystem running, String... arguments) throws Exception {
    List<String> told = new ArrayList<>();
    running.maintain(StackMaintenance.REPLAY, List.of(arguments), told::add);
    return told;
  }

  /** The value of an event that the API wrote. */
  private static byte[] record(RunningSystem running, String topic, String eventId) {
    List<byte[]> found = new ArrayList<>();
    TopicReader.readAll(
        running.kafka(),
        IsolationLevel.READ_COMMITTED,
        List.of(topic),
        record -> {
          if (new String(record.key(), StandardCharsets.UTF_8).equals(eventId)) {
            found.add(record.value());
          }
        });
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  /** The same under another id, as a schema with one field more writes it: null is one byte, 0. */
  private static byte[] newer(byte[] value, int schema) {
    byte[] same = renamed(value, "replay-0", "replay-1");
    return ByteBuffer.allocate(same.length + 1).put(same).putInt(ID_AT, schema).array();
  }

  /** Returns the key that its dead letter will have. */
  private static String produce(RunningSystem running, String key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            running.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      RecordMetadata sent =
          producer
              .send(new ProducerRecord<>(TOPIC, key.getBytes(StandardCharsets.UTF_8), value))
              .get();
      return "%s-%d-%d".formatted(TOPIC, sent.partition(), sent.offset());
    }
  }

  private static Set<String> letters(RunningSystem running) {
    Set<String> keys = new HashSet<>();
    TopicReader.readAll(
        running.kafka(),
        IsolationLevel.READ_COMMITTED,
        List.of("clausewatch.dead-letters"),
        record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
    return keys;
  }

  /** Registers the schema of the topic with one field more, and returns its id. */
  private static int register(RunningSystem running, String field) throws Exception {
    ObjectNode schema = (ObjectNode) JSON.readTree(latest(running).path("schema").asText());
    ((ArrayNode) schema.path("fields"))
        .add(Story.json("{'name':'%s','type':['null','string'],'default':null}".formatted(field)));
    ObjectNode body = JSON.createObjectNode();
    body.put("schema", schema.toString());
    return exchange(
            running
                .registry("/subjects/replay-" + field + "/versions")
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())))
        .path("id")
        .asInt();
  }

  private static JsonNode latest(RunningSystem running) throws Exception {
    return exchange(running.registry("/subjects/" + TOPIC + "-value/versions/latest"));
  }

  private static JsonNode exchange(HttpRequest.Builder request) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JSON.readTree(answer.body());
    }
  }
}
