package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes one message of several whose time has come: of a group, or of what was kept back. */
final class MessageGathering {
  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

  private final ReceiverRules rules;
  private final KeptMessages kept;
  private final NewMessages messages;
  private final HoldingBack holding;
  private Instant forgotten = Instant.EPOCH;

  MessageGathering(
      ReceiverRules rules, KeptMessages kept, NewMessages messages, HoldingBack holding) {
    this.rules = rules;
    this.kept = kept;
    this.messages = messages;
    this.holding = holding;
  }

  /** Time has passed. */
  void tick(Instant now) {
    release(now);
    MessageGroups groups = kept.index().groups();
    for (var due = groups.poll(now); due.isPresent(); due = groups.poll(now)) {
      List<AlertMessage> free =
          due.get().stream()
              .flatMap(id -> kept.index().live(id).stream())
              .filter(message -> !holding.holds(message, now))
              .toList();
      together(free, now);
    }
    if (now.isAfter(forgotten.plus(FORGET_EVERY))) {
      forgotten = now;
      groups.forget(now);
    }
  }

  /** Those whose time is over until which they were kept back go together. */
  private void release(Instant now) {
    Map<String, List<AlertMessage>> released = new TreeMap<>();
    DueQueue held = kept.index().held();
    for (var id = held.poll(now); id.isPresent(); id = held.poll(now)) {
      AlertMessage message = kept.index().live(id.get()).orElseThrow();
      if (holding.holds(message, now)) {
        continue;
      }
      boolean isEscalation = type(message) == AlertType.FINDING_ESCALATED;
      if (isEscalation && waitsForOthers(message)) {
        HoldingBack.letGo(message, null);
        kept.put(message, AlertState.WAITING, now);
      } else {
        if (isEscalation) {
          kept.index().matters().joinThread(message);
        }
        boolean isNew = type(message).isBeginning() && !isEscalation;
        String kind = isNew ? "" : message.getType();
        released.computeIfAbsent(kind, ignored -> new ArrayList<>()).add(message);
      }
    }
    released.forEach(
        (kind, those) -> {
          if (kind.isEmpty() || !rules.keepsState()) {
            together(those, now);
          } else {
            those.forEach(one -> alone(one, now)); // each is of its own incident
          }
        });
  }

  /**
   * Whether an escalation is not due before something else about its finding has arrived: the end
   * of what was before, or a beginning that nobody has seen yet. Who has incidents must not get two
   * of one finding, which is the incident's of the beginning if that arrives.
   */
  private boolean waitsForOthers(AlertMessage message) {
    return kept.index().matters().matter(OutboxIndex.matterOf(message)).stream()
        .flatMap(matter -> matter.pending().stream())
        .filter(other -> !other.getMessageId().equals(message.getMessageId()))
        .anyMatch(other -> type(other).isEnd() || isToBeSeenFirst(other));
  }

  private boolean isToBeSeenFirst(AlertMessage other) {
    return type(other).isBeginning() && (rules.keepsState() || kept.isUntried(other));
  }

  private void together(List<AlertMessage> those, Instant now) {
    if (those.size() < 2) {
      those.forEach(one -> alone(one, now));
      return;
    }
    AlertMessage carrier = messages.carrying(those, now);
    carrier.setDueAt(now);
    for (AlertMessage message : those) {
      HoldingBack.letGo(message, null);
      message.setCarriedBy(carrier.getMessageId());
      if (type(message).isBeginning()) {
        message.setThread(carrier.getMessageId());
      }
      kept.put(message, AlertState.GROUPED, now);
    }
    kept.put(carrier, AlertState.WAITING, now);
  }

  private void alone(AlertMessage message, Instant now) {
    HoldingBack.letGo(message, now);
    message.setChangedAt(now);
    kept.put(message, AlertState.WAITING, now);
  }
}
