package io.clausewatch.facts;

import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Instrument;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.facts.InstrumentFault.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the paper by which an authority asks is good (the {@code instrument} of a disclosure).
 */
public final class LegalInstruments {

  private LegalInstruments() {}

  /**
   * Whether a disclosure rests on an instrument of one of the kinds that is good at the
   * disclosure's instant.
   *
   * @throws UndecidedException when its kind is one that this version does not know
   */
  public static boolean good(Disclosure disclosure, Set<InstrumentKind> kinds) {
    return fault(disclosure, kinds) == null;
  }

  /**
   * What is wrong with the instrument of a disclosure.
   *
   * @return null when it is good and of one of the kinds
   * @throws UndecidedException when its kind is one that this version does not know
   */
  public static InstrumentFault fault(Disclosure disclosure, Set<InstrumentKind> kinds) {
    Instrument paper = disclosure.getInstrument();
    if (paper == null) {
      return new InstrumentFault.NoneGiven();
    }
    InstrumentKind kind = paper.getKind();
    if (kind == InstrumentKind.UNKNOWN) {
      throw new UndecidedException("instrument.kind is not known");
    }
    if (!kinds.contains(kind)) {
      return new InstrumentFault.WrongKind(kind);
    }
    if (paper.getReference() == null) {
      return new InstrumentFault.Incomplete(kind, Part.REFERENCE);
    }
    if (paper.getIssuer() == null) {
      return new InstrumentFault.Incomplete(kind, Part.ISSUER);
    }
    if (paper.getIssuedAt() == null) {
      return new InstrumentFault.Incomplete(kind, Part.ISSUED_AT);
    }
    Instant at = disclosure.getOccurredAt();
    if (paper.getIssuedAt().isAfter(at)) {
      return new InstrumentFault.IssuedLater(kind, paper.getIssuedAt());
    }
    Instant until = paper.getValidUntil();
    if (until != null && until.isBefore(at)) {
      return new InstrumentFault.Expired(kind, until, Duration.between(until, at));
    }
    if (!paper.getDataCategories().isEmpty()) {
      Set<String> beyond = new TreeSet<>(disclosure.getDataCategories());
      beyond.removeAll(paper.getDataCategories());
      if (!beyond.isEmpty()) {
        return new InstrumentFault.NotCovering(kind, List.copyOf(beyond));
      }
    }
    return null;
  }
}
