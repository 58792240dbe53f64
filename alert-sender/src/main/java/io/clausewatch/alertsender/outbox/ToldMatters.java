package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.matterOf;
import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

  /** How many findings that its receiver sees as one stand still. */
  int openInThread(String thread) {
    return openInThread.getOrDefault(thread, Set.of()).size();
  }

  /** Of what was given up, and is tried once more, all is open again, unless it was over before. */
  void tryAgain(Collection<AlertMessage> those) {
    for (AlertMessage one : those) {
      ToldMatter matter = matters.get(matterOf(one));
      if (matter != null) {
        matter.tryAgain();
        follow(matter, one);
      }
    }
  }

  /** A message about a matter is another now. */
  void follow(AlertMessage message) {
    follow(matters.computeIfAbsent(matterOf(message), ignored -> new ToldMatter()), message);
  }

  private void follow(ToldMatter matter, AlertMessage message) {
    AlertType type = type(message);
    String id = message.getMessageId();
    matter.isAlive(id);
    if (isIntention(message)) {
      matter.escalateBy(id);
      return;
    }
    if (matter.escalation().filter(id::equals).isPresent()) {
      matter.noEscalation();
    }
    AlertState state = message.getState();
    boolean cancelled = state == AlertState.SILENCED && message.getDueAt() == null;
    boolean isOpen = !cancelled && message.getToldAt() == null && state != AlertState.DEAD;
    if (isOpen) {
      matter.await(message);
    }
    if (type.isEnd()) {
      if (matter.isBegunBy(message.getEndOf())) {
        matter.end();
      }
    } else if (type.isBeginning() && !cancelled) {
      begin(matter, message);
    } else if (cancelled && matter.isBegunBy(message.getMessageId())) {
      matter.unbegin();
      goBack(matter, message);
    }
  }

  /** Whether it is an escalation that waits until its finding has stood for long. */
  static boolean isIntention(AlertMessage message) {
    return type(message) == AlertType.FINDING_ESCALATED && message.getCollecting();
  }

  private void begin(ToldMatter matter, AlertMessage message) {
    boolean isEscalation = type(message) == AlertType.FINDING_ESCALATED;
    if (isEscalation && !matter.isBegunBy(message.getMessageId()) && isBegunOtherwise(matter)) {
      return; // it is told of already, or will be; that it is escalated to as well changes nothing
    }
    if (matter.beginning().isEmpty() && isOverAnyway(matter, message)) {
      return;
    }
    boolean isAnother = !matter.isBegunBy(message.getMessageId());
    if (isAnother && isBegunSince(matter, message)) {
      return; // what is still tried of the time before does not take the place of what stands
    }
    if (isAnother && (matter.isTold() || matter.isUndeliverable())) {
      rest(matter, message.getCreatedAt());
    }
    if (isAnother && matter.isUndeliverable()) {
      matter
          .beginning()
          .filter(known -> type(known) == AlertType.FINDING_ESCALATED)
          .ifPresent(matter::died);
    }
    matter.begin(message);
    if (matter.pending().stream().anyMatch(other -> matter.isBegunBy(other.getEndOf()))) {
      matter.end(); // known before its beginning, which changed later
    }
    String key = matterOf(message);
    if (message.getRemindAt() == null) {
      reminders.remove(key);
    } else {
      reminders.put(key, message.getRemindAt());
    }
  }

  /** Whether the end is on its way already of what it tells, and it is not by it that it began. */
  private static boolean isOverAnyway(ToldMatter matter, AlertMessage message) {
    return matter.pending().stream()
        .filter(other -> type(other).isEnd())
        .filter(end -> end.getCreatedAt().isAfter(message.getCreatedAt()))
        .anyMatch(end -> !message.getMessageId().equals(end.getEndOf()));
  }

  /** Whether the end of what it tells is on its way, and it has begun anew after that. */
  private static boolean isBegunSince(ToldMatter matter, AlertMessage message) {
    boolean isEnding =
        matter.pending().stream()
            .anyMatch(other -> message.getMessageId().equals(other.getEndOf()));
    return isEnding
        && matter
            .beginning()
            .filter(known -> type(known) != AlertType.FINDING_ESCALATED)
            .filter(known -> known.getCreatedAt().isAfter(message.getCreatedAt()))
            .isPresent();
  }

  private static boolean isBegunOtherwise(ToldMatter matter) {
    return matter
        .beginning()
        .filter(known -> !matter.isEnding() || type(known) != AlertType.FINDING_ESCALATED)
        .isPresent();
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
    boolean isBeginning = matter.isBegunBy(message.getMessageId());
    boolean isBeginningOfBefore =
        matter.pending().stream().anyMatch(end -> message.getMessageId().equals(end.getEndOf()));
    if (state == AlertState.DELIVERED && (isBeginning || isBeginningOfBefore)) {
      if (isBeginning) {
        matter.tell();
      }
      openInThread.computeIfAbsent(message.getThread(), ignored -> new HashSet<>()).add(key);
    } else if (isBeginning && state == AlertState.DEAD) {
      matter.giveUp();
    } else if (state == AlertState.DEAD && type(message) == AlertType.FINDING_ESCALATED) {
      matter.died(message);
    }
    if (type(message).isEnd()) {
      leaveThread(message);
      if (matter.isBegunBy(message.getEndOf())) {
        rest(matter, since);
        matter.unbegin(); // else it began anew meanwhile
        goBack(matter, message);
      }
    }
    if (!isBeginning) {
      resting.rest(message, since); // else when the matter is over
    }
    if (matter.isOver()) {
      forget(key);
    }
  }

  private void leaveThread(AlertMessage end) {
    openInThread.computeIfPresent(
        end.getThread(),
        (thread, open) -> {
          open.remove(matterOf(end));
          return open.isEmpty() ? null : open;
        });
  }

  /**
   * What else is on its way of a matter whose beginning is cancelled or over: it may have been
   * escalated as well, or begin anew. Where an end is on its way too, nothing more has to be told.
   */
  private void goBack(ToldMatter matter, AlertMessage over) {
    List<AlertMessage> others =
        matter.pending().stream()
            .filter(one -> !one.getMessageId().equals(over.getMessageId()))
            .filter(one -> !one.getMessageId().equals(over.getEndOf())) // it is over by that
            .toList();
    boolean endsAnyway = others.stream().anyMatch(other -> type(other).isEnd());
    if (!endsAnyway) {
      others.stream()
          .filter(other -> type(other).isBeginning())
          .findFirst()
          .ifPresent(matter::begin);
    }
  }

  private void rest(ToldMatter matter, Instant since) {
    matter.beginning().ifPresent(beginning -> resting.rest(beginning, since));
  }

  /** Nothing is to be known any more of what the receiver was told of. */
  private void forget(String key) {
    ToldMatter matter = matters.remove(key);
    reminders.remove(key);
    if (matter != null) {
      matter.beginning().ifPresent(one -> resting.rest(one, one.getChangedAt()));
    }
  }
}
