package io.clausewatch.findings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.clausewatch.contract.Evidence;
import io.clausewatch.contract.Finding;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A finding with all that an officer has to know about it: besides what became of it the judged
 * {@code event} and the {@code facts} that it was judged by, with a {@code factsNote} about them.
 *
 * @param triaged the finding, and what became of it
 * @param event the judged event; empty while the trail does not have it yet
 */
public record FindingDetails(TriagedFinding triaged, Optional<SpecificRecord> event)
    implements JsonObject {
  private static final String JUDGED_ALONE =
      "It was judged by the event alone: no other fact is known that the clause asks about.";
  private static final String JUDGED_BY_FACTS =
      "The other facts by which the event was judged, as they stood when it happened.";

  /** The finding. */
  FindingDocument document() {
    return triaged.document();
  }

  /** What the engine says of it. */
  Finding finding() {
    return document().finding();
  }

  /** The facts that it was judged by. */
  List<Evidence> facts() {
    return finding().getEvidence();
  }

  @Override
  public void writeFields(JsonGenerator json, SerializerProvider provider) throws IOException {
    triaged.writeFields(json, provider);
    provider.defaultSerializeField("event", event.orElse(null), json);
    provider.defaultSerializeField("facts", facts(), json);
    json.writeStringField("factsNote", facts().isEmpty() ? JUDGED_ALONE : JUDGED_BY_FACTS);
  }
}
