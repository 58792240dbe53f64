package io.clausewatch.indexing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.Outcome;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.Verdict;
import io.clausewatch.platform.elasticsearch.SearchText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * An entry of the trail as it is searched for: the fields that all kinds of event have in common
 * laid flat, and the gaps in its verdicts, beside the whole entry's verdicts and event, which are
 * kept and shown but not searched. A field that a kind does not have is left out.
 */
final class TrailDocument {
  private static final String LAWFUL = "LAWFUL";

  private final ObjectNode json;
  private final List<String> searched = new ArrayList<>();

  private TrailDocument(ObjectNode entry) {
    this.json = entry;
  }

  /**
   * Makes the document of an entry.
   *
   * @param entry the entry
   * @return its JSON, with the fields of the trail's mapping
   */
  static ObjectNode of(TrailEntry entry) {
    // entryId, revision, subjectRef, receivedAt, judgedAt, policyVersion, verdicts and event keep
    // name and form.
    TrailDocument document = new TrailDocument(AvroJson.toJson(entry));
    document.common(Event.of((SpecificRecord) entry.getEvent()));
    document.searched.add(entry.getSubjectRef());
    document.verdicts(entry.getVerdicts());
    document.gaps(entry.getVerdicts());
    switch (entry.getEvent()) {
      case Access e -> document.access(e);
      case Disclosure e -> document.disclosure(e);
      case Consent e -> document.consent(e);
      case Subject e -> document.put("subtype", e.getChange().name());
      case Request e -> document.request(e);
      case Notice e -> document.notice(e);
      case Register e -> document.register(e);
      default -> throw new IllegalArgumentException("No event: " + entry.getEvent().getClass());
    }
    document.json.put(SearchText.FIELD, SearchText.indexed(document.searched));
    return document.json;
  }

  private void common(Event event) {
    put("eventKind", event.kind().id());
    put("occurredAt", event.occurredAt().toString());
    putSearched("eventId", event.eventId());
    putSearched("policyId", event.policyId());
    putSearched("service", event.service());
  }

  private void verdicts(List<Verdict> verdicts) {
    List<Verdict> violated =
        verdicts.stream().filter(v -> v.getOutcome() == Outcome.VIOLATED).toList();
    if (violated.isEmpty()) {
      put("verdict", verdicts.isEmpty() ? LAWFUL : Outcome.UNDECIDED.name());
    } else {
      put("verdict", Outcome.VIOLATED.name());
    }
    List<String> clauses = violated.stream().map(Verdict::getClauseId).distinct().toList();
    putAll("clauseIds", clauses);
    putAll("findingIds", violated.stream().map(Verdict::getFindingId).distinct().toList());
    searched.addAll(clauses);
  }

  /** Clause and reason stay together, so that they can be counted together; with the policy. */
  private void gaps(List<Verdict> verdicts) {
    ArrayNode gaps = json.putArray("gaps");
    for (Verdict verdict : verdicts) {
      if (verdict.getOutcome() == Outcome.UNDECIDED) {
        gaps.addObject()
            .put("policyId", json.path("policyId").textValue())
            .put("clauseId", verdict.getClauseId())
            .put("reason", verdict.getReason());
      }
    }
  }

  private void access(Access event) {
    actor(event.getActor());
    put("operation", event.getOperation().name());
    put("purpose", event.getPurpose());
    putAll("dataCategories", event.getDataCategories());
    if (event.getExport() != null) {
      export(event.getExport());
    }
  }

  /** For the review of access records: its lists of exports are filtered and sorted by these. */
  private void export(Export export) {
    String reason = export.getReason();
    json.put("recordCount", export.getRecordCount());
    json.put("reasonGiven", reason != null && !reason.isBlank());
    searched.add(reason);
  }

  private void disclosure(Disclosure event) {
    actor(event.getActor());
    putSearched("recipientId", event.getRecipient().getId());
    searched.add(event.getRecipient().getName());
    put("recipientKind", event.getRecipient().getKind().name());
    put("recipientCountry", event.getRecipient().getCountry());
    put("purpose", event.getPurpose());
    putAll("dataCategories", event.getDataCategories());
    put("legalBasis", event.getLegalBasis().getKind().name());
    putSearched("transferId", event.getTransferId());
    searched.add(event.getJustification());
  }

  private void consent(Consent event) {
    put("subtype", event.getAction().name());
    putAll("purpose", event.getPurposes());
    putAll("dataCategories", event.getDataCategories());
    putSearched("recipientId", event.getRecipientId());
  }

  private void request(Request event) {
    putAll("subtype", List.of(event.getRight().name(), event.getStage().name()));
    searched.addAll(Arrays.asList(event.getRequestId(), event.getReason()));
  }

  private void notice(Notice event) {
    put("subtype", event.getKind().name());
    searched.addAll(Arrays.asList(event.getNoticeId(), event.getRelatesTo()));
  }

  private void register(Register event) {
    put("subtype", event.getKind().name());
    putAll("purpose", event.getPurposes());
    searched.addAll(Arrays.asList(event.getEntryId(), event.getName()));
  }

  private void actor(Actor actor) {
    putSearched("actorId", actor.getId());
    put("actorKind", actor.getKind().name());
    searched.add(actor.getProcessorId());
  }

  private void putSearched(String field, String value) {
    put(field, value);
    searched.add(value);
  }

  private void put(String field, String value) {
    if (value != null) {
      json.put(field, value);
    }
  }

  private void putAll(String field, Collection<String> values) {
    ArrayNode array = json.putArray(field);
    values.forEach(array::add);
  }
}
