package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.producer.AccessEvent;
import io.clausewatch.producer.ActorBuilder;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/**
 * Services that were built against another version of the contract than what runs: one of before,
 * and one of after, which has a field and a word that nobody here knows.
 */
@EndToEnd
class SchemaEvolutionIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOPIC = "clausewatch.events.access";
  private static final String MEMBER = "evolution-member";
  private static final String NEW_WORD = "TELEPORT";

  @Test
  void aServiceOfYesterdayIsUnderstood(RunningSystem running) throws Exception {
    Schema yesterday =
        new Schema.Parser()
            .parse(
                Files.readString(
                    Folders.home().resolve("schemas/src/test/resources/baseline/v1/Access.avsc")));
    assertThat(yesterday).isNotEqualTo(Access.getClassSchema());
    GenericRecord access = access("evolution-yesterday", yesterday);
    send(running, register(running, "yesterday", yesterday), access);
    running.door().settle();

    assertThat(running.door().open(MEMBER, "sony-music-kr"))
        .contains("SMK-PURPOSE evolution-yesterday");
    assertThat(state(running, "evolution-yesterday")).isEqualTo("JUDGED");
  }

  /** It is in the trail, and what hangs on the unknown word is named as a gap. */
  @Test
  void aServiceOfTomorrowIsJudgedAsFarAsItIsUnderstood(RunningSystem running) throws Exception {
    Schema tomorrow = tomorrow();
    GenericRecord access = access("evolution-tomorrow", tomorrow);
    access.put("seenThrough", "a wall");
    access.put(
        "operation", new GenericData.EnumSymbol(tomorrow.getField("operation").schema(), NEW_WORD));
    assertThat(isCompatible(running, tomorrow)).as("it may be registered").isTrue();
    send(running, register(running, "tomorrow", tomorrow), access);
    running.door().settle();

    assertThat(running.door().all("/v1/trail", "eventId", "evolution-tomorrow"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.path("operation").asText()).isEqualTo("UNKNOWN"));
    assertThat(state(running, "evolution-tomorrow")).isEqualTo("UNDECIDED");
  }

  private static String state(RunningSystem running, String eventId) {
    Door door = running.door();
    JsonNode items =
        door.exchange(
                door.request("/v1/deliveries?eventId=" + eventId, door.tokens().producer()).GET())
            .json()
            .path("items");
    assertThat(items).hasSize(1);
    return items.path(0).path("state").asText();
  }

  /** The contract as it is, and a field and a word more. */
  private static Schema tomorrow() throws Exception {
    ObjectNode schema = (ObjectNode) JSON.readTree(Access.getClassSchema().toString());
    ((ArrayNode) schema.get("fields"))
        .addObject()
        .put("name", "seenThrough")
        .put("type", "string")
        .put("default", "");
    for (JsonNode field : schema.get("fields")) {
      if (field.path("name").asText().equals("operation")) {
        ((ArrayNode) field.path("type").path("symbols")).add(NEW_WORD);
      }
    }
    return new Schema.Parser().parse(schema.toString());
  }

  /** A read for a purpose that the policy does not declare, as a service with a schema has it. */
  private static GenericRecord access(String eventId, Schema schema) throws Exception {
    Access event =
        (Access)
            AccessEvent.builder()
                .eventId(eventId)
                .occurredAt(Instant.now())
                .policyId("sony-music-kr")
                .service("e2e")
                .subjectIds(MEMBER)
                .actor(ActorBuilder.of("kim", ActorKind.STAFF))
                .read()
                .purpose("recruitment")
                .build()
                .record();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new SpecificDatumWriter<>(Access.class).write(event, encoder);
    return new GenericDatumReader<GenericRecord>(Access.getClassSchema(), schema)
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }

  /** Under a subject of its own: the schemas of the topic are those that other tests look for. */
  private static int register(RunningSystem running, String subject, Schema schema)
      throws Exception {
    return ask(running, "/subjects/e2e-" + subject + "/versions", schema).path("id").asInt();
  }

  private static boolean isCompatible(RunningSystem running, Schema schema) throws Exception {
    return ask(running, "/compatibility/subjects/" + TOPIC + "-value/versions/latest", schema)
        .path("is_compatible")
        .asBoolean();
  }

  private static JsonNode ask(RunningSystem running, String path, Schema schema) throws Exception {
    var response =
        HttpClient.newHttpClient()
            .send(
                running
                    .registry(path)
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(
                        BodyPublishers.ofString(
                            JSON.createObjectNode().put("schema", schema.toString()).toString()))
                    .build(),
                BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static void send(RunningSystem running, int schemaId, GenericRecord event)
      throws Exception {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(0);
    value.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(value, null);
    new GenericDatumWriter<GenericRecord>(event.getSchema()).write(event, encoder);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(running.kafka(), new StringSerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(TOPIC, event.get("eventId").toString(), value.toByteArray()))
          .get();
    }
  }
}
