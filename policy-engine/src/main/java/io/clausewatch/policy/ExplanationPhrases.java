package io.clausewatch.policy;

import io.clausewatch.facts.ConsentFault;
import io.clausewatch.facts.ElapsedTime;
import io.clausewatch.facts.InstrumentFault;
import io.clausewatch.facts.MissedTask;
import io.clausewatch.facts.OverdueTasks;
import io.clausewatch.facts.RefusedAlternative;
import io.clausewatch.facts.RefusedAlternatives;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/**
 * How an explanation says, in its language, what the expressions in it answer. Ids of purposes,
 * categories and people are the same in every language.
 */
interface ExplanationPhrases {

  /** The phrases of a language (ISO 639-1); the English ones where it has none. */
  static ExplanationPhrases in(String language) {
    return language.equals("ko") ? new KoreanPhrases() : new EnglishPhrases();
  }

  /** For an empty list. */
  String nothing();

  /** For what nobody filled in, or what cannot be told. */
  String notSaid();

  /** For a field of a part that the event does not have. */
  String absent();

  /** A symbol of the event contract, whichever field holds it. */
  String symbol(String symbol);

  /** Why no consent is in force. */
  String words(ConsentFault fault);

  /** What is wrong with a paper. */
  String words(InstrumentFault fault);

  /**
   * What was not done in time and fell due together.
   *
   * @param names of what, in one
   * @param missed one of them
   */
  String words(String names, MissedTask missed);

  /** How long something is, in its greatest unit of days, hours and minutes. */
  String words(Duration time);

  /** What was not done. */
  String what(MissedTask missed);

  /** A way in which a clause allows an event, and why it does not allow this one. */
  String words(RefusedAlternative refused);

  /** All the ways in which a clause would have allowed an event, each with why it did not. */
  default String words(RefusedAlternatives refusals) {
    return refusals.refused().isEmpty()
        ? nothing()
        : String.join("; ", refusals.refused().stream().map(this::words).toList());
  }

  /** All that was not done in time, what fell due and was done together in one. */
  default String words(OverdueTasks overdue) {
    StringJoiner groups = new StringJoiner("; ");
    StringJoiner names = new StringJoiner(", ");
    List<MissedTask> missed = overdue.missed();
    for (int i = 0; i < missed.size(); i++) {
      MissedTask one = missed.get(i);
      names.add(what(one));
      if (i + 1 == missed.size() || !one.isWith(missed.get(i + 1))) {
        groups.add(words(names.toString(), one));
        names = new StringJoiner(", ");
      }
    }
    return missed.isEmpty() ? nothing() : groups.toString();
  }

  /** An instant in UTC, as exact as it is: 2026-03-01 12:00 UTC, 2026-03-01 11:59:59.999 UTC. */
  default String words(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return time.toLocalDate() + " " + time.toLocalTime() + " UTC";
  }

  /**
   * What an expression answers.
   *
   * @param value null where it is absent
   * @param domain what it can be
   */
  default String words(Object value, EnumDomain domain) {
    return switch (value) {
      case null -> absent();
      case Collection<?> all when all.isEmpty() -> nothing();
      case Collection<?> all ->
          String.join(", ", all.stream().map(each -> words(each, domain)).toList());
      case String word when word.isEmpty() -> notSaid();
      case String word when domain instanceof EnumDomain.Symbols -> symbol(word);
      case Instant instant -> words(instant);
      case ElapsedTime time -> words(time.duration());
      case ConsentFault fault -> words(fault);
      case InstrumentFault fault -> words(fault);
      case OverdueTasks overdue -> words(overdue);
      case RefusedAlternatives refusals -> words(refusals);
      default -> value.toString();
    };
  }
}
