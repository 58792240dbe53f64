package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.alertroutes.AlertRoute;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says of a new message when it is due, and with which others it goes. */
final class MessagePlacement {
  private static final Duration SUMMARY_WAIT = Duration.ofSeconds(10);

  private final ReceiverRules rules;
  private final MessageGroups groups;

  MessagePlacement(ReceiverRules rules, MessageGroups groups) {
    this.rules = rules;
    this.groups = groups;
  }

  /**
   * Gives a message its place.
   *
   * @param origin why it came about: what many are told of for one reason goes as one summary
   */
  void place(AlertMessage message, AlertOrigin origin, Instant now) {
    Optional<AlertRoute> route = rules.route(message.getRoute());
    boolean alone = rules.keepsState() && !type(message).isBeginning();
    if (alone || route.isEmpty()) {
      message.setDueAt(now);
    } else if (origin != AlertOrigin.LIVE) {
      collect(message, MessageGroups.SUMMARY + origin, now.plus(SUMMARY_WAIT));
    } else if (route.get().groupBy().isEmpty()) {
      message.setDueAt(now);
    } else {
      String values =
          String.join("|", route.get().group(message.getFindings().getFirst().getFinding()));
      String name = groupName(message, values);
      Duration wait = route.get().groupWait();
      Duration interval = route.get().groupInterval();
      collect(message, values, groups.nextDue(name, wait, interval, now));
    }
  }

  private static void collect(AlertMessage message, String values, Instant due) {
    message.setGroup(groupName(message, values));
    message.setCollecting(true);
    message.setDueAt(due);
  }

  private static String groupName(AlertMessage message, String values) {
    boolean isSummary = values.startsWith(MessageGroups.SUMMARY);
    boolean isRaised = isSummary && type(message).isBeginning();
    String type = isRaised ? AlertType.FINDING_RAISED.id() : message.getType();
    return (isSummary ? MessageGroups.SUMMARY : "")
        + type
        + " route "
        + message.getRoute()
        + " "
        + (isSummary ? values.substring(MessageGroups.SUMMARY.length()) : values);
  }
}
