package io.clausewatch.judging;

import io.clausewatch.contract.Rejudge;
import io.clausewatch.facts.FactLookup;

/**
 * Which events a pass judges again: those about one data subject, those that looked something up of
 * the facts that hold for everybody, or all under a policy.
 *
 * @param policyId the policy of all of them
 * @param subjectRef the data subject; null where it is not about one
 * @param lookup what they looked up; null where that does not matter
 */
record RejudgeScope(String policyId, String subjectRef, FactLookup lookup) {

  static RejudgeScope ofPolicy(String policyId) {
    return new RejudgeScope(policyId, null, null);
  }

  static RejudgeScope ofSubject(String policyId, String subjectRef) {
    return new RejudgeScope(policyId, subjectRef, null);
  }

  static RejudgeScope ofLookup(String policyId, FactLookup lookup) {
    return new RejudgeScope(policyId, null, lookup);
  }

  /** That of work that was left. */
  static RejudgeScope of(Rejudge work, String subjectRef) {
    return new RejudgeScope(work.getPolicyId(), subjectRef, decode(work.getLookup()));
  }

  /** What the keys of these events start with, in the store in which they are looked for. */
  String key() {
    if (lookup != null) {
      return StoreKeys.lookups(policyId, lookup);
    }
    return subjectRef == null
        ? StoreKeys.policy(policyId)
        : StoreKeys.subject(policyId, subjectRef);
  }

  /** Whether it is all events under the policy. */
  boolean isWholePolicy() {
    return subjectRef == null && lookup == null;
  }

  /**
   * Work that is left.
   *
   * @param progress not through
   */
  Rejudge rest(PassProgress progress, RejudgeCause cause) {
    String text = lookup == null ? null : lookup.of() + ' ' + lookup.key();
    return new Rejudge(
        policyId,
        progress.cursor(),
        cause.id(),
        cause.says(),
        text,
        progress.startedAt(),
        progress.judgedAgain());
  }

  private static FactLookup decode(String text) {
    if (text == null) {
      return null;
    }
    int end = text.indexOf(' ');
    return new FactLookup(text.substring(0, end), text.substring(end + 1));
  }
}
