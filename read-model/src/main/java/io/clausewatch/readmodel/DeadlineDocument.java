package io.clausewatch.readmodel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Deadline;
import java.io.IOException;
import java.util.List;

/**
 * A deadline as it is searched for.
 *
 * @param deadline the deadline
 */
public record DeadlineDocument(Deadline deadline) implements SearchDocument {
  /** All of its fields. */
  public static final DocumentCatalog<DeadlineDocument> CATALOG = DeadlineFields.catalog();

  /** Reads a document of the index. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static DeadlineDocument read(ObjectNode json) {
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
