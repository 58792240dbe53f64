package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema that any producer may register, and records that would never be read to their end. */
class RecordBoundsTest {
  private static final String TOPIC = "accesses";
  private static final Schema NULLS = SchemaBuilder.array().items().nullType();

  private final AvroSerdes serdes = new AvroSerdes("mock://record-bounds");

  @AfterEach
  void close() {
    serdes.close();
  }

  /** What comes behind the fields of the contract. */
  private interface Tail {
    void write(BinaryEncoder out) throws IOException;
  }

  /** An access event under a schema that has one field more, in front of which all is well. */
  private byte[] record(Schema more, Tail tail) throws Exception {
    var event = Samples.event(EventKind.ACCESS).access();
    List<Schema.Field> fields = new ArrayList<>();
    event
        .getSchema()
        .getFields()
        .forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(new Schema.Field("more", more));
    Schema writer =
        Schema.createRecord(
            event.getSchema().getName(), null, event.getSchema().getNamespace(), false, fields);
    int id = serdes.registry().register(TOPIC + "-value", new AvroSchema(writer));
    byte[] known = serdes.serializer(Access.class).serialize("known", event);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(known);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    tail.write(encoder);
    encoder.flush();
    byte[] all = bytes.toByteArray();
    ByteBuffer.wrap(all).putInt(1, id);
    return all;
  }

  private Access read(byte[] record) {
    return serdes.deserializer(Access.class).deserialize(TOPIC, record);
  }

  @ParameterizedTest
  @ValueSource(longs = {3_000_000, 20_000_000_000L, 1_000_000_000_000_000_000L, Long.MAX_VALUE})
  void aListThatClaimsMoreItemsThanARecordCanHoldIsNoRecord(long claimed) throws Exception {
    byte[] bomb =
        record(
            NULLS,
            out -> {
              out.writeLong(claimed);
              out.writeLong(0);
            });

    assertThat(bomb).hasSizeLessThan(400);
    assertThatThrownBy(() -> read(bomb)).isInstanceOf(SerializationException.class);
  }

  @Test
  void listsAreCountedTogether() throws Exception {
    byte[] bomb =
        record(
            SchemaBuilder.array().items(NULLS),
            out -> {
              out.writeLong(1_000);
              for (int i = 0; i < 1_000; i++) {
                out.writeLong(2_000_000);
                out.writeLong(0);
              }
              out.writeLong(0);
            });

    assertThatThrownBy(() -> read(bomb)).isInstanceOf(SerializationException.class);
  }

  @Test
  void blocksOfOneListAreCountedTogether() throws Exception {
    byte[] bomb =
        record(
            NULLS,
            out -> {
              for (int i = 0; i < 5_000; i++) {
                out.writeLong(2_000_000);
              }
              out.writeLong(0);
            });

    assertThatThrownBy(() -> read(bomb)).isInstanceOf(SerializationException.class);
  }

  @Test
  void aRecordWithinItselfMayNotBeDeeperThanAStack() throws Exception {
    Schema node = Schema.createRecord("Node", null, "bombs", false);
    node.setFields(
        List.of(
            new Schema.Field("next", Schema.createUnion(Schema.create(Schema.Type.NULL), node))));
    byte[] bomb =
        record(
            node,
            out -> {
              for (int i = 0; i < 1_000_000; i++) {
                out.writeIndex(1);
              }
              out.writeIndex(0);
            });

    assertThatThrownBy(() -> read(bomb)).isInstanceOf(SerializationException.class);
  }

  /** Odd is not hostile. */
  @Test
  void whatIsWithinTheBoundsIsRead() throws Exception {
    byte[] odd =
        record(
            NULLS,
            out -> {
              out.writeLong(1_000);
              out.writeLong(0);
            });

    assertThat(read(odd)).isEqualTo(Samples.event(EventKind.ACCESS).access());
  }

  /** In bytes it is nothing, and to skip it would take longer than anybody lives. */
  @Test
  void aRecordOfRecordsThatHaveTheNextOneTwiceIsNoRecord() throws Exception {
    Schema next = SchemaBuilder.record("R0").fields().endRecord();
    for (int i = 1; i <= 40; i++) {
      next =
          SchemaBuilder.record("R" + i)
              .fields()
              .name("a")
              .type(next)
              .noDefault()
              .name("b")
              .type(next)
              .noDefault()
              .endRecord();
    }
    byte[] bytes = record(next, out -> {});
    assertThatThrownBy(() -> serdes.deserializer(Access.class).deserialize(TOPIC, bytes))
        .isInstanceOf(SerializationException.class);
  }
}
