package io.clausewatch.facts;

import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;

/**
 * Something that was not done in time.
 *
 * @param what a category that was to be destroyed, or what was to come, in words
 * @param dueAt the last instant that would have been in time
 * @param doneAt when it was done after all; null when it was not
 */
public record Missed(String what, Instant dueAt, Instant doneAt) {

  /** In words, what fell due together and was done together in one. */
  static String words(List<Missed> missed) {
    StringJoiner groups = new StringJoiner("; ");
    StringJoiner names = new StringJoiner(", ");
    for (int i = 0; i < missed.size(); i++) {
      Missed one = missed.get(i);
      names.add(one.what());
      if (i + 1 == missed.size() || !one.isWith(missed.get(i + 1))) {
        String done = one.doneAt() == null ? "not done so far" : "done only on " + one.doneAt();
        groups.add(names + " (due " + one.dueAt() + ", " + done + ")");
        names = new StringJoiner(", ");
      }
    }
    return groups.toString();
  }

  private boolean isWith(Missed other) {
    return dueAt.equals(other.dueAt)
        && (doneAt == null ? other.doneAt == null : doneAt.equals(other.doneAt));
  }
}
