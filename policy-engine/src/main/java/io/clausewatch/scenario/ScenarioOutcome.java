package io.clausewatch.scenario;

import java.util.List;

/**
 * What became of a scenario.
 *
 * @param scenario the scenario
 * @param differences what was expected and not found, or found and not expected, each on a line;
 *     empty when it passed
 */
public record ScenarioOutcome(Scenario scenario, List<String> differences) {

  /** Whether all was found that was expected, and nothing else. */
  public boolean passed() {
    return differences.isEmpty();
  }
}
