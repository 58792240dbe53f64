package io.clausewatch.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The fields that a document is returned with: always all of them, null where there is no value.
 */
@SuppressWarnings("ImmutableEnumChecker") // its list is, though its type does not say so
public enum DocumentFields {
  /** A finding, with the fields of the contract in its order, and some more that officers need. */
  FINDING(
      "findingId",
      "revision",
      "version",
      "status",
      "reason",
      "assignee",
      "severity",
      "policyId",
      "policyVersion",
      "clauseId",
      "section",
      "quote",
      "translation",
      "title",
      "localTitle",
      "explanation",
      "localExplanation",
      "eventId",
      "eventKind",
      "occurredAt",
      "detectedAt",
      "revisedAt",
      "dueAt",
      "retroactive",
      "revisedBecause",
      "subjectRef",
      "actorId",
      "service",
      "recipientId",
      "recipientKind",
      "purpose",
      "dataCategories",
      "evidence"),

  /** An event about one data subject, as it stands in the trail. */
  TRAIL_ENTRY(
      "entryId",
      "revision",
      "verdict",
      "policyId",
      "policyVersion",
      "eventId",
      "eventKind",
      "subtype",
      "occurredAt",
      "receivedAt",
      "judgedAt",
      "service",
      "subjectRef",
      "actorId",
      "actorKind",
      "operation",
      "purpose",
      "dataCategories",
      "recipientId",
      "recipientKind",
      "recipientCountry",
      "legalBasis",
      "transferId",
      "clauseIds",
      "findingIds",
      "verdicts",
      "event"),

  /** A deadline, with the fields of the contract in its order. */
  DEADLINE(
      "deadlineId",
      "revision",
      "status",
      "severity",
      "policyId",
      "policyVersion",
      "clauseId",
      "section",
      "title",
      "localTitle",
      "eventId",
      "eventKind",
      "occurredAt",
      "dueAt",
      "items",
      "subjectRef",
      "service",
      "revisedAt");

  private static final List<String> LISTS =
      List.of("dataCategories", "evidence", "clauseIds", "findingIds", "verdicts", "items");

  private final List<String> fields;

  DocumentFields(String... fields) {
    this.fields = List.of(fields);
  }

  /** The names of its fields, in their order. */
  List<String> fields() {
    return fields;
  }

  /** A document of the index in this shape. */
  public ObjectNode of(ObjectNode document) {
    ObjectNode shaped = JsonNodeFactory.instance.objectNode();
    fields.forEach(field -> shaped.set(field, value(field, document)));
    return shaped;
  }

  private static JsonNode value(String field, ObjectNode document) {
    JsonNode value = document.path(field);
    if (!value.isMissingNode() && !value.isNull()) {
      return value;
    }
    return LISTS.contains(field)
        ? JsonNodeFactory.instance.arrayNode()
        : JsonNodeFactory.instance.nullNode();
  }
}
