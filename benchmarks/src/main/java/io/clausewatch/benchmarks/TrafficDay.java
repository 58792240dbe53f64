package io.clausewatch.benchmarks;

import io.clausewatch.contract.Event;
import io.clausewatch.facts.SharedFacts;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.judge.Judge;
import io.clausewatch.judge.Judgement;
import io.clausewatch.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A day of ordinary traffic about one data subject under one policy: accesses of every operation
 * and disclosures to every kind of recipient, as often as a day has them, of which a fixed share
 * breaks some clause.
 *
 * @param policy the policy that judges
 * @param story 10 consents and 50 further facts, all from before the day
 * @param acts what is judged
 */
public record TrafficDay(Policy policy, List<Event> story, List<Event> acts) {

  /** How many acts a day has. */
  public static final int ACTS = 1_000;

  /** How many of them break a clause. */
  public static final int UNLAWFUL = 15;

  /** So many drafts of one sort of act are looked at before another sort is tried. */
  private static final int DRAFTS = 200;

  private static final int SEED = 20_260;

  /** A day under a policy, the same at every call. */
  public static TrafficDay under(Policy policy, Judge judge) {
    List<Event> story = KnownHistory.of(policy.policyId());
    TrafficDay empty = new TrafficDay(policy, story, List.of());
    SubjectFacts subject = empty.subject();
    SharedFacts shared = empty.shared();
    Random random = new Random(SEED);
    EventDrafts drafts = new EventDrafts(policy, random);
    List<Event> acts = new ArrayList<>();
    while (acts.size() < ACTS) {
      // The policy itself says what is lawful: so every policy has its own ordinary day.
      boolean lawful = acts.size() % (ACTS / UNLAWFUL) != ACTS / UNLAWFUL - 1;
      EventDrafts.Sort sort = drafts.sort();
      for (int i = 0; i < DRAFTS; i++) {
        Event act = drafts.next(sort, "act-" + acts.size());
        Judgement judgement = judge.judge(policy, act, subject, shared);
        if (judgement.gaps().isEmpty() && judgement.violations().isEmpty() == lawful) {
          acts.add(act);
          break;
        }
      }
    }
    return new TrafficDay(policy, story, List.copyOf(acts));
  }

  /** What the story tells about the data subject. */
  public SubjectFacts subject() {
    return SubjectFacts.of(policy.membershipEndWithdrawsConsent(), story);
  }

  /** What the story tells about everybody. */
  public SharedFacts shared() {
    return SharedFacts.of(story);
  }
}
