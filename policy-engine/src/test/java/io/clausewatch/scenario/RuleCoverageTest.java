package io.clausewatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.clausewatch.judge.Judge;
import io.clausewatch.judge.Judgement;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy that is watched answers as it does unwatched. */
@ParameterizedClass
@ValueSource(strings = {"../policies", "../policies/examples"})
class RuleCoverageTest {

  @Parameter Path policies;

  @TestFactory
  Stream<DynamicTest> changesNoAnswer() throws PolicyException {
    PolicyCatalog plain = PolicyCatalog.load(policies);
    PolicyCatalog watched = PolicyCatalog.load(policies, new RuleCoverage());
    Judge judge = new Judge(plain.vocabulary());
    return PolicyScenarios.load(policies).stream()
        .map(
            scenarios -> {
              Policy one = plain.policy(scenarios.policyId()).orElseThrow();
              Policy other = watched.policy(scenarios.policyId()).orElseThrow();
              return dynamicTest(
                  scenarios.policyId(),
                  () ->
                      scenarios
                          .scenarios()
                          .forEach(
                              scenario ->
                                  assertThat(answers(new ScenarioRunner(other, judge), scenario))
                                      .as(scenario.toString())
                                      .isEqualTo(
                                          answers(new ScenarioRunner(one, judge), scenario))));
            });
  }

  private static Map<ScenarioRunner.About, List<String>> answers(
      ScenarioRunner stage, Scenario scenario) {
    Map<ScenarioRunner.About, List<String>> answers = new TreeMap<>();
    stage
        .judge(scenario.events(), scenario.until())
        .forEach((about, judgement) -> answers.put(about, inWords(judgement)));
    return answers;
  }

  private static List<String> inWords(Judgement judgement) {
    return Stream.concat(
            judgement.violations().stream()
                .map(violation -> violation.clause().id() + ": " + violation.explanation()),
            judgement.gaps().stream().map(gap -> "gap of " + gap.clauseId() + ": " + gap.reason()))
        .toList();
  }
}
