package io.clausewatch.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.facts.SharedFacts;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.facts.UndecidedException;
import io.clausewatch.policy.PartialEvaluator.Outlook;
import io.clausewatch.scenario.PolicyScenarios;
import io.clausewatch.scenario.Scenario;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Only the clauses that an event's shape leaves over are looked at, and their rules are simpler:
 * that must change no answer. Every event of every scenario is judged both ways, as it stands and
 * as an event of every other shape, those of unknown symbols included. Nor may what is said of a
 * clause before any event is seen.
 */
@ParameterizedClass
@ValueSource(strings = {"../policies", "../policies/examples"})
class CandidatesTest {

  @Parameter Path policies;

  @TestFactory
  Stream<DynamicTest> answerAsAllClausesDo() throws PolicyException {
    PolicyCatalog catalog = PolicyCatalog.load(policies);
    return PolicyScenarios.load(policies).stream()
        .map(
            scenarios ->
                DynamicTest.dynamicTest(
                    scenarios.policyId(),
                    () ->
                        scenarios
                            .scenarios()
                            .forEach(
                                scenario ->
                                    check(
                                        catalog.policy(scenarios.policyId()).orElseThrow(),
                                        scenario))));
  }

  @Test
  void leaveOutWhatTheShapeAloneDecides() throws PolicyException {
    for (Policy policy : PolicyCatalog.load(policies).policies()) {
      PolicyVersion version = policy.versions().getFirst();
      for (EventShape shape : EventShape.all()) {
        assertThat(version.candidates(shape.symbol()))
            .as("%s, %s", policy.policyId(), shape)
            .noneMatch(
                candidate ->
                    candidate.clause().rule().startsWith("collects")
                        && shape.symbol() != Operation.COLLECT
                        && shape.symbol() != Operation.UNKNOWN);
      }
    }
  }

  private static void check(Policy policy, Scenario scenario) {
    SubjectFacts subject =
        SubjectFacts.of(policy.membershipEndWithdrawsConsent(), scenario.events());
    SharedFacts shared = SharedFacts.of(scenario.events());
    scenario.events().stream()
        .flatMap(CandidatesTest::inEveryShape)
        .forEach(
            event -> {
              PolicyVersion version = policy.at(event.occurredAt());
              EvaluationContext context = EvaluationContext.of(event, subject, shared);
              Map<String, String> expected = new LinkedHashMap<>();
              for (Clause clause : version.clauses()) {
                if (clause.on().contains(event.kind())) {
                  note(expected, clause, clause.flags(), context);
                }
              }
              Map<String, String> answered = new LinkedHashMap<>();
              version
                  .candidates(event)
                  .forEach(each -> note(answered, each.clause(), each.flags(), context));
              assertThat(answered).as("%s, %s", scenario, event.record()).isEqualTo(expected);
              checkOutlooks(version, event, expected);
            });
  }

  /** What is said of every event of a shape must be so of each of them. */
  private static void checkOutlooks(
      PolicyVersion version, Event event, Map<String, String> answers) {
    KnownFields known = KnownFields.of(new EventShape(event.kind(), EventShape.symbolOf(event)));
    for (Clause clause : version.clauses()) {
      if (clause.on().contains(event.kind())) {
        Outlook outlook = PartialEvaluator.outlook(clause.flags(), known);
        assertThat(outlook)
            .as("%s, %s", clause.id(), event.record())
            .isNotEqualTo(
                "broken".equals(answers.get(clause.id()))
                    ? Outlook.NEVER
                    : answers.containsKey(clause.id()) ? null : Outlook.ALWAYS);
      }
    }
  }

  private static void note(
      Map<String, String> answers, Clause clause, Rule<Boolean> flags, EvaluationContext context) {
    try {
      if (Boolean.TRUE.equals(flags.of(context))) {
        answers.put(clause.id(), "broken");
      }
    } catch (UndecidedException undecided) {
      answers.put(clause.id(), undecided.getMessage());
    }
  }

  private static Stream<Event> inEveryShape(Event event) {
    return switch (event.record()) {
      case Access access ->
          Arrays.stream(Operation.values())
              .map(each -> Access.newBuilder(access).setOperation(each).build())
              .map(Event::of);
      case Disclosure disclosure ->
          Arrays.stream(RecipientKind.values())
              .map(
                  each ->
                      Disclosure.newBuilder(disclosure)
                          .setRecipient(
                              Recipient.newBuilder(disclosure.getRecipient()).setKind(each).build())
                          .build())
              .map(Event::of);
      default -> Stream.of(event);
    };
  }
}
