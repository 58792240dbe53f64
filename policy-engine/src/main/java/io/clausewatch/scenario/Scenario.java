package io.clausewatch.scenario;

import io.clausewatch.contract.Event;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A few events, and every finding that they must make.
 *
 * @param file the name of the file that holds it
 * @param line where it begins there, counted from 1
 * @param clauseId the clause that it is about
 * @param name what happens, for people
 * @param events in the order of the file
 * @param until when the story ends
 * @param finds every violation that all clauses of the policy must find in all events
 * @param gaps everything that must stay undecided
 * @param says words that an explanation must hold; null where any will do
 */
public record Scenario(
    String file,
    int line,
    String clauseId,
    String name,
    List<Event> events,
    Instant until,
    Set<ScenarioVerdict> finds,
    Set<ScenarioVerdict> gaps,
    String says) {

  /** Whether something in it breaks the clause that it is about. */
  public boolean breaksItsClause() {
    return finds.stream().anyMatch(verdict -> verdict.clauseId().equals(clauseId));
  }

  /** The scenario as {@code clause: name (file:line)}. */
  @Override
  public String toString() {
    return clauseId + ": " + name + " (" + file + ":" + line + ")";
  }
}
