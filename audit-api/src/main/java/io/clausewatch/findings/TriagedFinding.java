package io.clausewatch.findings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.JsonObject;
import java.io.IOException;

/**
 * A finding with the engine's {@code revisions} and its {@code statusHistory}, oldest first.
 *
 * @param document the finding, with its acts
 */
public record TriagedFinding(FindingDocument document) implements JsonObject {

  /** Its version as HTTP's ETag. */
  String etag() {
    return "\"" + document.version() + "\"";
  }

  @Override
  public void writeFields(JsonGenerator json, SerializerProvider provider) throws IOException {
    document.writeFields(json, provider);
    provider.defaultSerializeField("revisions", document.revisions(), json);
    provider.defaultSerializeField("statusHistory", FindingChange.historyOf(document), json);
  }
}
