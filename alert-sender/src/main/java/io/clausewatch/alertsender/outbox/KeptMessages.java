package io.clausewatch.alertsender.outbox;

import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages to one receiver as they are now: what is known of them, what has changed and is to
 * be kept, and which are on their way. Every change of a message goes through {@link #put}.
 */
final class KeptMessages {
  private final OutboxIndex index = new OutboxIndex();
  private final Set<String> inFlight = new HashSet<>();
  private final Map<String, AlertMessage> changes = new LinkedHashMap<>();
  private final List<String> forgotten = new ArrayList<>();

  OutboxIndex index() {
    return index;
  }

  /** A message is another now, or in another state. */
  void put(AlertMessage message, AlertState state, Instant now) {
    if (message.getState() != state) {
      message.setChangedAt(now);
      message.setState(state);
    }
    if (message.getRevision() == 0) {
      orderAfterOthers(message);
    }
    message.setRevision(message.getRevision() + 1);
    changes.remove(message.getMessageId()); // what carries others is kept after all of them
    changes.put(message.getMessageId(), message);
    index.put(message);
    if (isInFlight(message)) {
      index.due().remove(message.getMessageId()); // it is tried already; what comes of it is heard
    }
  }

  /**
   * Which end is of which beginnings, and what is to arrive first, is told by when each was made,
   * also after a restart: so none was made before another that was known, whoever's clock is slow,
   * and no two about one matter in one instant, which is kept to the millisecond.
   */
  private void orderAfterOthers(AlertMessage made) {
    Instant latest = index.latestMadeAt();
    Instant next =
        index
            .matters()
            .matter(OutboxIndex.matterOf(made))
            .flatMap(ToldMatter::latestMadeAt)
            .map(one -> one.truncatedTo(ChronoUnit.MILLIS).plusMillis(1))
            .filter(latest::isBefore)
            .orElse(latest);
    if (made.getCreatedAt().isBefore(next)) {
      made.setCreatedAt(next);
    }
  }

  /** A message tells from now on what was decided last. */
  void update(AlertMessage message, AlertDecision decision, Instant now) {
    noteTold(message, now);
    message.setFindings(List.of(NewMessages.told(decision)));
    put(message, message.getState(), now);
  }

  /** What carried it is over, and will not say again that it was told. */
  void noteTold(AlertMessage message, Instant now) {
    boolean isTold =
        message.getState() == AlertState.GROUPED
            && index
                .matters()
                .matter(OutboxIndex.matterOf(message))
                .filter(matter -> matter.isTold(message))
                .isPresent();
    if (isTold && message.getToldAt() == null) {
      message.setToldAt(now);
    }
  }

  /** What has changed since it was last asked, in the order in which each changed last. */
  List<AlertMessage> changes() {
    List<AlertMessage> taken = List.copyOf(changes.values());
    changes.clear();
    return taken;
  }

  /** What has been over since an instant or longer is to be known no more. */
  void forget(Instant by) {
    forgotten.addAll(index.forget(by));
  }

  /** What was forgotten since it was last asked, in the order in which it is to be deleted. */
  List<String> forgotten() {
    List<String> taken = List.copyOf(forgotten);
    forgotten.clear();
    return taken;
  }

  /** A message is on its way from now on. */
  void sendOff(AlertMessage message) {
    inFlight.add(message.getMessageId());
  }

  /** A message is on its way no more. */
  void returned(String messageId) {
    inFlight.remove(messageId);
  }

  boolean isInFlight(AlertMessage message) {
    return inFlight.contains(message.getMessageId());
  }

  /** How many are on their way. */
  int inFlight() {
    return inFlight.size();
  }

  /** Whether nobody can have seen it. */
  boolean isUntried(AlertMessage message) {
    return message.getTries() == 0
        && index.live(message.getMessageId()).isPresent()
        && !isInFlight(message);
  }
}
