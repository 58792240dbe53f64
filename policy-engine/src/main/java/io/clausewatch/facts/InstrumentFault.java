package io.clausewatch.facts;

import io.clausewatch.contract.InstrumentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is wrong with the paper by which an authority asks. */
public sealed interface InstrumentFault {

  /** What a paper must name. */
  enum Part {
    /** Its own number or name. */
    REFERENCE,
    /** Who issued it. */
    ISSUER,
    /** When it was issued. */
    ISSUED_AT
  }

  /** There was none. */
  record NoneGiven() implements InstrumentFault {}

  /**
   * A paper of this kind is not enough.
   *
   * @param kind its kind
   */
  record WrongKind(InstrumentKind kind) implements InstrumentFault {}

  /**
   * It does not name what it must.
   *
   * @param kind its kind
   * @param missing what it does not name
   */
  record Incomplete(InstrumentKind kind, Part missing) implements InstrumentFault {}

  /**
   * It was issued only after the disclosure.
   *
   * @param kind its kind
   * @param issuedAt when it was issued
   */
  record IssuedLater(InstrumentKind kind, Instant issuedAt) implements InstrumentFault {}

  /**
   * Its time was over.
   *
   * @param kind its kind
   * @param expiredAt the last instant at which it was valid
   * @param earlier how long before the disclosure that was
   */
  record Expired(InstrumentKind kind, Instant expiredAt, Duration earlier)
      implements InstrumentFault {}

  /**
   * It does not cover all that was disclosed.
   *
   * @param kind its kind
   * @param categories the data categories that it does not cover, sorted
   */
  record NotCovering(InstrumentKind kind, List<String> categories) implements InstrumentFault {}
}
