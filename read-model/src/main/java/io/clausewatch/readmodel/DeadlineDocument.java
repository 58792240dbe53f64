package io.clausewatch.readmodel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Deadline;
import java.io.IOException;
import java.util.List;

/**
 * A deadline as it is searched for.
 *
 * @param deadline the deadline
 */
@JsonDeserialize(using = DocumentJson.OfDeadline.class)
public record DeadlineDocument(Deadline deadline) implements SearchDocument {
  /** All of its fields. */
  public static final DocumentCatalog<DeadlineDocument> CATALOG = DeadlineFields.catalog();

  /**
   * Reads a document of the index.
   *
   * @param json stands at its beginning, at its end when this returns
   * @throws IOException when it is none
   */
  public static DeadlineDocument read(JsonParser json) throws IOException {
    return new DeadlineDocument(AvroJson.read(json, Deadline.class));
  }

  @Override
  public List<Object> returnedValues() {
    return CATALOG.values(this);
  }

  @Override
  public void writeFields(JsonGenerator json, SerializerProvider provider) throws IOException {
    CATALOG.writeReturned(this, json);
  }
}
