package io.clausewatch.readmodel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** Writes documents as the API returns them, straight from their records. */
final class DocumentSerializer extends StdSerializer<SearchDocument> {
  private static final long serialVersionUID = 1L;

  DocumentSerializer() {
    super(SearchDocument.class);
  }

  @Override
  public void serialize(SearchDocument document, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeStartObject(document);
    document.writeReturned(json);
    json.writeEndObject();
  }
}
