package io.clausewatch.index;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Severity;
import io.clausewatch.runtime.SearchText;
import java.util.Arrays;

/**
 * A finding as it is searched for: all of its fields as they are, and what sorting and full-text
 * search need beside them.
 */
final class FindingDocument {
  private FindingDocument() {}

  /**
   * Makes the document of a finding.
   *
   * @param finding the finding
   * @return its JSON, with the fields of the findings' mapping
   */
  static ObjectNode of(Finding finding) {
    ObjectNode json = AvroJson.toJson(finding);
    json.put("severityRank", rank(finding.getSeverity()));
    json.put(
        SearchText.FIELD,
        SearchText.indexed(
            Arrays.asList(
                finding.getTitle(),
                finding.getQuote(),
                finding.getTranslation(),
                finding.getExplanation(),
                finding.getLocalExplanation(),
                finding.getFindingId(),
                finding.getPolicyId(),
                finding.getClauseId(),
                finding.getEventId(),
                finding.getSubjectRef(),
                finding.getActorId(),
                finding.getService(),
                finding.getRecipientId())));
    return json;
  }

  /** The higher, the more it matters: names do not sort that way. */
  static int rank(Severity severity) {
    return switch (severity) {
      case UNKNOWN -> 0;
      case LOW -> 1;
      case MEDIUM -> 2;
      case HIGH -> 3;
      case CRITICAL -> 4;
    };
  }
}
