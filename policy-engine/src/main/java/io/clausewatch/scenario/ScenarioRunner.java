package io.clausewatch.scenario;

import io.clausewatch.contract.Event;
import io.clausewatch.facts.SharedFacts;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.judge.Judge;
import io.clausewatch.judge.Judgement;
import io.clausewatch.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges every event of a scenario with all the others known, as the pipeline does once all have
 * arrived.
 */
public final class ScenarioRunner {

  /**
   * An event, and one of the data subjects that it concerns.
   *
   * @param eventId the event's id
   * @param subjectId the data subject's; empty where the event names none
   */
  public record About(String eventId, String subjectId) implements Comparable<About> {
    @Override
    public int compareTo(About other) {
      int order = eventId.compareTo(other.eventId);
      return order == 0 ? subjectId.compareTo(other.subjectId) : order;
    }
  }

  private final Policy policy;
  private final Judge judge;

  /** Judges by a policy. */
  public ScenarioRunner(Policy policy, Judge judge) {
    this.policy = policy;
    this.judge = judge;
  }

  /**
   * The judgements.
   *
   * @param events all of this policy, in the order in which they arrived, which must not matter
   * @param until when the story ends: what is overdue by then is a violation
   */
  public Map<About, Judgement> judge(List<Event> events, Instant until) {
    SharedFacts shared = SharedFacts.of(events);
    Map<About, Judgement> judgements = new TreeMap<>();
    for (Event event : events) {
      for (String subject : ScenarioReader.subjects(event)) {
        Judgement judgement =
            judge.judge(policy, event, factsAbout(subject, events), shared).at(until);
        judgements.put(new About(event.eventId(), subject), judgement.settled());
      }
    }
    return judgements;
  }

  private SubjectFacts factsAbout(String subject, List<Event> events) {
    return SubjectFacts.of(
        policy.membershipEndWithdrawsConsent(),
        events.stream().filter(event -> event.subjectIds().contains(subject)).toList());
  }
}
