package io.clausewatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.clausewatch.policy.PolicyException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The scenarios of the policies that the project ships: each is a test of its own. */
@ParameterizedClass
@ValueSource(strings = {"../policies", "../policies/examples"})
class PolicyScenariosTest {

  @Parameter Path policies;

  @TestFactory
  Stream<DynamicNode> scenarios() throws PolicyException {
    return PolicyScenarios.load(policies).stream()
        .map(
            policy ->
                dynamicContainer(
                    policy.policyId(),
                    policy.scenarios().stream().map(scenario -> test(policy, scenario))));
  }

  @TestFactory
  Stream<DynamicNode> everyClauseIsBrokenAndKeptAndEveryBranchSeenBothWays()
      throws PolicyException {
    return PolicyScenarios.load(policies).stream()
        .map(policy -> dynamicTest(policy.policyId(), () -> assertCovered(policy.report())));
  }

  private static DynamicNode test(PolicyScenarios policy, Scenario scenario) {
    return dynamicTest(
        scenario.toString(),
        () -> assertThat(policy.run(scenario).differences()).isEqualTo(List.of()));
  }

  private static void assertCovered(PolicyReport report) {
    assertThat(report.neverBroken()).as("clauses that no scenario breaks").isEmpty();
    assertThat(report.neverKept()).as("clauses that no scenario keeps").isEmpty();
    assertThat(report.coversEveryClause()).isTrue();
    assertThat(report.missedBranches()).as("branches that never went one way").isEmpty();
    assertThat(report.branches()).as("branches").isNotEmpty();
  }
}
