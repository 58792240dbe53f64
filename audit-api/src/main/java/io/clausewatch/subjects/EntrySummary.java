package io.clausewatch.subjects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.policy.DeclaredQuote;
import io.clausewatch.policy.PolicyCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells an entry of the trail as a report does: what happened to the data of one person. */
final class EntrySummary {
  private static final List<String> OF_A_FINDING =
      List.of("findingId", "clauseId", "title", "section", "severity", "status");

  private final PolicyCatalog catalog;

  EntrySummary(PolicyCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * An access or a disclosure. What a kind of event does not have is null.
   *
   * @param entry of the trail
   * @param findings about it
   */
  ObjectNode event(ObjectNode entry, List<ObjectNode> findings) {
    JsonNode event = entry.path("event");
    ObjectNode told = ApiJson.object();
    told.set("kind", entry.path("eventKind"));
    for (String field : List.of("eventId", "policyId", "occurredAt", "service", "operation")) {
      told.set(field, entry.path(field));
    }
    told.set("actor", event.path("actor"));
    told.set("recipient", given(event, "recipient"));
    told.set("purpose", purpose(entry));
    told.set("dataCategories", entry.path("dataCategories"));
    for (String field : List.of("legalBasis", "instrument", "safeguard", "justification")) {
      told.set(field, given(event, field));
    }
    told.set("exportReason", given(event.path("export"), "reason"));
    told.set("verdict", entry.path("verdict"));
    ArrayNode found = told.putArray("findings");
    for (ObjectNode finding : findings) {
      ObjectNode brief = found.addObject();
      OF_A_FINDING.forEach(field -> brief.set(field, finding.path(field)));
    }
    return told;
  }

  private static JsonNode given(JsonNode thing, String field) {
    JsonNode value = thing.path(field);
    return value.isMissingNode() ? NullNode.getInstance() : value;
  }

  /** With the words by which the policy declared it at the time, where it did. */
  private ObjectNode purpose(ObjectNode entry) {
    String id = ApiJson.text(entry, "purpose");
    Instant occurredAt = Instant.parse(ApiJson.text(entry, "occurredAt"));
    Optional<DeclaredQuote> declared =
        catalog
            .policy(ApiJson.text(entry, "policyId"))
            .map(policy -> policy.at(occurredAt).purposes().get(id));
    return ApiJson.object()
        .put("id", id)
        .put("section", declared.map(DeclaredQuote::section).orElse(null))
        .put("quote", declared.map(DeclaredQuote::quote).orElse(null));
  }
}
