package io.clausewatch.policy;

import io.clausewatch.facts.ElapsedTime;
import io.clausewatch.facts.UndecidedException;
import java.time.Instant;
import java.util.Comparator;

/**
 * Instants, periods and the times between instants, reckoned with one another. A period of months
 * or years is as long as the calendar says from the instant on from which it counts.
 */
final class PeriodArithmetic {

  private PeriodArithmetic() {}

  /** {@code instant + period}. */
  static Rule<Instant> plus(CallArguments args) {
    return context -> {
      Instant from = (Instant) args.get(0).rule().of(context);
      return from == null ? null : period(args.get(1).rule().of(context)).after(from);
    };
  }

  /** {@code instant - period}. */
  static Rule<Instant> minus(CallArguments args) {
    return context -> {
      Instant until = (Instant) args.get(0).rule().of(context);
      return until == null ? null : period(args.get(1).rule().of(context)).before(until);
    };
  }

  /** {@code instant - instant}. */
  static Rule<ElapsedTime> between(CallArguments args) {
    return context -> {
      Instant until = (Instant) args.get(0).rule().of(context);
      Instant from = (Instant) args.get(1).rule().of(context);
      return until == null || from == null ? null : new ElapsedTime(from, until);
    };
  }

  /** Which of two values is more, as a {@link Comparator} says it; both of one ordered type. */
  @SuppressWarnings("unchecked") // CEL's checker has made sure that both are of one ordered type
  static int compare(Object one, Object other) {
    if (one instanceof ElapsedTime time && other instanceof TimeLimit period) {
      return time.until().compareTo(period.after(time.from()));
    }
    if (one instanceof TimeLimit && other instanceof ElapsedTime) {
      return -compare(other, one);
    }
    if (one instanceof TimeLimit period && other instanceof TimeLimit longer) {
      return period.after(Instant.EPOCH).compareTo(longer.after(Instant.EPOCH));
    }
    return ((Comparable<Object>) one).compareTo(other);
  }

  private static TimeLimit period(Object value) {
    if (value instanceof TimeLimit period) {
      return period;
    }
    throw new UndecidedException("a time can be added only where it is a period");
  }
}
