package io.clausewatch.policy;

import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.facts.ConsentFault;
import io.clausewatch.facts.InstrumentFault;
import io.clausewatch.facts.MissedTask;
import io.clausewatch.facts.RefusedAlternative;
import java.time.Duration;
import java.util.Locale;

/** English. */
final class EnglishPhrases implements ExplanationPhrases {

  @Override
  public String nothing() {
    return "nothing";
  }

  @Override
  public String notSaid() {
    return "(not said)";
  }

  @Override
  public String absent() {
    return "–";
  }

  @Override
  public String symbol(String symbol) {
    return symbol;
  }

  @Override
  public String words(ConsentFault fault) {
    return switch (fault) {
      case ConsentFault.NoneKnown none -> "no consent to it is known";
      case ConsentFault.Withdrawn(var at) -> "consent was withdrawn on " + words(at);
      case ConsentFault.EndedWithMembership(var givenAt, var endedAt) ->
          "the consent of " + words(givenAt) + " ended with the membership on " + words(endedAt);
      case ConsentFault.Expired(var givenAt, var expiredAt) ->
          "the consent of " + words(givenAt) + " expired on " + words(expiredAt);
      case ConsentFault.NotCovering(var givenAt) ->
          "the consent of " + words(givenAt) + " does not cover it";
      case ConsentFault.NotEnough(var givenAt) ->
          "the consent of "
              + words(givenAt)
              + " is in force, but is not all that the clause asks for";
    };
  }

  @Override
  public String words(InstrumentFault fault) {
    return switch (fault) {
      case InstrumentFault.NoneGiven none -> "no instrument was given";
      case InstrumentFault.WrongKind(var kind) -> "a " + low(kind) + " is not enough";
      case InstrumentFault.Incomplete(var kind, var missing) ->
          "the "
              + low(kind)
              + switch (missing) {
                case REFERENCE -> " has no reference";
                case ISSUER -> " names no issuer";
                case ISSUED_AT -> " has no date of issue";
              };
      case InstrumentFault.IssuedLater(var kind, var issuedAt) ->
          "the " + low(kind) + " was issued only on " + words(issuedAt);
      case InstrumentFault.Expired(var kind, var expiredAt, var earlier) ->
          "the "
              + low(kind)
              + " expired on "
              + words(expiredAt)
              + ", "
              + words(earlier)
              + " earlier";
      case InstrumentFault.NotCovering(var kind, var categories) ->
          "the " + low(kind) + " does not cover " + String.join(", ", categories);
    };
  }

  @Override
  public String what(MissedTask missed) {
    return missed.what();
  }

  @Override
  public String words(String names, MissedTask missed) {
    String done =
        missed.doneAt() == null ? "not done so far" : "done only on " + words(missed.doneAt());
    return names + " (due " + words(missed.dueAt()) + ", " + done + ")";
  }

  @Override
  public String words(RefusedAlternative refused) {
    return refused.why() == null ? refused.what() : refused.what() + " (" + refused.why() + ")";
  }

  private static String low(InstrumentKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public String words(Duration time) {
    if (time.toDays() > 0) {
      return count(time.toDays(), "day");
    }
    if (time.toHours() > 0) {
      return count(time.toHours(), "hour");
    }
    return time.toMinutes() > 0 ? count(time.toMinutes(), "minute") : "less than a minute";
  }

  private static String count(long number, String unit) {
    return number == 1 ? "one " + unit : number + " " + unit + "s";
  }
}
