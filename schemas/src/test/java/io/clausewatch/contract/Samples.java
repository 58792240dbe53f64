package io.clausewatch.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/** One sound CloudEvent of each kind, with every field filled. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final String TIME = "2026-11-24T09:30:00.250Z";

  private static final Map<EventKind, String> DATA =
      Map.of(
          EventKind.ACCESS,
          """
          {"subjectIds": ["s-1", "s-2"],
           "actor": {"id": "a-1", "kind": "PROCESSOR_STAFF", "processorId": "p-1", "sourceIp": "192.0.2.1",
             "role": "nurse"},
           "operation": "COLLECT", "purpose": "membership", "dataCategories": ["contact", "identity"],
           "store": "ARCHIVE",
           "collection": {"source": "COOKIE", "method": "LOG_TOOL", "encryptedInTransit": true, "noticeGiven": false,
             "optional": true, "serviceRefused": true, "cookieClass": "OPTIONAL", "thirdPartyConsentDeclared": true},
           "message": {"channel": "SMS", "advertising": true, "labelledAsAdvertising": true, "senderNamed": false,
             "optOutOffered": true, "requestId": "r-1", "reviewOffered": true},
           "export": {"reason": "audit\\nof the year", "approvedBy": "a-2", "recordCount": 9007199254740993},
           "destruction": {"medium": "PAPER", "method": "SHREDDED"},
           "justification": "an emergency", "legalBasis": {"kind": "VITAL_INTERESTS", "statute": "GDPR 6"}}
          """,
          EventKind.DISCLOSURE,
          """
          {"subjectIds": ["s-1"], "actor": {"id": "a-1", "kind": "STAFF"},
           "recipient": {"id": "police", "kind": "LAW_ENFORCEMENT", "name": "Metropolitan Police", "country": "KR"},
           "purpose": "investigation", "dataCategories": ["contact"],
           "legalBasis": {"kind": "LEGAL_PROCESS", "statute": "CPA 199"},
           "instrument": {"kind": "WARRANT", "reference": "2026-77", "issuer": "Seoul Central",
             "issuedAt": "2026-11-20T00:00:00Z", "validUntil": "2026-12-20T00:00:00Z", "dataCategories": ["contact"],
             "issuerKind": "COURT"},
           "safeguard": {"kind": "ADEQUACY_DECISION", "reference": "2021/1"},
           "justification": "as the warrant says", "aggregated": false, "transferId": "t-1"}
          """,
          EventKind.CONSENT,
          """
          {"subjectId": "s-1", "action": "GRANTED", "purposes": ["marketing"], "recipientId": "partner",
           "dataCategories": ["contact"], "channels": ["EMAIL", "SMS"], "givenBy": "GUARDIAN",
           "validUntil": "2027-11-24T09:30:00+09:00",
           "notice": {"recipientNamed": true, "itemsNamed": true, "purposeNamed": true, "retentionNamed": true},
           "method": "PAPER", "explicit": true, "separate": false}
          """,
          EventKind.SUBJECT,
          """
          {"subjectId": "s-1", "change": "REGISTERED", "birthDate": "2012-02-29", "country": "SG",
           "attributes": {"memberType": "ARTIST"}}
          """,
          EventKind.REQUEST,
          """
          {"subjectId": "s-1", "requestId": "r-1", "right": "DELETION", "stage": "REFUSED", "reason": "law",
           "madeBy": "REPRESENTATIVE", "identityVerified": false, "authorityVerified": true}
          """,
          EventKind.NOTICE,
          """
          {"noticeId": "n-1", "kind": "POLICY_CHANGE", "subjectIds": ["s-1"], "effectiveAt": "2026-12-24T00:00:00Z",
           "material": true, "channel": "WEBSITE", "relatesTo": "2",
           "affectedCount": 9007199254740993, "risk": "HIGH", "authority": "the ministry", "topic": "tariffs"}
          """,
          EventKind.REGISTER,
          """
          {"entryId": "p-1", "kind": "PROCESSOR", "name": "Processor", "purposes": ["hosting"], "country": "US",
           "validFrom": "2020-01-01T00:00:00Z", "validUntil": "2030-01-01T00:00:00Z", "assignmentId": "p-1/2026",
           "roles": ["nurse"], "dataCategories": ["contact"]}
          """,
          EventKind.FOLLOW_UP,
          """
          {"subjectIds": ["s-1"], "relatesTo": "e-0", "kind": "APPROVAL", "text": "as agreed",
           "actor": {"id": "a-2", "kind": "STAFF"}}
          """);

  private Samples() {}

  /** A CloudEvent of this kind, to be changed at will. */
  static ObjectNode cloudEvent(EventKind kind) {
    ObjectNode event = CloudEvents.mapper().createObjectNode();
    event.put("specversion", "1.0");
    event.put("id", "e-1");
    event.put("source", "crm");
    event.put("type", kind.type());
    event.put("time", TIME);
    event.put("policy", "a-policy");
    event.set("data", json(DATA.get(kind)));
    return event;
  }

  /** The event of this kind. */
  static Event event(EventKind kind) {
    return CloudEvents.read(cloudEvent(kind), NOW).event();
  }

  /** The text as JSON. */
  static JsonNode json(String text) {
    try {
      return CloudEvents.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
