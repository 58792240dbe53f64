package io.clausewatch.findings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.clausewatch.readmodel.FindingDocument;
import java.io.IOException;

/**
 * A finding with the engine's {@code revisions} and its {@code statusHistory}, oldest first.
 *
 * @param document the finding, with its acts
 */
public record TriagedFinding(FindingDocument document) implements JsonSerializable {

  /** Its version as HTTP's ETag. */
  String etag() {
    return "\"" + document.version() + "\"";
  }

  /** Writes its fields, without the braces of the object. */
  void writeFields(JsonGenerator json, SerializerProvider provider) throws IOException {
    document.writeReturned(json);
    provider.defaultSerializeField("revisions", document.revisions(), json);
    provider.defaultSerializeField("statusHistory", FindingChange.historyOf(document), json);
  }

  @Override
  public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
    json.writeStartObject(this);
    writeFields(json, provider);
    json.writeEndObject();
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializerProvider provider, TypeSerializer type) throws IOException {
    serialize(json, provider);
  }
}
