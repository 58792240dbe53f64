package io.clausewatch.readmodel.index;

import com.fasterxml.jackson.core.JsonGenerator;
import io.clausewatch.readmodel.DocumentCatalog;
import io.clausewatch.readmodel.DocumentJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A document as it is sent to the index: its fields, and what the full text finds of them. */
public final class IndexedJson {
  private IndexedJson() {}

  /**
   * Writes a document.
   *
   * @return UTF-8
   */
  public static <D> byte[] of(DocumentCatalog<D> catalog, D document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    try (JsonGenerator json = DocumentJson.mapper().createGenerator(bytes)) {
      json.writeStartObject();
      catalog.writeIndexed(document, json);
      List<String> texts = catalog.texts(document);
      if (!texts.isEmpty()) {
        json.writeStringField(SearchText.FIELD, SearchText.indexed(texts));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
