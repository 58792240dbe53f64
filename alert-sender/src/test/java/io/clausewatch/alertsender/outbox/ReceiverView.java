package io.clausewatch.alertsender.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a receiver knows, by nothing but the messages that it took. */
final class ReceiverView {
  private final TestOutbox world;
  private final boolean hasIncidents;
  private final Set<String> beginnings = new HashSet<>();

  /** By the finding, or the incident. */
  private final Map<String, Boolean> stands = new HashMap<>();

  /**
   * Of nothing yet.
   *
   * @param hasIncidents whether it knows incidents, of several findings perhaps, in place of
   *     findings
   */
  ReceiverView(TestOutbox world, boolean hasIncidents) {
    this.world = world;
    this.hasIncidents = hasIncidents;
  }

  /** It took a message, and with it those that it carries. */
  void took(AlertMessage message) {
    for (AlertMessage one : world.partsOf(message)) {
      AlertType type = AlertType.of(one.getType()).orElseThrow();
      String what = hasIncidents ? message.getThread() : one.getFindingId();
      String about = type + " " + what + " " + world.trace;
      if (type.isBeginning()) {
        beginnings.add(one.getMessageId());
        stands.put(what, true);
      } else if (type.isEnd()) {
        assertThat(beginnings).as("it was told of: %s", about).contains(one.getEndOf());
        stands.put(what, false);
      } else {
        assertThat(stands).as("it was told of: %s", about).containsEntry(what, true);
      }
    }
  }

  /** What it was told of, and of no end of it, stands for it too. */
  void assertThatItKnowsWhatStands() {
    if (!hasIncidents) {
      world.outbox.openFindings().stream()
          .map(open -> open.getFinding().getFindingId())
          .forEach(open -> assertThat(stands).as("%s", world.trace).containsEntry(open, true));
    }
  }

  /** As far as it knows, all is over. */
  void assertThatNothingStands() {
    assertThat(stands).as("%s", world.trace).doesNotContainValue(true);
  }
}
