package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.contract.AlertMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Something that one receiver is told of: a finding, a service that went quiet, a trouble of the
 * pipeline. Several messages may begin it, such as the first and an escalation, and it may begin
 * anew after its end. It is known as long as it is not over.
 *
 * <p>An end is of all beginnings that were made before it, and of none that is made later. So
 * nothing has to be remembered but the messages: a beginning is held until an end made after it has
 * come to its own, and what is held and was delivered is what the receiver takes for standing.
 */
final class ToldMatter {
  /** Those about it that have not come to their end, in the order in which they are to arrive. */
  private final List<AlertMessage> pending = new ArrayList<>();

  /** Those that begin it, in the order in which they were made. */
  private final List<AlertMessage> held = new ArrayList<>();

  /** Those of the beginnings that were delivered. */
  private final Set<String> told = new HashSet<>();

  private String escalation;

  /** Those by which it stands: they began it, and no end of it was made since. */
  List<AlertMessage> standing() {
    Optional<AlertMessage> end =
        pending.reversed().stream().filter(one -> type(one).isEnd()).findFirst();
    return held.stream().filter(one -> end.isEmpty() || !isBefore(one, end.get())).toList();
  }

  /**
   * The first of those by which it stands that the receiver was told by; else that may still
   * arrive; else that is dead. Empty where it does not stand.
   */
  Optional<AlertMessage> beginning() {
    return standing().stream()
        .min(Comparator.comparingInt(one -> isTold(one) ? 0 : isDead(one) ? 2 : 1));
  }

  /** Whether it stands, as far as was said: it began, and its end is not on its way. */
  boolean hasBegun() {
    return !standing().isEmpty();
  }

  /** Whether it stands, and the receiver has been told so. */
  boolean isTold() {
    return standing().stream().anyMatch(this::isTold);
  }

  /** Whether it stands, and all that says so is tried no more, unless somebody sends it. */
  boolean isUndeliverable() {
    return hasBegun() && standing().stream().allMatch(this::isDead);
  }

  /** Whether a beginning was delivered. */
  boolean isTold(AlertMessage beginning) {
    return told.contains(beginning.getMessageId());
  }

  /** Whether a beginning is tried no more, unless somebody sends it. */
  boolean isDead(AlertMessage beginning) {
    return !isTold(beginning) && pending.stream().noneMatch(one -> isSame(one, beginning));
  }

  /** Whether it stands by a message. */
  boolean standsBy(AlertMessage message) {
    return standing().stream().anyMatch(one -> isSame(one, message));
  }

  /** All by which it began that are not over, though their end may be on its way. */
  List<AlertMessage> held() {
    return List.copyOf(held);
  }

  boolean holds(AlertMessage message) {
    return held.stream().anyMatch(one -> isSame(one, message));
  }

  /** Those of {@link #held} that were made before a message that is no beginning. */
  List<AlertMessage> begunBefore(AlertMessage message) {
    return held.stream().filter(one -> isBefore(one, message)).toList();
  }

  /** It began, by another message or by one that has changed. */
  void begin(AlertMessage message) {
    put(message, held);
  }

  /** The receiver was told by a beginning. */
  void tell(AlertMessage beginning) {
    told.add(beginning.getMessageId());
  }

  /** A beginning is cancelled, or over. */
  void unbegin(AlertMessage beginning) {
    remove(beginning, held);
    told.remove(beginning.getMessageId());
  }

  /** The message that waits until it has stood for long; empty where none does. */
  Optional<String> escalation() {
    return Optional.ofNullable(escalation);
  }

  void escalateBy(String messageId) {
    escalation = messageId;
  }

  void noEscalation() {
    escalation = null;
  }

  List<AlertMessage> pending() {
    return pending;
  }

  /** Those that are to arrive after the last of its ends: they are of how it stands. */
  List<AlertMessage> pendingSinceEnd() {
    return pending.reversed().stream().takeWhile(one -> !type(one).isEnd()).toList().reversed();
  }

  /** When the latest was made of those about it; empty where none is known. */
  Optional<Instant> latestMadeAt() {
    return Stream.concat(pending.stream(), held.stream())
        .map(AlertMessage::getCreatedAt)
        .max(Comparator.naturalOrder());
  }

  /** A message is to arrive, after those that were made before it: whatever changed last. */
  void await(AlertMessage message) {
    put(message, pending);
  }

  void noLongerAwait(AlertMessage message) {
    remove(message, pending);
  }

  /** Whether there is nothing left to be known. */
  boolean isOver() {
    return pending.isEmpty() && escalation == null && held.isEmpty();
  }

  private static void put(AlertMessage message, List<AlertMessage> inOrder) {
    remove(message, inOrder);
    int place = inOrder.size();
    while (place > 0 && message.getCreatedAt().isBefore(inOrder.get(place - 1).getCreatedAt())) {
      place--;
    }
    inOrder.add(place, message);
  }

  private static void remove(AlertMessage message, List<AlertMessage> from) {
    from.removeIf(one -> isSame(one, message));
  }

  /** As {@link KeptMessages} makes them: an end later than all of which it may be. */
  private static boolean isBefore(AlertMessage beginning, AlertMessage other) {
    return beginning.getCreatedAt().isBefore(other.getCreatedAt())
        || beginning.getMessageId().equals(other.getEndOf());
  }

  private static boolean isSame(AlertMessage one, AlertMessage other) {
    return one.getMessageId().equals(other.getMessageId());
  }
}
