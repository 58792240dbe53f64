package io.clausewatch.alertsender.outbox;

import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertDelivery;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertRequest;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.AlertedFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that one receiver is to be told. It is told what happened ({@link #decided}, {@link
 * #requested}, {@link #troubles}), what came of attempts ({@link #attempted}) and what time it is
 * ({@link #tick}); it says what to send ({@link #next}), what to keep ({@link #changes}) and what
 * to keep no longer ({@link #forgotten}). What it kept, given back by {@link #restore}, makes the
 * same outbox again: it holds nothing else.
 *
 * <p>A receiver that was told of a finding is told of its end, after its beginning; one that was
 * not is not. Not thread-safe.
 */
public final class ReceiverOutbox {
  /** As many findings as a message lists. */
  public static final int FINDINGS = 20;

  private final KeptMessages kept = new KeptMessages();
  private final Duration keptFor;
  private final NewMessages messages;
  private final HoldingBack holding;
  private final MessageGathering gathering;
  private final ReminderSchedule reminders;
  private final OutboxRecovery recovery;
  private final FindingNews findings;
  private final TroubleNews troubles;
  private final MessageAttempts attempts;

  /**
   * An outbox in which nothing is.
   *
   * @param receiver the receiver's name in the file
   * @param inForce what is in force
   * @param pauses between attempts
   * @param keptFor how long a message is kept that is over; days at least, so that nothing that may
   *     still be tried follows from it
   */
  public ReceiverOutbox(
      String receiver, OutboxRules inForce, RetryPauses pauses, Duration keptFor) {
    this.keptFor = keptFor;
    ReceiverRules rules = new ReceiverRules(receiver, inForce);
    MessagePlacement placement = new MessagePlacement(rules, kept.index().groups());
    MessageCancelling cancelling = new MessageCancelling(kept);
    messages = new NewMessages(receiver);
    holding = new HoldingBack(rules, kept);
    gathering = new MessageGathering(rules, kept, messages, holding);
    MessageSuccession succession =
        new MessageSuccession(rules, kept, messages, placement, cancelling);
    reminders = new ReminderSchedule(rules, kept, messages, placement);
    recovery = new OutboxRecovery(kept, succession, reminders);
    findings =
        new FindingNews(
            rules,
            kept,
            messages,
            placement,
            new FindingEscalations(rules, kept, messages, cancelling),
            cancelling,
            succession,
            reminders);
    troubles = new TroubleNews(kept, messages, cancelling, succession);
    attempts =
        new MessageAttempts(
            kept,
            pauses,
            holding,
            new OutdatedMessages(rules, kept, cancelling),
            succession,
            reminders,
            troubles);
  }

  /** How long to wait before a message is tried again. */
  @FunctionalInterface
  public interface RetryPauses {
    /**
     * A pause.
     *
     * @param tries how often it was tried, from 1
     */
    Duration after(int tries);
  }

  /**
   * A message on its way.
   *
   * @param message the message
   * @param findings all that it tells of, also those that it does not list
   */
  public record Sending(AlertMessage message, List<AlertedFinding> findings) {}

  // --- What is kept ------------------------------------------------------------------------------

  /** Takes in a message as it was kept; to be given each in the order in which they changed. */
  public void restore(AlertMessage message) {
    kept.index().put(message);
  }

  /** A message has been deleted as it was said; told in the same order as what was kept. */
  public void restoreDeleted(String messageId) {
    kept.index().deleted(messageId);
  }

  /** All that was kept has been given back. */
  public void restored(Instant now) {
    recovery.restored(now);
  }

  /**
   * Hears from an owner before, who could note no more, that the receiver took a message; to be
   * told after {@link #restored}. What the ledger says already changes nothing.
   */
  public void deliveredBefore(AlertDelivery delivery, Instant now) {
    attempts.deliveredBefore(delivery, now);
  }

  /** Since when the longest waits of what is still to arrive; empty where nothing is. */
  public Optional<Instant> waitingSince() {
    return kept.index().waitingSince();
  }

  /**
   * What has changed since it was last asked, to be kept in this order: what tells of others comes
   * after them.
   */
  public List<AlertMessage> changes() {
    return kept.changes();
  }

  /**
   * What is over for so long that it is forgotten, since it was last asked: to be deleted in this
   * order, after {@link #changes} are kept. What stands is never among it, nor what carries what
   * stands.
   *
   * @return ids of messages
   */
  public List<String> forgotten() {
    return kept.forgotten();
  }

  // --- What happens ------------------------------------------------------------------------------

  /** Other rules are in force: what is kept back is looked at again, if it need not be any more. */
  public void rules(OutboxRules others, Instant now) {
    holding.change(others, now);
  }

  /** Something was decided about a finding. */
  public void decided(AlertDecision decision, Instant now) {
    findings.decided(decision, now);
  }

  /**
   * What is wrong with the pipeline, or which services are silent.
   *
   * @param beginning the type of message by which the receiver is told
   * @param end the type by which it is told that it is over
   * @param current what is so now, in words, by a name that stays the same
   */
  public void troubles(
      AlertType beginning, AlertType end, Map<String, String> current, Instant now) {
    troubles.current(beginning, end, current, now);
  }

  /** Somebody asks for a message. */
  public void requested(AlertRequest request, Instant now) {
    switch (request.getKind()) {
      case TEST -> {
        AlertMessage message = messages.blank(request.getMessageId(), AlertType.TEST, now);
        message.setAbout(request.getBy());
        message.setDueAt(now);
        kept.put(message, AlertState.WAITING, now);
      }
      case RESEND -> attempts.onceMore(request.getMessageId(), now);
      case UNKNOWN -> {
        // A newer version asks for what this one does not know.
      }
    }
  }

  /**
   * Time has passed: groups that are due become messages, those kept back are let go, and what has
   * been over for long is forgotten.
   */
  public void tick(Instant now) {
    gathering.tick(now);
    reminders.tick(now);
    kept.forget(now.minus(keptFor));
  }

  // --- Sending -----------------------------------------------------------------------------------

  /**
   * The next message to send now; empty where none is due, or the receiver wants to be left alone.
   */
  public Optional<Sending> next(Instant now) {
    return attempts.next(now);
  }

  /**
   * What came of an attempt.
   *
   * @param at when it began
   * @param took how long it took
   */
  public void attempted(
      String messageId, Instant at, Duration took, AttemptOutcome outcome, Instant now) {
    attempts.attempted(messageId, at, took, outcome, now);
  }

  /**
   * When there is something to do next; empty where nothing waits for a time.
   *
   * @return perhaps in the past
   */
  public Optional<Instant> nextDue() {
    return kept.index().firstDue();
  }

  /** Whether it has no use for attempts before an instant: the receiver wants to be left alone. */
  public Instant leftAloneUntil() {
    return attempts.leftAloneUntil();
  }

  // --- What there is -----------------------------------------------------------------------------

  /** The findings that it has been told of, and of whose end it has not. */
  public List<AlertedFinding> openFindings() {
    return open().flatMap(message -> message.getFindings().stream()).toList();
  }

  /** The messages by which it was told of what is no finding, and of whose end it was not. */
  public List<AlertMessage> openTroubles() {
    return open().filter(message -> message.getFindings().isEmpty()).toList();
  }

  private Stream<AlertMessage> open() {
    return kept.index().matters().all().values().stream()
        .filter(ToldMatter::isTold)
        .flatMap(matter -> matter.beginning().stream());
  }

  /** How many are on their way now. */
  public int inFlight() {
    return kept.inFlight();
  }

  /** How many wait to be tried for the first time. */
  public long waiting() {
    return kept.index().waiting();
  }

  /** How many are tried again. */
  public long retrying() {
    return kept.index().retrying();
  }

  /** How many are dead. */
  public long dead() {
    return kept.index().dead();
  }

  /** How much it holds in memory: messages and matters, also those that are over. */
  int size() {
    return kept.index().size();
  }
}
