package io.clausewatch.readmodel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.clausewatch.contract.AvroJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Documents and their parts as JSON: instants in ISO 8601, UTC. */
public final class DocumentJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(new RecordSerializer())
                  .addDeserializer(Instant.class, new InstantDeserializer()))
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

  /** Instants, as quickly as {@link AvroJson} reads them. */
  private static final class InstantDeserializer extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantDeserializer() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return AvroJson.instant(json.getText());
    }
  }

  /** The one mapper; not to be reconfigured. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** The parts in a list; none where there is no list. */
  static <T> List<T> list(JsonNode json, Class<T> type) {
    List<T> parts = new ArrayList<>(json.size());
    for (JsonNode item : json) {
      parts.add(part(item, type));
    }
    return parts;
  }

  private static <T> T part(JsonNode json, Class<T> type) {
    try {
      return MAPPER.treeToValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
