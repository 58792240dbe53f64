package io.clausewatch.alertroutes;

import io.clausewatch.contract.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of a finding a routes file names, in the order in which it is said. */
public enum AlertField {
  /** The policy. */
  POLICY_ID("policyId"),
  /** The clause. */
  CLAUSE_ID("clauseId"),
  /** How much the clause matters. */
  SEVERITY("severity"),
  /** The service that sent the event. */
  SERVICE("service"),
  /** What kind of recipient data went to. */
  RECIPIENT_KIND("recipientKind"),
  /** To whom data went. */
  RECIPIENT_ID("recipientId"),
  /** Who acted. */
  ACTOR_ID("actorId"),
  /** For what. */
  PURPOSE("purpose"),
  /** Which data; a finding has several. */
  DATA_CATEGORY("dataCategory"),
  /** The kind of the event. */
  EVENT_KIND("eventKind");

  private final String field;

  AlertField(String field) {
    this.field = field;
  }

  /** What routes match by, by the names of the file. */
  static Map<String, AlertField> ofMatches() {
    return byName(
        List.of(
            POLICY_ID,
            CLAUSE_ID,
            SEVERITY,
            SERVICE,
            RECIPIENT_KIND,
            RECIPIENT_ID,
            PURPOSE,
            DATA_CATEGORY,
            EVENT_KIND));
  }

  /** What findings of one message have in common, by the names of the file. */
  static Map<String, AlertField> ofGroups() {
    return byName(List.of(POLICY_ID, CLAUSE_ID, SERVICE, RECIPIENT_ID, ACTOR_ID, SEVERITY));
  }

  private static Map<String, AlertField> byName(List<AlertField> fields) {
    Map<String, AlertField> byName = new LinkedHashMap<>();
    fields.forEach(field -> byName.put(field.field, field));
    return byName;
  }

  /** Its name in the file. */
  public String field() {
    return field;
  }

  /** What a finding has there; nothing where it has none. */
  List<String> of(Finding finding) {
    return switch (this) {
      case POLICY_ID -> one(finding.getPolicyId());
      case CLAUSE_ID -> one(finding.getClauseId());
      case SEVERITY -> one(finding.getSeverity().name());
      case SERVICE -> one(finding.getService());
      case RECIPIENT_KIND -> one(finding.getRecipientKind());
      case RECIPIENT_ID -> one(finding.getRecipientId());
      case ACTOR_ID -> one(finding.getActorId());
      case PURPOSE -> one(finding.getPurpose());
      case DATA_CATEGORY -> finding.getDataCategories();
      case EVENT_KIND -> one(finding.getEventKind());
    };
  }

  private static List<String> one(String value) {
    return value == null ? List.of() : List.of(value);
  }
}
