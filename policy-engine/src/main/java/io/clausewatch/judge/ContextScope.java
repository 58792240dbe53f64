package io.clausewatch.judge;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Event;

/**
 * Which events decide about other events, and must be remembered as long as they can.
 *
 * <p>No policy is asked: one that changes, or is added, finds what was told before.
 */
public enum ContextScope {
  /** It decides about no other event. */
  NONE,
  /** It decides whether what a clock waits for was done. */
  CLOCKS,
  /** It can decide about any event of the data subject. */
  ANY;

  /** What an event about one data subject, or about everybody, decides about. */
  public static ContextScope of(Event event) {
    return switch (event.kind()) {
      case CONSENT, SUBJECT, REQUEST, NOTICE, REGISTER, FOLLOW_UP -> ANY;
      case ACCESS -> of(event.access());
      case DISCLOSURE -> NONE;
    };
  }

  private static ContextScope of(Access access) {
    return switch (access.getOperation()) {
      case COLLECT, ARCHIVE, DESTROY -> CLOCKS;
      // Whether a later message is one too many.
      case CONTACT ->
          access.getMessage() != null && access.getMessage().getRequestId() != null ? ANY : NONE;
      default -> NONE;
    };
  }
}
