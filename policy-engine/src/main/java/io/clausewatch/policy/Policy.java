package io.clausewatch.policy;

import java.time.Instant;
import java.util.List;

/**
 * A privacy policy, compiled.
 *
 * @param policyId the id that events use
 * @param controller who promises
 * @param jurisdiction ISO 3166-1 alpha-2
 * @param language the language of its words, ISO 639-1
 * @param document the policy as it was published, whole
 * @param membershipEndWithdrawsConsent whether a CANCELLED withdraws every consent
 * @param ownActs whether what is done through Clausewatch itself is recorded under it
 * @param digest of all that judging by it depends on: another one means that verdicts may differ
 * @param versions oldest first, never empty
 */
public record Policy(
    String policyId,
    String controller,
    String jurisdiction,
    String language,
    String document,
    boolean membershipEndWithdrawsConsent,
    boolean ownActs,
    String digest,
    List<PolicyVersion> versions) {

  /** Whether some version judges events by what data came and went. */
  public boolean judgesByHoldings() {
    for (PolicyVersion version : versions) {
      if (version.judgesByHoldings()) {
        return true;
      }
    }
    return false;
  }

  /** The version in force at an instant; the first for anything from before it. */
  public PolicyVersion at(Instant instant) {
    PolicyVersion inForce = versions.getFirst();
    for (PolicyVersion version : versions) {
      if (version.effectiveFrom() != null && !version.effectiveFrom().isAfter(instant)) {
        inForce = version;
      }
    }
    return inForce;
  }
}
