package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.isAboutOne;
import static io.clausewatch.alertsender.outbox.OutboxIndex.matterOf;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.contract.AlertAttempt;
import io.clausewatch.contract.AlertDelivery;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertedFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what to send now, and what becomes of a message by what came of the attempt. */
final class MessageAttempts {
  /** As many as a message remembers. */
  private static final int REMEMBERED = 20;

  private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

  private final KeptMessages kept;
  private final ReceiverOutbox.RetryPauses pauses;
  private final HoldingBack holding;
  private final OutdatedMessages outdated;
  private final MessageSuccession succession;
  private final ReminderSchedule reminders;
  private final TroubleNews troubles;
  private Instant leaveAloneUntil = Instant.MIN;

  MessageAttempts(
      KeptMessages kept,
      ReceiverOutbox.RetryPauses pauses,
      HoldingBack holding,
      OutdatedMessages outdated,
      MessageSuccession succession,
      ReminderSchedule reminders,
      TroubleNews troubles) {
    this.kept = kept;
    this.pauses = pauses;
    this.holding = holding;
    this.outdated = outdated;
    this.succession = succession;
    this.reminders = reminders;
    this.troubles = troubles;
  }

  /** The receiver wants no attempts before then. */
  Instant leftAloneUntil() {
    return leaveAloneUntil;
  }

  /** The next message to send; it is on its way from now on. Empty where none is due. */
  Optional<ReceiverOutbox.Sending> next(Instant now) {
    if (now.isBefore(leaveAloneUntil)) {
      return Optional.empty();
    }
    DueQueue due = kept.index().due();
    for (var id = due.poll(now); id.isPresent(); id = due.poll(now)) {
      AlertMessage message = kept.index().live(id.get()).orElseThrow();
      if (message.getTries() > 0 || !holding.holds(message, now)) {
        kept.sendOff(message);
        List<AlertMessage> those = kept.index().carriedBy(message);
        List<AlertedFinding> findings =
            those.isEmpty()
                ? message.getFindings()
                : those.stream().map(one -> one.getFindings().getFirst()).toList();
        return Optional.of(new ReceiverOutbox.Sending(message, findings));
      }
    }
    return Optional.empty();
  }

  /**
   * Somebody wants a message that was tried to be sent once more, at once. What is dead and not so
   * any more says why it is not sent.
   */
  void onceMore(String messageId, Instant now) {
    kept.index()
        .dead(messageId)
        .filter(dead -> outdated.takeBack(dead, now))
        .or(() -> kept.index().live(messageId).filter(message -> message.getTries() > 0))
        .filter(message -> !kept.isInFlight(message))
        .ifPresent(
            message -> {
              message.setDueAt(now);
              message.setKeptBackBy(null);
              message.setFirstTriedAt(null); // another day to arrive
              leaveAloneUntil = Instant.MIN;
              kept.put(message, AlertState.RETRYING, now);
            });
  }

  /**
   * What came of an attempt.
   *
   * @param at when it began
   * @param took how long it took
   */
  void attempted(String messageId, Instant at, Duration took, AttemptOutcome outcome, Instant now) {
    kept.returned(messageId);
    kept.index()
        .live(messageId)
        .ifPresent(
            message -> {
              note(message, at, took, outcome);
              switch (outcome) {
                case AttemptOutcome.Delivered delivered -> delivered(message, now);
                case AttemptOutcome.PartlyDelivered partly -> {
                  List<String> all = new ArrayList<>(message.getDeliveredTo());
                  all.addAll(partly.to());
                  message.setDeliveredTo(all);
                  postponed(message, partly.answer(), Duration.ZERO, now);
                }
                case AttemptOutcome.Postponed postponed ->
                    postponed(
                        message,
                        postponed.answer(),
                        postponed.notWithin().orElse(Duration.ZERO),
                        now);
                case AttemptOutcome.Refused refused -> giveUp(message, refused.answer(), now);
              }
            });
  }

