package io.clausewatch.stream;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Evidence;
import io.clausewatch.contract.FollowUp;
import io.clausewatch.contract.Notice;
import io.clausewatch.facts.SharedFacts;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.ingest.EventPseudonymiser;
import io.clausewatch.judge.FindingId;
import io.clausewatch.judge.Gap;
import io.clausewatch.judge.Judge;
import io.clausewatch.judge.Judgement;
import io.clausewatch.judge.Violation;
import io.clausewatch.judging.EntryId;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The plain way: knows all events of one policy at once, and judges each by all of them. */
final class Oracle {
  private static final Comparator<Event> BY_ID = Comparator.comparing(Event::eventId);

  private final Map<String, Said> findings = new TreeMap<>();
  private final Map<String, List<String>> verdicts = new TreeMap<>();

  /** What a finding says beyond its id. */
  record Said(String explanation, List<Evidence> evidence) {}

  /**
   * What must stand in the end.
   *
   * @param now when that is, with all deadlines settled
   */
  Oracle(PolicyCatalog policies, String policyId, List<Event> raw, Instant now) {
    Policy policy = policies.policy(policyId).orElseThrow();
    Judge judge = new Judge(policies.vocabulary());
    EventPseudonymiser pseudonymiser = new EventPseudonymiser(Pipeline.PSEUDONYM);
    List<Event> events =
        raw.stream().map(event -> pseudonymiser.pseudonymise(event).event()).sorted(BY_ID).toList();

    Map<String, List<Event>> bySubject = new TreeMap<>();
    List<Event> everybody = new ArrayList<>();
    for (Event event : events) {
      event.subjectIds().stream()
          .forEach(
              ref -> bySubject.computeIfAbsent(ref, r -> new ArrayList<>()).add(about(event, ref)));
      switch (event.kind()) {
        case NOTICE, REGISTER, FOLLOW_UP -> everybody.add(event);
        default -> {}
      }
    }
    SharedFacts shared = SharedFacts.of(everybody);
    bySubject.forEach(
        (ref, own) -> {
          SubjectFacts facts = SubjectFacts.of(policy.membershipEndWithdrawsConsent(), own);
          own.forEach(event -> note(event, ref, judge.judge(policy, event, facts, shared).at(now)));
        });
    SubjectFacts nobody = SubjectFacts.of(policy.membershipEndWithdrawsConsent(), List.of());
    events.stream()
        .filter(event -> event.subjectIds().isEmpty())
        .forEach(event -> note(event, null, judge.judge(policy, event, nobody, shared).at(now)));
  }

  private void note(Event event, String ref, Judgement judgement) {
    for (Violation violation : judgement.violations()) {
      String id = FindingId.of(event.policyId(), violation.clause().id(), event.eventId(), ref);
      findings.put(id, new Said(violation.explanation(), violation.evidence()));
    }
    verdicts.put(
        EntryId.of(event.eventId(), ref),
        Stream.concat(
                judgement.violations().stream().map(violation -> violation.clause().id()),
                judgement.gaps().stream().map(Gap::reason))
            .sorted()
            .toList());
  }

  private static Event about(Event event, String ref) {
    return switch (event.record()) {
      case Access access -> Event.of(Access.newBuilder(access).setSubjectIds(List.of(ref)).build());
      case Disclosure disclosure ->
          Event.of(Disclosure.newBuilder(disclosure).setSubjectIds(List.of(ref)).build());
      case Notice notice -> Event.of(Notice.newBuilder(notice).setSubjectIds(List.of(ref)).build());
      case FollowUp followUp ->
          Event.of(FollowUp.newBuilder(followUp).setSubjectIds(List.of(ref)).build());
      default -> event;
    };
  }

  /** The findings that must stand open, by id. */
  Map<String, Said> findings() {
    return findings;
  }

  /** For each entry of the trail, the clauses violated and the reasons for what is undecided. */
  Map<String, List<String>> verdicts() {
    return verdicts;
  }
}
