package io.clausewatch.alertsender.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON to memory. */
final class JsonBytes {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonBytes() {}

  /** What is written. */
  @FunctionalInterface
  interface Content {
    /** Writes it. */
    void to(JsonGenerator json) throws IOException;
  }

  static byte[] of(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      content.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /** A field that is null where there is nothing. */
  static void text(JsonGenerator json, String name, Object value) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, value.toString());
    }
  }
}