  /**
   * An owner before heard that the receiver took a message, and could keep no more than that.
   *
   * @param delivery nothing new where the attempt is counted already
   */
  void deliveredBefore(AlertDelivery delivery, Instant now) {
    AlertAttempt attempt = delivery.getAttempt();
    boolean isNews =
        kept.index()
            .live(delivery.getMessageId())
            .filter(message -> message.getTries() + 1 == delivery.getNumber())
            .isPresent();
    if (isNews) {
      attempted(
          delivery.getMessageId(),
          attempt.getAt(),
          Duration.ofMillis(attempt.getMilliseconds()),
          new AttemptOutcome.Delivered(AlertReason.read(attempt.getAnswer()).orElseThrow()),
          now);
    }
  }

  private static void note(
      AlertMessage message, Instant at, Duration took, AttemptOutcome outcome) {
    List<AlertAttempt> attempts = new ArrayList<>(message.getAttempts());
    attempts.add(new AlertAttempt(at, (int) took.toMillis(), outcome.answer().text()));
    int over = Math.max(0, attempts.size() - REMEMBERED);
    message.setAttempts(new ArrayList<>(attempts.subList(over, attempts.size())));
    message.setTries(message.getTries() + 1);
    if (message.getFirstTriedAt() == null) {
      message.setFirstTriedAt(at);
    }
  }

  private void delivered(AlertMessage message, Instant now) {
    message.setDueAt(null);
    message.setToldAt(now);
    List<String> told = mattersOf(message);
    kept.put(message, AlertState.DELIVERED, now);
    told.stream()
        .flatMap(key -> kept.index().matters().matter(key).stream())
        .forEach(matter -> told(matter, now));
  }

  private void told(ToldMatter matter, Instant now) {
    boolean isFirst = matter.beginning().filter(m -> m.getRemindAt() == null).isPresent();
    if (isFirst && matter.isTold()) {
      reminders.remindLater(matter, now);
    }
    succession.goOn(matter, now);
  }

  private void postponed(
      AlertMessage message, AlertReason.Said answer, Duration asked, Instant now) {
    Instant free = now.plus(asked);
    if (asked.isPositive() && free.isAfter(leaveAloneUntil)) {
      leaveAloneUntil = free;
    }
    Instant next = now.plus(pauses.after(message.getTries()));
    next = next.isBefore(free) ? free : next;
    Instant end = message.getFirstTriedAt().plus(GIVE_UP_AFTER);
    boolean isOver = asked.isZero() ? next.isAfter(end) : !now.isBefore(end);
    if (isOver) {
      giveUp(message, AlertReason.TRIED_FOR_A_DAY.of(answer.text()), now);
    } else {
      message.setDueAt(next);
      kept.put(message, AlertState.RETRYING, now);
    }
  }

  /** Those of its addresses that took it have been told, and are to be told of the end. */
  private void giveUp(AlertMessage message, AlertReason.Said why, Instant now) {
    if (message.getDeliveredTo().isEmpty()) {
      die(message, why, now);
    } else {
      delivered(message, now);
    }
  }

  private void die(AlertMessage message, AlertReason.Said why, Instant now) {
    HoldingBack.letGo(message, null);
    message.setKeptBackBy(why.text());
    List<String> about = mattersOf(message);
    kept.put(message, AlertState.DEAD, now);
    if (isAboutOne(message) && message.getFindings().isEmpty()) {
      troubles.couldNotBeTold(matterOf(message));
    }
    about.stream()
        .flatMap(key -> kept.index().matters().matter(key).stream())
        .forEach(matter -> succession.goOn(matter, now));
  }

  /** By what all is known that a message tells of. */
  private List<String> mattersOf(AlertMessage message) {
    List<AlertMessage> those = kept.index().carriedBy(message);
    return (those.isEmpty() ? List.of(message) : those)
        .stream().filter(OutboxIndex::isAboutOne).map(OutboxIndex::matterOf).toList();
  }
}
