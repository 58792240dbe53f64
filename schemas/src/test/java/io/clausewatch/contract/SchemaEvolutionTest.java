package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the schemas to those that were released. A baseline is never edited: a new version of the
 * contract adds a folder with what it released.
 */
class SchemaEvolutionTest {

  /** What no release has written yet; the next one adds their baselines. */
  private static final Set<String> NOT_RELEASED =
      Set.of(
          "FollowUp",
          "RekeyedEvent",
          "PolicyPass",
          "AlertDecision",
          "AlertMessage",
          "AlertSilence",
          "AlertRequest",
          "AlertReceiverHealth",
          "AlertDelivery");

  static Stream<Topic<?>> topics() {
    return new Topics("", 1, 1).all().stream();
  }

  static Stream<Topic<?>> releasedTopics() {
    return topics().filter(topic -> !NOT_RELEASED.contains(topic.valueType().getSimpleName()));
  }

  private static Schema baseline(Schema current) {
    String file = "/baseline/v1/" + current.getName() + ".avsc";
    try (InputStream in = SchemaEvolutionTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("releasedTopics")
  void readsWhatReleasedVersionsWrote(Topic<?> topic) {
    Schema current = SpecificData.get().getSchema(topic.valueType());

    assertThat(new AvroSchema(current).isBackwardCompatible(new AvroSchema(baseline(current))))
        .as("what stands in the way of reading %s", topic.name())
        .isEmpty();
  }

  private static Collection<Schema> allTypes() {
    Map<String, Schema> types = new LinkedHashMap<>();
    topics().forEach(topic -> collect(SpecificData.get().getSchema(topic.valueType()), types));
    // Kept in a store for good.
    collect(SpecificData.get().getSchema(AlertStanding.class), types);
    return types.values();
  }

  private static void collect(Schema schema, Map<String, Schema> types) {
    switch (schema.getType()) {
      case RECORD -> {
        if (types.put(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), types));
        }
      }
      case ENUM -> types.put(schema.getFullName(), schema);
      case UNION -> schema.getTypes().forEach(part -> collect(part, types));
      case ARRAY -> collect(schema.getElementType(), types);
      case MAP -> collect(schema.getValueType(), types);
      default -> {
        // A plain value, with nothing in it.
      }
    }
  }

  @Test
  void documentsEveryTypeAndField() {
    for (Schema type : allTypes()) {
      assertThat(type.getDoc()).as(type.getFullName()).isNotBlank();
      if (type.getType() == Schema.Type.RECORD) {
        for (Schema.Field field : type.getFields()) {
          assertThat(field.doc()).as(type.getFullName() + "." + field.name()).isNotBlank();
        }
      }
    }
  }

  @Test
  void readsAnyNewSymbolAsUnknown() {
    for (Schema type : allTypes()) {
      if (type.getType() == Schema.Type.ENUM) {
        assertThat(type.getEnumDefault()).as(type.getFullName()).isEqualTo("UNKNOWN");
      }
    }
  }

  @Test
  void defaultsWhatMayBeNullToNull() {
    for (Schema type : allTypes()) {
      if (type.getType() == Schema.Type.RECORD) {
        for (Schema.Field field : type.getFields()) {
          if (field.schema().isNullable()) {
            assertThat(field.hasDefaultValue()).as(type.getName() + "." + field.name()).isTrue();
          }
        }
      }
    }
  }
}
