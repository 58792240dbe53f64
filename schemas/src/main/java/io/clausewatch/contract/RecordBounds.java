package io.clausewatch.contract;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Bounds what the bytes of a record can make a reader do. Whoever may write to a topic may also
 * register a schema, and a reader has to skip what the schema has more than its own: a list whose
 * items take no bytes can claim any number of them in ten, and a record within itself can be as
 * deep as it is long; and a schema of some lines, of records that have the next one twice, can ask
 * for more values than there are bytes in the world.
 *
 * <p>Almost all schemas allow none of it: then a record has no more items than bytes, and is as
 * deep as its schema. Only the records of the others are walked through beforehand.
 */
final class RecordBounds {
  /** As many items as the longest record could have if each took a byte. */
  private static final int MAX_ITEMS = Topics.MAX_BYTES;

  /** More values than any schema of the contract has outside of its lists. */
  private static final int MANY = 10_000;

  private static final int MAX_VALUES_OF_AN_ITEM = 100;

  /** Far deeper than the contract, which nests three records, and far from the end of a stack. */
  private static final int MAX_DEPTH = 100;

  private final Schema writer;
  private final boolean bounded;

  /**
   * The bounds of the records that a schema writes.
   *
   * @param writer the schema
   */
  RecordBounds(Schema writer) {
    this.writer = writer;
    this.bounded = values(writer, new HashMap<>()) < MANY;
  }

  /**
   * Looks whether a record is within the bounds.
   *
   * @param bytes hold the record
   * @param offset where it begins
   * @throws SerializationException when it is not, or when the bytes are no record of the schema
   */
  void check(byte[] bytes, int offset) {
    if (bounded) {
      return;
    }
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
    try {
      new RecordSkipper(decoder).skip(writer, 0);
    } catch (IOException | AvroRuntimeException | UnsupportedOperationException e) {
      throw new SerializationException("No record of the schema that it names", e);
    }
  }

  /**
   * How many values a record can have that is not in a list; {@link #MANY} where a schema says
   * nothing against more, or where each item of a list can have a record's worth of them. A record
   * that is in several places is looked at once: the ways to it can be more than anybody can walk.
   *
   * @param known of the records that were looked at, {@link #MANY} while one is being
   */
  private static int values(Schema schema, Map<String, Integer> known) {
    return switch (schema.getType()) {
      case ARRAY ->
          takesBytes(schema.getElementType(), new HashSet<>())
              ? ofItems(values(schema.getElementType(), known))
              : MANY;
      case MAP -> ofItems(values(schema.getValueType(), known));
      case UNION ->
          schema.getTypes().stream().mapToInt(type -> values(type, known)).max().orElse(0);
      case RECORD -> {
        Integer before = known.putIfAbsent(schema.getFullName(), MANY);
        if (before != null) {
          yield before;
        }
        int all = 1;
        for (Schema.Field field : schema.getFields()) {
          all = Math.min(MANY, all + values(field.schema(), known));
        }
        known.put(schema.getFullName(), all);
        yield all;
      }
      default -> 1;
    };
  }

  private static int ofItems(int values) {
    return values > MAX_VALUES_OF_AN_ITEM ? MANY : 1;
  }

  private static boolean takesBytes(Schema schema, Set<String> within) {
    return switch (schema.getType()) {
      case NULL -> false;
      case FIXED -> schema.getFixedSize() > 0;
      case RECORD ->
          within.add(schema.getFullName())
              && schema.getFields().stream().anyMatch(f -> takesBytes(f.schema(), within));
      default -> true;
    };
  }

  /** One record while it is walked through. */
  private static final class RecordSkipper {
    private final BinaryDecoder decoder;
    private long items;

    RecordSkipper(BinaryDecoder decoder) {
      this.decoder = decoder;
    }

    void skip(Schema schema, int depth) throws IOException {
      if (depth > MAX_DEPTH) {
        throw new SerializationException("A record deeper than " + MAX_DEPTH + " levels");
      }
      switch (schema.getType()) {
        case NULL -> decoder.readNull();
        case BOOLEAN -> decoder.readBoolean();
        case INT -> decoder.readInt();
        case LONG -> decoder.readLong();
        case FLOAT -> decoder.readFloat();
        case DOUBLE -> decoder.readDouble();
        case STRING -> decoder.skipString();
        case BYTES -> decoder.skipBytes();
        case FIXED -> decoder.skipFixed(schema.getFixedSize());
        case ENUM -> decoder.readEnum();
        case UNION -> skip(branch(schema), depth + 1);
        case RECORD -> {
          count(1);
          for (Schema.Field field : schema.getFields()) {
            skip(field.schema(), depth + 1);
          }
        }
        case ARRAY -> {
          for (long n = decoder.readArrayStart(); n > 0; n = decoder.arrayNext()) {
            count(n);
            for (long i = 0; i < n; i++) {
              skip(schema.getElementType(), depth + 1);
            }
          }
        }
        case MAP -> {
          for (long n = decoder.readMapStart(); n > 0; n = decoder.mapNext()) {
            count(n);
            for (long i = 0; i < n; i++) {
              decoder.skipString();
              skip(schema.getValueType(), depth + 1);
            }
          }
        }
      }
    }

    private Schema branch(Schema union) throws IOException {
      int index = decoder.readIndex();
      if (index < 0 || index >= union.getTypes().size()) {
        throw new SerializationException("A branch that the union does not have");
      }
      return union.getTypes().get(index);
    }

    private void count(long more) {
      if (more > MAX_ITEMS - items) {
        throw new SerializationException("A record of more than " + MAX_ITEMS + " items");
      }
      items += more;
    }
  }
}
