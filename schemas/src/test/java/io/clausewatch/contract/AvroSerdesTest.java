package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AvroSerdesTest {
  private static final String REGISTRY = "mock://avro-serdes";
  private static final String TOPIC = "a-topic";

  private final AvroSerdes serdes = new AvroSerdes(REGISTRY);

  @AfterEach
  void close() {
    serdes.close();
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void carriesEveryFieldOfEveryKind(EventKind kind) {
    assertCarries(kind.id(), kind.recordClass(), Samples.event(kind).record());
  }

  private <V extends SpecificRecord> void assertCarries(
      String topic, Class<V> type, SpecificRecord record) {
    var serde = serdes.serde(type);
    byte[] bytes = serde.serializer().serialize(topic, type.cast(record));
    assertThat(serde.deserializer().deserialize(topic, bytes)).isEqualTo(record);
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void writesTheBytesThatConfluentsSerializerWrites(EventKind kind) {
    SpecificRecord record = Samples.event(kind).record();
    Map<String, Object> settings =
        Map.of("schema.registry.url", REGISTRY, "avro.remove.java.properties", true);
    try (KafkaAvroSerializer confluents = new KafkaAvroSerializer(serdes.registry(), settings)) {
      byte[] expected = confluents.serialize(TOPIC, record);

      assertThat(serdes.serializer(SpecificRecord.class).serialize(TOPIC, record))
          .isEqualTo(expected);
    }
  }

  @Test
  void manyThreadsCanShareOneOfEach() throws Exception {
    Serializer<SpecificRecord> serializer = serdes.serializer(SpecificRecord.class);
    Deserializer<Consent> deserializer = serdes.deserializer(Consent.class);
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      Consent mine = Consent.newBuilder(Samples.event(EventKind.CONSENT).consent()).build();
      mine.setEventId("of-thread-" + thread);
      work.add(
          () -> {
            for (int i = 0; i < 2_000; i++) {
              byte[] bytes = serializer.serialize(TOPIC, mine);
              assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(mine);
            }
            return null;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void writesWhatItCanAfterWhatItCannot() {
    Serializer<Notice> serializer = serdes.serializer(Notice.class);
    Notice whole = Samples.event(EventKind.NOTICE).notice();
    byte[] expected = serializer.serialize(TOPIC, whole);
    Notice broken = Notice.newBuilder(whole).build();
    broken.setPolicyId(null);

    assertThatThrownBy(() -> serializer.serialize(TOPIC, broken))
        .isInstanceOf(SerializationException.class);
    assertThat(serializer.serialize(TOPIC, whole)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void carriesEveryKindInsideAFact(EventKind kind) {
    Fact fact =
        Fact.newBuilder()
            .setScope(FactScope.SUBJECT)
            .setSubjectRef("ref")
            .setReceivedAt(Samples.NOW)
            .setEvent(Samples.event(kind).record())
            .build();
    assertCarries("facts", Fact.class, fact);
  }

  @Test
  void carriesNothing() {
    var serde = serdes.serde(Finding.class);

    assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
    assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
  }

  @Test
  void registersByTopicAndWithoutWhatOnlyJavaNeeds() throws Exception {
    serdes.serializer(Notice.class).serialize("notices", Samples.event(EventKind.NOTICE).notice());

    String registered = serdes.registry().getLatestSchemaMetadata("notices-value").getSchema();
    assertThat(registered).contains("\"limit\":\"id\"").doesNotContain("avro.java.string");
    assertThat(new Schema.Parser().parse(registered).getFullName())
        .isEqualTo("io.clausewatch.contract.Notice");
  }

  @Test
  void refusesBytesThatAreNoRecord() {
    Deserializer<Notice> deserializer = serdes.deserializer(Notice.class);
    byte[] sound =
        serdes.serializer(Notice.class).serialize(TOPIC, Samples.event(EventKind.NOTICE).notice());
    byte[] cut = java.util.Arrays.copyOf(sound, sound.length / 2);
    byte[] unknownSchema = sound.clone();
    unknownSchema[1] = 0x70;

    for (byte[] bytes :
        List.of(
            new byte[0], "{\"json\": 1}".getBytes(StandardCharsets.UTF_8), cut, unknownSchema)) {
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void refusesARecordOfAnotherType() {
    byte[] bytes =
        serdes
            .serializer(Register.class)
            .serialize(TOPIC + "-2", Samples.event(EventKind.REGISTER).register());
    Deserializer<Notice> deserializer = serdes.deserializer(Notice.class);

    assertThatThrownBy(() -> deserializer.deserialize(TOPIC + "-2", bytes))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void saysWhenTheRegistryIsAway() {
    try (AvroSerdes away = new AvroSerdes("http://127.0.0.1:1")) {
      Deserializer<Notice> deserializer = away.deserializer(Notice.class);
      byte[] bytes = {0, 0, 0, 0, 1, 0};

      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
          .isInstanceOf(RegistryAwayException.class);
    }
  }

  @Test
  void readsANewerWritersSymbolAsUnknownAndPassesOverItsFields() {
    Schema newer =
        new Schema.Parser()
            .parse(
                Register.getClassSchema()
                    .toString()
                    .replace("\"ROLE\"]", "\"ROLE\",\"AUDITOR\"]")
                    .replace(
                        "\"fields\":[",
                        "\"fields\":[{\"name\":\"added\",\"type\":\"long\",\"default\":0},"));
    GenericRecord record = new GenericData.Record(newer);
    record.put("added", 5L);
    record.put("eventId", "e-1");
    record.put("occurredAt", Samples.NOW.toEpochMilli());
    record.put("policyId", "a-policy");
    record.put("service", "crm");
    record.put("entryId", "auditor");
    record.put("kind", new GenericData.EnumSymbol(newer.getField("kind").schema(), "AUDITOR"));
    record.put("purposes", List.of("audit"));
    record.put("validFrom", 0L);
    record.put("roles", List.of());
    record.put("dataCategories", List.of());
    byte[] bytes;
    try (KafkaAvroSerializer serializer =
        new KafkaAvroSerializer(serdes.registry(), Map.of("schema.registry.url", REGISTRY))) {
      bytes = serializer.serialize("newer", record);
    }

    Register read = serdes.deserializer(Register.class).deserialize("newer", bytes);

    assertThat(read.getKind()).isEqualTo(RegisterKind.UNKNOWN);
    assertThat(read.getEntryId()).isEqualTo("auditor");
    assertThat(read.getValidFrom()).isEqualTo(Instant.EPOCH);
    assertThat(read.getPurposes()).containsExactly("audit");
    assertThat(EventChecks.check(Event.of(read), Samples.NOW)).isEmpty();
    assertThat(new AvroSchema(newer).isBackwardCompatible(new AvroSchema(Register.SCHEMA$)))
        .isEmpty();
  }
}
