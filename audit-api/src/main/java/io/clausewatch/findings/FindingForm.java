package io.clausewatch.findings;

import io.clausewatch.words.PageWords;
import java.util.List;

/**
 * The form with which a finding is decided about.
 *
 * @param decision what is filled in
 * @param faults why it was not taken; empty when it was, or was not sent yet
 * @param done whether something has just been decided
 * @param allowed whether who looks may decide
 * @param mail a link that writes a mail about the finding
 */
public record FindingForm(
    DecisionForm decision, List<String> faults, boolean done, boolean allowed, String mail) {
  /** Copies its list. */
  public FindingForm {
    faults = List.copyOf(faults);
  }

  /** What can be decided. */
  public List<FindingListView.Choice> choices(PageWords words) {
    return DecisionForm.choices(words);
  }
}
