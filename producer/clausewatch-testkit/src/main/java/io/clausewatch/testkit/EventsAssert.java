package io.clausewatch.testkit;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventChecks;
import io.clausewatch.contract.Fault;
import io.clausewatch.judge.Judgement;
import io.clausewatch.scenario.ScenarioRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about events, each judged by the policy that it names with all the others known, those
 * of {@link #given} included. Time ends with the latest of them, or with {@link #asOf}: what is
 * overdue by then is a violation.
 */
public final class EventsAssert extends AbstractAssert<EventsAssert, List<Event>> {
  private final List<Event> given = new ArrayList<>();
  private Instant until;

  EventsAssert(List<Event> events) {
    super(events, EventsAssert.class);
  }

  /**
   * Says what else is known: consents, entries of the register, memberships that the service itself
   * does not send. Nothing is asserted about these.
   */
  public EventsAssert given(Event... events) {
    return given(Arrays.asList(events));
  }

  /** The same. */
  public EventsAssert given(Collection<Event> events) {
    given.addAll(events);
    return this;
  }

  /** Says until when to look, for deadlines. */
  public EventsAssert asOf(Instant instant) {
    until = instant;
    return this;
  }

  /**
   * That no event breaks any clause, and that each can be judged. A failure names each clause that
   * is broken, with its words and why.
   */
  public EventsAssert isLawful() {
    String words = EventVerdict.words(verdicts());
    if (!words.isEmpty()) {
      throw failure("Expected every event to be lawful, but%n%s", words);
    }
    return this;
  }

  /**
   * That each of these clauses is broken by one of the events at least.
   *
   * @param clauseIds such as {@code LPC-LE}
   */
  public EventsAssert breaks(String... clauseIds) {
    PolicyFolder folder = PolicyFolder.current();
    Arrays.stream(clauseIds).forEach(folder::requireClause);
    List<EventVerdict> verdicts = verdicts();
    for (String clauseId : clauseIds) {
      if (verdicts.stream().noneMatch(verdict -> verdict.breaks(clauseId))) {
        throw failure("Expected %s to be broken, but%n%s", clauseId, orNothing(verdicts));
      }
    }
    return this;
  }

  /** That these clauses are broken, each by one of the events at least, and no other is. */
  public EventsAssert breaksOnly(String... clauseIds) {
    breaks(clauseIds);
    List<EventVerdict> verdicts = verdicts();
    Set<String> broken = new TreeSet<>();
    verdicts.forEach(
        verdict -> verdict.judgement().violations().forEach(v -> broken.add(v.clause().id())));
    Set<String> expected = new TreeSet<>(Arrays.asList(clauseIds));
    if (!broken.equals(expected)) {
      throw failure("Expected only %s to be broken, but%n%s", expected, orNothing(verdicts));
    }
    return this;
  }

  private static String orNothing(List<EventVerdict> verdicts) {
    String words = EventVerdict.words(verdicts);
    return words.isEmpty() ? "\nevery event is lawful\n" : words;
  }

  private List<EventVerdict> verdicts() {
    isNotNull();
    Instant end = end();
    refuseFaulty(end);
    Map<String, List<Event>> byPolicy = new LinkedHashMap<>();
    for (Event event : actual) {
      byPolicy.computeIfAbsent(event.policyId(), id -> new ArrayList<>()).add(event);
    }
    List<EventVerdict> verdicts = new ArrayList<>();
    byPolicy.forEach((policyId, own) -> verdicts.addAll(verdicts(policyId, own, end)));
    return verdicts;
  }

  private List<EventVerdict> verdicts(String policyId, List<Event> own, Instant end) {
    List<Event> all = new ArrayList<>(own);
    given.stream().filter(event -> event.policyId().equals(policyId)).forEach(all::add);
    Map<ScenarioRunner.About, Judgement> judged =
        PolicyFolder.current().runner(policyId).judge(all, end);
    List<EventVerdict> verdicts = new ArrayList<>();
    for (Event event : own) {
      judged.forEach(
          (about, judgement) -> {
            if (about.eventId().equals(event.eventId())) {
              verdicts.add(new EventVerdict(event, judgement));
            }
          });
    }
    return verdicts;
  }

  private Instant end() {
    if (until != null) {
      return until;
    }
    Instant end = Instant.EPOCH;
    for (List<Event> some : List.of(actual, given)) {
      for (Event event : some) {
        end = event.occurredAt().isAfter(end) ? event.occurredAt() : end;
      }
    }
    return end;
  }

  /** One that breaks the contract is never judged: it becomes a dead letter. */
  private void refuseFaulty(Instant now) {
    for (Event event : actual) {
      List<Fault> faults = EventChecks.check(event, now);
      if (!faults.isEmpty()) {
        throw failure("The %s breaks the contract: %s", event, faults);
      }
    }
  }
}
