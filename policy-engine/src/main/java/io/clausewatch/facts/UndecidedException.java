package io.clausewatch.facts;

/**
 * A rule met a fact that it needs and that nobody told, or told in words that this version does not
 * know. It makes a gap, never a violation and never a silent pass.
 */
public final class UndecidedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is missing.
   *
   * @param reason in words for a privacy officer, without any value of the event
   */
  public UndecidedException(String reason) {
    // No stack trace: it is a verdict, not an error, and may be frequent.
    super(reason, null, false, false);
  }
}
