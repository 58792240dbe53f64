package io.clausewatch.facts;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that was not done in time.
 *
 * @param what a category that was to be destroyed, or what was to come, in English
 * @param localWhat what was to come, in the policy's language; null for a category, which is an id,
 *     and where that is English
 * @param dueAt the last instant that would have been in time
 * @param doneAt when it was done after all; null when it was not
 */
public record MissedTask(String what, String localWhat, Instant dueAt, Instant doneAt) {

  /** Whether it fell due together with another, and was done together with it or not at all. */
  public boolean isWith(MissedTask other) {
    return dueAt.equals(other.dueAt) && Objects.equals(doneAt, other.doneAt);
  }
}
