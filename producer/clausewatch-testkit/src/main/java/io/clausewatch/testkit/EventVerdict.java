package io.clausewatch.testkit;

import io.clausewatch.contract.Event;
import io.clausewatch.judge.Gap;
import io.clausewatch.judge.Judgement;
import io.clausewatch.judge.Violation;
import io.clausewatch.policy.Clause;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a policy says of one event about one of its data subjects, who is not named: test data may
 * be real.
 *
 * @param event the event
 * @param judgement what the policy says
 */
record EventVerdict(Event event, Judgement judgement) {

  boolean breaks(String clauseId) {
    return judgement.violations().stream().anyMatch(one -> one.clause().id().equals(clauseId));
  }

  /** Every violation and every gap of some verdicts, one a paragraph; empty when there is none. */
  static String words(Collection<EventVerdict> verdicts) {
    // A policy says the same of most subjects of an event.
    Map<String, Integer> paragraphs = new LinkedHashMap<>();
    for (EventVerdict verdict : verdicts) {
      for (Violation violation : verdict.judgement().violations()) {
        paragraphs.merge(verdict.words(violation), 1, Integer::sum);
      }
      for (Gap gap : verdict.judgement().gaps()) {
        paragraphs.merge(verdict.words(gap), 1, Integer::sum);
      }
    }
    StringBuilder words = new StringBuilder();
    paragraphs.forEach(
        (paragraph, times) ->
            words
                .append('\n')
                .append(paragraph)
                .append(times > 1 ? "  (for " + times + " data subjects)\n" : ""));
    return words.toString();
  }

  private String words(Violation violation) {
    Clause clause = violation.clause();
    StringBuilder words = new StringBuilder();
    words.append(
        "%s breaks %s (%s), section %s: %s%n"
            .formatted(event, clause.id(), clause.severity(), clause.section(), clause.title()));
    words.append("  \"").append(clause.quote().strip()).append("\"\n");
    if (clause.translation() != null) {
      words.append("  In English: \"").append(clause.translation().strip()).append("\"\n");
    }
    words.append("  ").append(violation.explanation()).append('\n');
    if (violation.localExplanation() != null) {
      words.append("  ").append(violation.localExplanation()).append('\n');
    }
    return words.toString();
  }

  private String words(Gap gap) {
    String clause = gap.clauseId() == null ? "" : " by " + gap.clauseId();
    return "%s cannot be judged%s: %s%n".formatted(event, clause, gap.reason());
  }
}
