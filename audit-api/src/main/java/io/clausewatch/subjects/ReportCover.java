package io.clausewatch.subjects;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a report says about itself. Its text is not to be logged: it names the data subject.
 *
 * @param subjectId the data subject, by the producer's own id
 * @param policies under which their data is held, as far as asked for
 * @param from the first instant that it is about; empty when it has no beginning
 * @param to the first instant after it; empty when it has no end
 * @param madeBy who made it
 * @param madeAt when
 * @param reason why
 * @param events how many accesses and disclosures it lists
 * @param findings how many findings it lists
 */
record ReportCover(
    String subjectId,
    List<Holder> policies,
    Optional<Instant> from,
    Optional<Instant> to,
    String madeBy,
    Instant madeAt,
    String reason,
    long events,
    long findings) {

  ReportCover {
    policies = List.copyOf(policies);
  }

  /**
   * Who holds data, and under which policy.
   *
   * @param policyId the policy
   * @param controller who promised; the policy's id again where no such policy is loaded
   */
  record Holder(String policyId, String controller) {}

  /** Without what names anybody. */
  @Override
  public String toString() {
    return "Cover of " + events + " events and " + findings + " findings";
  }
}
