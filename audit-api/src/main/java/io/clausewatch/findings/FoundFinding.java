package io.clausewatch.findings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.JsonObject;
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
    implements JsonObject {

  /** Where the words stand in a text. */
  List<Mark> marks(String field) {
    return highlight.map(places -> places.get(field)).orElse(List.of());
  }

  @Override
  public void writeFields(JsonGenerator json, SerializerProvider provider) throws IOException {
    document.writeFields(json, provider);
    if (highlight.isPresent()) {
      provider.defaultSerializeField("highlight", highlight.get(), json);
    }
  }
}
