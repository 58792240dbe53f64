package io.clausewatch.alertsender.delivery;

import static io.clausewatch.alertsender.delivery.JsonBytes.text;

import com.fasterxml.jackson.core.JsonGenerator;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertedFinding;
import io.clausewatch.contract.Finding;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import java.io.IOException;
import java.util.List;

/**
 * What a webhook is posted, as the contract writes it. The same for every attempt at a message,
 * also where the policies or the routes have changed meanwhile but for the addresses in it.
 */
final class WebhookBody {
  private final FindingLinks links;
  private final PolicyCatalog policies;

  WebhookBody(FindingLinks links, PolicyCatalog policies) {
    this.links = links;
    this.policies = policies;
  }

  byte[] of(AlertMessage message) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("type", message.getType());
          text(json, "timestamp", message.getCreatedAt());
          json.writeObjectFieldStart("data");
          json.writeStringField("receiver", message.getReceiver());
          if (message.getRoute() == null) {
            json.writeNullField("route");
          } else {
            json.writeNumberField("route", message.getRoute());
          }
          json.writeNumberField("count", message.getCount());
          json.writeStringField("searchUrl", links.of(message));
          if (message.getAbout() != null) {
            json.writeStringField("about", message.getAbout());
          }
          json.writeArrayFieldStart("findings");
          for (AlertedFinding told : message.getFindings()) {
            write(told, json);
          }
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private void write(AlertedFinding told, JsonGenerator json) throws IOException {
    Finding finding = told.getFinding();
    json.writeStartObject();
    json.writeStringField("findingId", finding.getFindingId());
    json.writeNumberField("revision", finding.getRevision());
    json.writeStringField("policyId", finding.getPolicyId());
    text(
        json,
        "controller",
        policies.policy(finding.getPolicyId()).map(Policy::controller).orElse(null));
    json.writeStringField("clauseId", finding.getClauseId());
    json.writeStringField("title", finding.getTitle());
    text(json, "localTitle", finding.getLocalTitle());
    json.writeStringField("section", finding.getSection());
    json.writeStringField("quote", finding.getQuote());
    json.writeStringField("severity", finding.getSeverity().name());
    json.writeStringField("status", told.getStatus());
    text(json, "assignee", told.getAssignee());
    json.writeStringField("eventId", finding.getEventId());
    json.writeStringField("eventKind", finding.getEventKind());
    json.writeStringField("service", finding.getService());
    text(json, "occurredAt", finding.getOccurredAt());
    text(json, "detectedAt", finding.getDetectedAt());
    text(json, "dueAt", finding.getDueAt());
    text(json, "actorId", finding.getActorId());
    recipient(finding, json);
    text(json, "purpose", finding.getPurpose());
    json.writeArrayFieldStart("dataCategories");
    for (String category : finding.getDataCategories()) {
      json.writeString(category);
    }
    json.writeEndArray();
    text(json, "subjectRef", finding.getSubjectRef());
    json.writeStringField("explanation", finding.getExplanation());
    text(json, "localExplanation", finding.getLocalExplanation());
    json.writeStringField("url", links.of(finding));
    json.writeEndObject();
  }

  private static void recipient(Finding finding, JsonGenerator json) throws IOException {
    if (finding.getRecipientId() == null) {
      json.writeNullField("recipient");
      return;
    }
    List<String> names = finding.getEventFields().getOrDefault("recipientName", List.of());
    json.writeObjectFieldStart("recipient");
    json.writeStringField("id", finding.getRecipientId());
    text(json, "name", names.isEmpty() ? null : names.getFirst());
    text(json, "kind", finding.getRecipientKind());
    json.writeEndObject();
  }
}
