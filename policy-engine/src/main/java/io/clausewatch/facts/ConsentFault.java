package io.clausewatch.facts;

import java.time.Instant;

/** Why no consent is in force for a use. */
public sealed interface ConsentFault {

  /** None to it is known. */
  record NoneKnown() implements ConsentFault {}

  /**
   * It was withdrawn.
   *
   * @param at when
   */
  record Withdrawn(Instant at) implements ConsentFault {}

  /**
   * It ended with the membership.
   *
   * @param givenAt when it was given
   * @param endedAt when the membership ended
   */
  record EndedWithMembership(Instant givenAt, Instant endedAt) implements ConsentFault {}

  /**
   * Its time was over.
   *
   * @param givenAt when it was given
   * @param expiredAt the last instant at which it was in force
   */
  record Expired(Instant givenAt, Instant expiredAt) implements ConsentFault {}

  /**
   * It covers something else.
   *
   * @param givenAt when it was given
   */
  record NotCovering(Instant givenAt) implements ConsentFault {}

  /**
   * It is in force and covers the use, but a clause asks for more.
   *
   * @param givenAt when it was given
   */
  record NotEnough(Instant givenAt) implements ConsentFault {}
}
