package io.clausewatch.indexing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Deadline;

/** A deadline as it is searched for: all of its fields as they are, and what sorting needs. */
final class DeadlineDocument {
  private DeadlineDocument() {}

  /**
   * Makes the document of a deadline.
   *
   * @param deadline the deadline
   * @return its JSON, with the fields of the deadlines' mapping
   */
  static ObjectNode of(Deadline deadline) {
    return AvroJson.toJson(deadline)
        .put("severityRank", FindingDocument.rank(deadline.getSeverity()));
  }
}
