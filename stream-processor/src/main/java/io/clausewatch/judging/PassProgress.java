package io.clausewatch.judging;

import io.clausewatch.contract.Rejudge;
import java.time.Instant;

/**
 * How far a pass has come. Immutable.
 *
 * @param cursor the key of the last event that was judged again; empty at the start, null when all
 *     were
 * @param startedAt when the pass began
 * @param judgedAgain how many events were judged again since
 */
record PassProgress(String cursor, Instant startedAt, long judgedAgain) {
  private static final int RADIX = 16;
  private static final int DIGITS = 12; // a double holds them all without rounding

  static PassProgress begun(Instant now) {
    return new PassProgress("", now, 0);
  }

  /**
   * That of work that was left.
   *
   * @param now when it began, where the program that left it did not say
   */
  static PassProgress of(Rejudge work, Instant now) {
    Instant startedAt = work.getStartedAt() == null ? now : work.getStartedAt();
    return new PassProgress(work.getCursor(), startedAt, work.getJudgedAgain());
  }

  /**
   * After a step.
   *
   * @param last the key of the last event of the step; null when no more are left
   * @param events how many the step judged again
   */
  PassProgress after(String last, int events) {
    return new PassProgress(last, startedAt, judgedAgain + events);
  }

  /** Whether all events were judged again. */
  boolean isThrough() {
    return cursor == null;
  }

  /**
   * How much of a policy's events is through, from 0 to 1, without counting them: their keys sort
   * by subjectRef, which is a keyed hash in hexadecimal digits and so spread evenly over all there
   * can be. Its digits, read as a fraction, are the place of the cursor among them. Events about
   * nobody in particular have no subjectRef and come first, at 0.
   *
   * @param policyId that of the pass, which is one over all events of a policy
   */
  double share(String policyId) {
    if (isThrough()) {
      return 1;
    }
    int start = StoreKeys.policy(policyId).length();
    double share = 0;
    double unit = 1;
    for (int i = start; i < Math.min(cursor.length(), start + DIGITS); i++) {
      int digit = Character.digit(cursor.charAt(i), RADIX);
      if (digit < 0) {
        return share; // the subjectRef is over
      }
      unit /= RADIX;
      share += digit * unit;
    }
    return share;
  }
}
