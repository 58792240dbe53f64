package io.clausewatch.alertsender.outbox;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that one receiver is told of, from its beginning to its end: a finding, a service that
 * went quiet, a trouble of the pipeline. It is known as long as it is not over.
 */
final class ToldMatter {
  /** Those about it that have not come to their end, in the order in which they are to arrive. */
  private final List<AlertMessage> pending = new ArrayList<>();

  private AlertMessage beginning;
  private String escalation;
  private boolean told;
  private boolean ending;
  private boolean undeliverable;

  /** Escalations, beside its beginning, that are tried no more unless somebody sends them. */
  private final Map<String, AlertMessage> dead = new LinkedHashMap<>();

  /** The message by which it began; empty while only an escalation waits. */
  Optional<AlertMessage> beginning() {
    return Optional.ofNullable(beginning);
  }

  /** Whether it began by a message. */
  boolean isBegunBy(String messageId) {
    return beginning != null && beginning.getMessageId().equals(messageId);
  }

  /** Whether it stands, as far as was said: it began, and its end is not on its way. */
  boolean hasBegun() {
    return beginning != null && !ending;
  }

  /** It began, or began anew. */
  void begin(AlertMessage message) {
    if (beginning == null || !beginning.getMessageId().equals(message.getMessageId())) {
      told = false;
      ending = false;
      undeliverable = false;
    }
    beginning = message;
    if (message.getState() == AlertState.WAITING || message.getState() == AlertState.RETRYING) {
      undeliverable = false; // somebody sends it once more
    }
  }

  /** Nobody was told of its beginning, and nobody will be. */
  void unbegin() {
    beginning = null;
    told = false;
    ending = false;
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

  /** Whether the receiver has been told. */
  boolean isTold() {
    return told;
  }

  void tell() {
    told = true;
    undeliverable = false;
  }

  /** Whether its beginning is tried no more, unless somebody sends it once more. */
  boolean isUndeliverable() {
    return undeliverable;
  }

  void tryAgain() {
    undeliverable = false;
  }

  void giveUp() {
    undeliverable = !told;
  }

  /** An escalation of it, which is not its beginning, is tried no more. */
  void died(AlertMessage message) {
    dead.put(message.getMessageId(), message);
  }

  /** A message about it is another now: what it was given up for is outdated. */
  void isAlive(String messageId) {
    dead.remove(messageId);
  }

  /** Escalations of it, beside its beginning, that are tried no more. */
  List<AlertMessage> dead() {
    return List.copyOf(dead.values());
  }

  /** Whether its end is on its way. */
  boolean isEnding() {
    return ending;
  }

  void end() {
    ending = true;
  }

  List<AlertMessage> pending() {
    return pending;
  }

  /** When the latest was made of those about it; empty where none is to arrive. */
  Optional<Instant> latestMadeAt() {
    return pending.isEmpty() ? Optional.empty() : Optional.of(pending.getLast().getCreatedAt());
  }

  /** A message is to arrive, after those that were made before it: whatever changed last. */
  void await(AlertMessage message) {
    noLongerAwait(message);
    int place = pending.size();
    while (place > 0 && message.getCreatedAt().isBefore(pending.get(place - 1).getCreatedAt())) {
      place--;
    }
    pending.add(place, message);
  }

  void noLongerAwait(AlertMessage message) {
    pending.removeIf(known -> known.getMessageId().equals(message.getMessageId()));
  }

  /** Whether there is nothing left to be known. */
  boolean isOver() {
    boolean open = beginning != null && (told || undeliverable);
    return pending.isEmpty() && escalation == null && !open;
  }

  /** What the receiver sees as one: of the beginning, as soon as it is known in which message. */
  String thread(String own) {
    return beginning == null || beginning.getThread() == null ? own : beginning.getThread();
  }
}
