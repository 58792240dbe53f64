package io.clausewatch.readmodel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;

/** What writes itself as an object of JSON, field by field. */
public interface JsonObject extends JsonSerializable {

  /**
   * Writes the fields. Neither begins nor ends the object, so that what holds this can go on.
   *
   * @throws IOException when the generator cannot write
   */
  void writeFields(JsonGenerator json, SerializerProvider provider) throws IOException;

  @Override
  default void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
    json.writeStartObject(this);
    writeFields(json, provider);
    json.writeEndObject();
  }

  @Override
  default void serializeWithType(
      JsonGenerator json, SerializerProvider provider, TypeSerializer type) throws IOException {
    serialize(json, provider);
  }
}
