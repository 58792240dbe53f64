package io.clausewatch.alertsender.outbox;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says what a receiver is to be told when the pipeline has troubles, or services are silent. */
final class TroubleNews {
  private final KeptMessages kept;
  private final NewMessages messages;
  private final MessageCancelling cancelling;
  private final MessageSuccession succession;

  /** Those that last and could not be told. */
  private final Set<String> untold = new HashSet<>();

  TroubleNews(
      KeptMessages kept,
      NewMessages messages,
      MessageCancelling cancelling,
      MessageSuccession succession) {
    this.kept = kept;
    this.messages = messages;
    this.cancelling = cancelling;
    this.succession = succession;
  }

  /**
   * What is so now.
   *
   * @param beginning the type of message by which the receiver is told
   * @param end the type by which it is told that it is over
   * @param current in words, by a name that stays the same
   */
  void current(AlertType beginning, AlertType end, Map<String, String> current, Instant now) {
    String prefix = beginning.id() + " ";
    untold.removeIf(
        thread ->
            thread.startsWith(prefix) && !current.containsKey(thread.substring(prefix.length())));
    new TreeMap<>(current)
        .forEach(
            (name, words) -> {
              String thread = prefix + name;
              ToldMatter known = kept.index().matters().matter(thread).orElseGet(ToldMatter::new);
              if (!known.hasBegun() && !untold.contains(thread)) {
                AlertMessage message = messages.trouble(thread, beginning, words, now);
                message.setDueAt(known.pending().isEmpty() ? now : null);
                kept.put(message, AlertState.WAITING, now);
              }
            });
    List<String> over =
        kept.index().matters().all().entrySet().stream()
            .filter(one -> one.getKey().startsWith(prefix))
            .filter(one -> !current.containsKey(one.getKey().substring(prefix.length())))
            .filter(one -> one.getValue().hasBegun())
            .map(Map.Entry::getKey)
            .toList();
    over.forEach(thread -> isOver(thread, end, now));
  }

  private void isOver(String thread, AlertType end, Instant now) {
    ToldMatter matter = kept.index().matters().matter(thread).orElseThrow();
    AlertMessage begun = matter.beginning().orElseThrow();
    cancelling.over(matter, AlertReason.OVER.of(), now);
    if (matter.hasBegun()) {
      succession.follow(messages.trouble(thread, end, begun.getAbout(), now), matter, now);
    }
  }

  /** A message about a trouble is dead: one is enough as long as it lasts. */
  void couldNotBeTold(String thread) {
    untold.add(thread);
  }
}
