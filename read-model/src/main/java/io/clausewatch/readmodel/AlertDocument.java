package io.clausewatch.readmodel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertedFinding;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A message to a receiver as it is searched for. Of the findings that it lists, it names the ids,
 * and the first one's clause and headline: what they say themselves, the findings say.
 *
 * @param message the message, without its findings where it was read
 * @param findingIds the findings that it lists
 * @param policyId the first one's policy; null where it tells of none
 * @param clauseId the first one's clause; null where it tells of none
 * @param severity the first one's; null where it tells of none
 * @param title the first one's headline; null where it tells of none
 */
@JsonDeserialize(using = DocumentJson.OfAlert.class)
public record AlertDocument(
    AlertMessage message,
    List<String> findingIds,
    String policyId,
    String clauseId,
    String severity,
    String title)
    implements SearchDocument {
  /** All of its fields. */
  public static final DocumentCatalog<AlertDocument> CATALOG = AlertFields.catalog();

  /** Copies its list. */
  public AlertDocument {
    findingIds = List.copyOf(findingIds);
  }

  /** The document of a message. */
  public static AlertDocument of(AlertMessage message) {
    List<String> ids =
        message.getFindings().stream().map(told -> told.getFinding().getFindingId()).toList();
    Finding first =
        message.getFindings().stream().findFirst().map(AlertedFinding::getFinding).orElse(null);
    return first == null
        ? new AlertDocument(message, ids, null, null, null, null)
        : new AlertDocument(
            message,
            ids,
            first.getPolicyId(),
            first.getClauseId(),
            first.getSeverity().name(),
            first.getTitle());
  }

  /**
   * Reads a document of the index.
   *
   * @param json stands at its beginning, at its end when this returns
   * @throws IOException when it is none
   */
  public static AlertDocument read(JsonParser json) throws IOException {
    OfFindings others = new OfFindings();
    AlertMessage message = AvroJson.read(json, AlertMessage.class, others::read);
    return new AlertDocument(
        message,
        others.findingIds,
        others.policyId,
        others.clauseId,
        others.severity,
        others.title);
  }

  /** What a document says of the findings, field by field as it is read. */
  private static final class OfFindings {
    private final List<String> findingIds = new ArrayList<>();
    private String policyId;
    private String clauseId;
    private String severity;
    private String title;

    private boolean read(String name, JsonParser json) throws IOException {
      switch (name) {
        case AlertFields.FINDING_IDS -> {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            findingIds.add(json.getText());
          }
        }
        case AlertFields.POLICY_ID -> policyId = json.getValueAsString();
        case AlertFields.CLAUSE_ID -> clauseId = json.getValueAsString();
        case AlertFields.SEVERITY -> severity = json.getValueAsString();
        case AlertFields.TITLE -> title = json.getValueAsString();
        default -> {
          return false;
        }
      }
      return true;
    }
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
