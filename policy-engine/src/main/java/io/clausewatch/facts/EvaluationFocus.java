package io.clausewatch.facts;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * What few questions of a context are about: a clock that its event started, and why a clause finds
 * it. Most contexts have none of it, and share {@link #NONE}.
 *
 * @param holding the data that is to be destroyed; null where none is looked at
 * @param asOf the due instant that is looked at; null for the event's own instant
 * @param due tells the last instant in time for what the event asks for, null for never; asked only
 *     by rules that look at it
 * @param missed what was not done in time
 * @param refusals why none of the ways allows the event in which the clause could
 */
record EvaluationFocus(
    DataHolding holding,
    Instant asOf,
    Supplier<Instant> due,
    List<MissedTask> missed,
    RefusedAlternatives refusals) {

  static final EvaluationFocus NONE =
      new EvaluationFocus(null, null, () -> null, List.of(), new RefusedAlternatives(List.of()));

  EvaluationFocus holding(DataHolding data) {
    return new EvaluationFocus(data, data.dueAt(), data::dueAt, missed, refusals);
  }

  EvaluationFocus asOf(Instant instant) {
    return new EvaluationFocus(holding, instant, () -> instant, missed, refusals);
  }

  EvaluationFocus due(Supplier<Instant> instant) {
    return new EvaluationFocus(holding, asOf, instant, missed, refusals);
  }

  EvaluationFocus missing(List<MissedTask> late) {
    return new EvaluationFocus(holding, asOf, due, late, refusals);
  }

  EvaluationFocus refused(RefusedAlternatives why) {
    return new EvaluationFocus(holding, asOf, due, missed, why);
  }
}
