package io.clausewatch.findings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.index.SearchText.Mark;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finding in a list.
 *
 * @param document the finding
 * @param highlight by text, where the words stand in it that were searched for; empty when none
 *     were
 */
public record FoundFinding(FindingDocument document, Optional<Map<String, List<Mark>>> highlight)
    implements JsonSerializable {

  /** Where the words stand in a text. */
  List<Mark> marks(String field) {
    return highlight.map(places -> places.get(field)).orElse(List.of());
  }

  @Override
  public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
    json.writeStartObject(this);
    document.writeReturned(json);
    if (highlight.isPresent()) {
      provider.defaultSerializeField("highlight", highlight.get(), json);
    }
    json.writeEndObject();
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializerProvider provider, TypeSerializer type) throws IOException {
    serialize(json, provider);
  }
}
