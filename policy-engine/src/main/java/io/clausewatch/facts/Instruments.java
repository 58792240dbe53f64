package io.clausewatch.facts;

import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Instrument;
import io.clausewatch.contract.InstrumentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Whether the paper by which an authority asks is good (contract, section disclosure). */
public final class Instruments {

  private Instruments() {}

  /**
   * Whether a disclosure rests on an instrument of one of the kinds that is good at the
   * disclosure's instant.
   *
   * @throws Undecided when its kind is one that this version does not know
   */
  public static boolean good(Disclosure disclosure, Set<InstrumentKind> kinds) {
    return fault(disclosure, kinds) == null;
  }

  /**
   * What is wrong with the instrument of a disclosure.
   *
   * @return in words; null when it is good and of one of the kinds
   * @throws Undecided when its kind is one that this version does not know
   */
  public static String fault(Disclosure disclosure, Set<InstrumentKind> kinds) {
    Instrument paper = disclosure.getInstrument();
    if (paper == null) {
      return "no instrument was given";
    }
    if (paper.getKind() == InstrumentKind.UNKNOWN) {
      throw new Undecided("instrument.kind is not known");
    }
    Instant at = disclosure.getOccurredAt();
    String name = words(paper.getKind());
    if (!kinds.contains(paper.getKind())) {
      return "a " + name + " is not enough";
    }
    if (paper.getReference() == null) {
      return "the " + name + " has no reference";
    }
    if (paper.getIssuer() == null) {
      return "the " + name + " names no issuer";
    }
    if (paper.getIssuedAt() == null) {
      return "the " + name + " has no date of issue";
    }
    if (paper.getIssuedAt().isAfter(at)) {
      return "the " + name + " was issued only on " + paper.getIssuedAt();
    }
    if (paper.getValidUntil() != null && paper.getValidUntil().isBefore(at)) {
      return "the "
          + name
          + " expired on "
          + paper.getValidUntil()
          + ", "
          + ago(Duration.between(paper.getValidUntil(), at))
          + " earlier";
    }
    if (!paper.getDataCategories().isEmpty()) {
      Set<String> beyond = new TreeSet<>(disclosure.getDataCategories());
      beyond.removeAll(paper.getDataCategories());
      if (!beyond.isEmpty()) {
        return "the " + name + " does not cover " + String.join(", ", beyond);
      }
    }
    return null;
  }

  private static String words(InstrumentKind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static String ago(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() == 1 ? "one day" : time.toDays() + " days";
    }
    return time.toHours() > 0 ? time.toHours() + " hours" : time.toMinutes() + " minutes";
  }
}
