package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.matterOf;
import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes back what is dead and not so any more, before somebody has it sent once more: what tells of
 * something that is over, a beginning beside another that arrived or may, and an end after which it
 * began anew. Whoever took one of these would be told of no end of it, or of none that is true.
 */
final class OutdatedMessages {
  private final ReceiverRules rules;
  private final KeptMessages kept;
  private final MessageCancelling cancelling;

  OutdatedMessages(ReceiverRules rules, KeptMessages kept, MessageCancelling cancelling) {
    this.rules = rules;
    this.kept = kept;
    this.cancelling = cancelling;
  }

  /**
   * Takes back a dead message, or those of which it tells that are outdated.
   *
   * @return whether anything is left of it to be sent
   */
  boolean takeBack(AlertMessage dead, Instant now) {
    List<AlertMessage> carried = kept.index().carriedBy(dead);
    if (carried.isEmpty()) {
      Optional<AlertReason.Said> why = why(dead);
      why.ifPresent(said -> takeBack(dead, said, now));
      return why.isEmpty();
    }
    AlertReason.Said last = null;
    for (AlertMessage one : carried) {
      Optional<AlertReason.Said> why = why(one);
      if (why.isPresent()) {
        last = why.get();
        takeBack(one, last, now);
      }
    }
    if (last != null) {
      cancelling.tellOfTheRest(dead, last, now);
    }
    return !kept.index().carriedBy(dead).isEmpty();
  }

  private void takeBack(AlertMessage one, AlertReason.Said why, Instant now) {
    if (type(one).isEnd() && !isToldSince(one)) {
      one.setKeptBackBy(why.text()); // what began since may never be told, and this has to be then
      kept.put(one, AlertState.DEAD, now);
    } else {
      cancelling.cancel(one, why, now);
    }
  }

  private Optional<AlertReason.Said> why(AlertMessage dead) {
    if (!OutboxIndex.isAboutOne(dead)) {
      return Optional.empty();
    }
    ToldMatter matter = matter(dead);
    boolean isSo =
        type(dead).isEnd()
            ? matter.held().isEmpty() && !isToldSince(dead)
            : type(dead).isBeginning()
                ? matter.standsBy(dead) && matter.isUndeliverable()
                : matter.begunBefore(dead).stream().anyMatch(matter::standsBy);
    if (isSo) {
      return Optional.empty();
    }
    boolean isToldAnew = type(dead).isEnd() || matter.hasBegun();
    return Optional.of((isToldAnew ? AlertReason.BEGUN_ANEW : AlertReason.OVER).of());
  }

  private ToldMatter matter(AlertMessage message) {
    return kept.index().matters().matter(matterOf(message)).orElseGet(ToldMatter::new);
  }

  /** Whether the receiver takes for standing what an end would undo. */
  private boolean isToldSince(AlertMessage end) {
    ToldMatter matter = matter(end);
    return rules.keepsState()
        ? kept.index().matters().openInThread(end.getThread()) > 0
        : matter.held().stream().anyMatch(matter::isTold);
  }
}
