package io.clausewatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.clausewatch.judge.Judge;
import io.clausewatch.judge.Judgement;
import io.clausewatch.judge.Violation;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What an officer gets to forward in Korean: every violation in the scenarios of the Korean
 * policies that the project ships.
 */
class LocalExplanationsTest {

  private static final Path POLICIES = Path.of("..", "policies");
  private static final Pattern QUOTED = Pattern.compile("‘([^’]*)’");

  /** A symbol of the contract, or a phrase for an English explanation, that nobody translated. */
  private static final Pattern UNTRANSLATED =
      Pattern.compile(
          "[A-Z]+_[A-Z_]+"
              + "|\\b(SUBJECT|PARTNER|EMAIL|PAPER|COURT|GOVERNMENT|NONE|CORRECTION)\\b"
              + "|\\b(nothing|not said|consent|instrument|warrant|request|on|the|is|was)\\b [a-z]"
              + "|–|\\d[TZ]");

  @TestFactory
  Stream<DynamicTest> areKoreanThroughout() throws PolicyException {
    PolicyCatalog catalog = PolicyCatalog.load(POLICIES);
    return PolicyScenarios.load(POLICIES).stream()
        .filter(scenarios -> policy(catalog, scenarios).language().equals("ko"))
        .map(
            scenarios ->
                dynamicTest(
                    scenarios.policyId(),
                    () -> assertKorean(scenarios, new Judge(catalog.vocabulary()), catalog)));
  }

  private static Policy policy(PolicyCatalog catalog, PolicyScenarios scenarios) {
    return catalog.policy(scenarios.policyId()).orElseThrow();
  }

  private static void assertKorean(PolicyScenarios scenarios, Judge judge, PolicyCatalog catalog) {
    ScenarioRunner stage = new ScenarioRunner(policy(catalog, scenarios), judge);
    Set<String> seen = new LinkedHashSet<>();
    for (Scenario scenario : scenarios.scenarios()) {
      for (Judgement judgement : stage.judge(scenario.events(), scenario.until()).values()) {
        for (Violation violation : judgement.violations()) {
          assertKorean(violation);
          seen.add(violation.clause().id());
        }
      }
    }
    assertThat(seen).isNotEmpty();
  }

  private static void assertKorean(Violation violation) {
    String text = violation.localExplanation();
    assertThat(text)
        .as(violation.clause().id())
        .containsPattern("\\p{IsHangul}")
        .doesNotContainPattern(UNTRANSLATED)
        .doesNotContain("{", "()");
    assertThat(QUOTED.matcher(text).results().map(found -> found.group(1)))
        .as("words of the clause that %s quotes", violation.clause().id())
        .isNotEmpty()
        .allMatch(violation.clause().quote()::contains);
  }
}
