package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.matterOf;
import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one receiver is told of, each from its beginning to its end; what is over is not held. */
final class ToldMatters {
  private final Map<String, ToldMatter> matters = new HashMap<>();
  private final Map<String, Set<String>> openInThread = new HashMap<>();
  private final DueQueue reminders = new DueQueue();
  private final RestingMessages resting;

  /**
   * None.
   *
   * @param resting takes the beginnings of those that are over
   */
  ToldMatters(RestingMessages resting) {
    this.resting = resting;
  }

  Optional<ToldMatter> matter(String key) {
    return Optional.ofNullable(matters.get(key));
  }

  /** By the finding, or the name of the trouble. */
  Map<String, ToldMatter> all() {
    return matters;
  }

  /** When to look at a matter, by its key, of which is to be reminded. */
  DueQueue reminders() {
    return reminders;
  }

  /** An escalation is seen as one with what the receiver was told before. */
  void joinThread(AlertMessage escalation) {
    matter(matterOf(escalation))
        .filter(ToldMatter::isTold)
        .flatMap(ToldMatter::beginning)
        .ifPresent(told -> escalation.setThread(told.getThread()));
  }

  /** How many findings that its receiver sees as one stand still. */
  int openInThread(String thread) {
    return openInThread.getOrDefault(thread, Set.of()).size();
  }

  /** A message about a matter is another now, or what carries it. */
  void follow(AlertMessage message) {
    String key = matterOf(message);
    ToldMatter matter = matters.computeIfAbsent(key, ignored -> new ToldMatter());
    String id = message.getMessageId();
    if (isIntention(message)) {
      matter.escalateBy(id);
      return;
    }
    if (matter.escalation().filter(id::equals).isPresent()) {
      matter.noEscalation();
    }
    AlertState state = message.getState();
    boolean isCancelled = state == AlertState.SILENCED && message.getDueAt() == null;
    if (!isCancelled && message.getToldAt() == null && state != AlertState.DEAD) {
      matter.await(message);
    }
    if (!isCancelled && type(message).isBeginning()) {
      matter.begin(message);
    }
    remindWhenSaid(key, matter);
  }

  /** Whether it is an escalation that waits until its finding has stood for long. */
  static boolean isIntention(AlertMessage message) {
    return type(message) == AlertType.FINDING_ESCALATED && message.getCollecting();
  }

  private void remindWhenSaid(String key, ToldMatter matter) {
    matter
        .beginning()
        .map(AlertMessage::getRemindAt)
        .ifPresentOrElse(at -> reminders.put(key, at), () -> reminders.remove(key));
  }

  /**
   * A message about a matter came to its end.
   *
   * @param state what became of it, or of what carries it
   * @param since when
   */
  void finished(AlertMessage message, AlertState state, Instant since) {
    String key = matterOf(message);
    ToldMatter matter = matters.get(key);
    if (matter == null) {
      resting.rest(message, since);
      return;
    }
    matter.noLongerAwait(message);
    if (type(message).isEnd()) {
      matter.begunBefore(message).forEach(beginning -> over(beginning, key, matter, since));
    } else if (state == AlertState.SILENCED) {
      matter.unbegin(message);
    } else if (state == AlertState.DELIVERED && matter.holds(message)) {
      matter.tell(message);
      openInThread.computeIfAbsent(message.getThread(), ignored -> new HashSet<>()).add(key);
    }
    if (!matter.holds(message)) {
      resting.rest(message, since); // else when its end is over
    }
    remindWhenSaid(key, matter);
    if (matter.isOver()) {
      matters.remove(key);
    }
  }

  private void over(AlertMessage beginning, String key, ToldMatter matter, Instant since) {
    matter.unbegin(beginning);
    resting.rest(beginning, since);
    openInThread.computeIfPresent(
        beginning.getThread(),
        (thread, open) -> {
          open.remove(key);
          return open.isEmpty() ? null : open;
        });
  }
}
