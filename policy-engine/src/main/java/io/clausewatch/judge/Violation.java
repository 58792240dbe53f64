package io.clausewatch.judge;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Evidence;
import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.policy.Clause;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A clause that an event breaks.
 *
 * @param clause the clause
 * @param explanation what happened and why it breaks the clause, in English
 * @param localExplanation the same in the policy's language; null where the policy is in English
 * @param evidence the facts by which it was judged, the judged event first
 * @param dueAt the first instant that was missed; null where it is no deadline
 * @param categories the data that was not destroyed in time; null where it is not about that
 */
public record Violation(
    Clause clause,
    String explanation,
    String localExplanation,
    List<Evidence> evidence,
    Instant dueAt,
    List<String> categories) {

  /**
   * Puts a violation into words.
   *
   * @param context the event, and what explanations speak of
   * @param facts the events by which it was judged, the judged one need not be among them
   */
  static Violation of(
      Clause clause,
      EvaluationContext context,
      List<Event> facts,
      Instant dueAt,
      List<String> categories) {
    Map<String, Event> evidence = new LinkedHashMap<>();
    evidence.put(context.event().eventId(), context.event());
    facts.forEach(fact -> evidence.putIfAbsent(fact.eventId(), fact));
    return new Violation(
        clause,
        clause.explanation().of(context),
        clause.localExplanation() == null ? null : clause.localExplanation().of(context),
        evidence.values().stream().map(EvidenceText::evidence).toList(),
        dueAt,
        categories);
  }
}
