package io.clausewatch.readmodel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.clausewatch.contract.AvroJson;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** Documents and their parts as JSON: instants in ISO 8601, UTC. */
public final class DocumentJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(new RecordSerializer())
                  .addDeserializer(Instant.class, new OfInstant()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          // What a later version wrote is read as far as it is known.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
          .build();

  private DocumentJson() {}

  /** Records of the contract, as {@link AvroJson} writes them. */
  private static final class RecordSerializer extends StdSerializer<SpecificRecord> {
    private static final long serialVersionUID = 1L;

    RecordSerializer() {
      super(SpecificRecord.class);
    }

    @Override
    public void serialize(SpecificRecord record, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      AvroJson.write(record, json);
    }
  }

  /** Reads a value from where a parser stands. */
  interface ValueReader<T> {
    T read(JsonParser json) throws IOException;
  }

  abstract static class StreamDeserializer<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient ValueReader<T> reader;

    StreamDeserializer(Class<T> type, ValueReader<T> reader) {
      super(type);
      this.reader = reader;
    }

    @Override
    public final T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return reader.read(json);
    }
  }

  /** Instants, as quickly as {@link AvroJson} reads them. */
  private static final class OfInstant extends StreamDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    OfInstant() {
      super(Instant.class, json -> AvroJson.instant(json.getText()));
    }
  }

  /** For whichever mapper reads an answer of the index. */
  static final class OfFinding extends StreamDeserializer<FindingDocument> {
    private static final long serialVersionUID = 1L;

    OfFinding() {
      super(FindingDocument.class, FindingDocument::read);
    }
  }

  /** For whichever mapper reads an answer of the index. */
  static final class OfTrail extends StreamDeserializer<TrailDocument> {
    private static final long serialVersionUID = 1L;

    OfTrail() {
      super(TrailDocument.class, TrailDocument::read);
    }
  }

  /** For whichever mapper reads an answer of the index. */
  static final class OfAlert extends StreamDeserializer<AlertDocument> {
    private static final long serialVersionUID = 1L;

    OfAlert() {
      super(AlertDocument.class, AlertDocument::read);
    }
  }

  /** For whichever mapper reads an answer of the index. */
  static final class OfDeadline extends StreamDeserializer<DeadlineDocument> {
    private static final long serialVersionUID = 1L;

    OfDeadline() {
      super(DeadlineDocument.class, DeadlineDocument::read);
    }
  }

  /** For whichever mapper reads an answer of the index. */
  static final class OfDeadLetter extends StreamDeserializer<DeadLetterDocument> {
    private static final long serialVersionUID = 1L;

    OfDeadLetter() {
      super(DeadLetterDocument.class, DeadLetterDocument::read);
    }
  }

  /** The one mapper; not to be reconfigured. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads the parts in a list, at which a parser stands; made once, which takes longer than to
   * read.
   */
  static ObjectReader lists(Class<?> type) {
    return MAPPER.readerForListOf(type);
  }
}
