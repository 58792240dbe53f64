package io.clausewatch.readmodel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.DeadLetterKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * A record that could not be processed, as it is searched for.
 *
 * @param letter says where it lies, and why
 * @param kind the kind of event whose topic it lies on; null where that is of none
 */
@JsonDeserialize(using = DocumentJson.OfDeadLetter.class)
public record DeadLetterDocument(DeadLetter letter, String kind) implements SearchDocument {
  /** All of its fields. */
  public static final DocumentCatalog<DeadLetterDocument> CATALOG = DeadLetterFields.catalog();

  /**
   * Reads a document of the index.
   *
   * @param json stands at its beginning, at its end when this returns
   * @throws IOException when it is none
   */
  public static DeadLetterDocument read(JsonParser json) throws IOException {
    String[] kind = new String[1];
    DeadLetter letter =
        AvroJson.read(
            json,
            DeadLetter.class,
            (name, parser) -> {
              if (name.equals(DeadLetterFields.KIND)) {
                kind[0] = parser.getValueAsString();
              }
              return name.equals(DeadLetterFields.KIND) || name.equals(DeadLetterFields.PLACE);
            });
    return new DeadLetterDocument(letter, kind[0]);
  }

  /** Where the record lies, in one word; unique among all. */
  public String place() {
    return DeadLetterKey.of(letter);
  }

  /** When the record reached Kafka; when it was given up, where that is not known. */
  public Instant receivedAt() {
    return letter.getReceivedAt() == null ? letter.getDiedAt() : letter.getReceivedAt();
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
