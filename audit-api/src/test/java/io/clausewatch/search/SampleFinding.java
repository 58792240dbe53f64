package io.clausewatch.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.ApiJson;

/** A finding as a search returns it, with every field that the contract requires. */
public final class SampleFinding {

  private SampleFinding() {}

  /** A finding about an event of some kind. */
  public static ObjectNode of(String findingId, String eventId, String eventKind) {
    ObjectNode finding =
        ApiJson.object()
            .put("findingId", findingId)
            .put("revision", 2)
            .put("version", 2)
            .put("status", "OPEN")
            .put("severity", "HIGH")
            .put("policyId", "loen-partner-center")
            .put("policyVersion", "1")
            .put("clauseId", "LOEN-LE")
            .put("section", "제5조")
            .put("quote", "수사목적으로 법령에 정해진 절차와 방법에 따라 요구가 있는 경우")
            .put("title", "Given without a warrant")
            .put("localTitle", "영장 없는 제공")
            .put("explanation", "It went to the police.")
            .put("localExplanation", "영장 없이 경찰에 제공되었습니다.")
            .put("eventId", eventId)
            .put("eventKind", eventKind)
            .put("occurredAt", "2026-01-02T03:04:05Z")
            .put("detectedAt", "2026-01-02T03:04:06Z")
            .put("revisedAt", "2026-01-02T03:04:06Z")
            .put("retroactive", false)
            .put("service", "legal-desk");
    finding.putArray("dataCategories").add("name").add("phone");
    finding.putArray("evidence");
    return finding;
  }
}
