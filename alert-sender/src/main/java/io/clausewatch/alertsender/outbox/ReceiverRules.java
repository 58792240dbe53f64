package io.clausewatch.alertsender.outbox;

import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.AlertRoute;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is in force for one receiver at the moment; it changes with the file and the silences. */
final class ReceiverRules {
  private final String receiver;
  private OutboxRules rules;

  ReceiverRules(String receiver, OutboxRules rules) {
    this.receiver = receiver;
    this.rules = rules;
  }

  /** Others are in force from now on. */
  void change(OutboxRules others) {
    rules = others;
  }

  OutboxRules all() {
    return rules;
  }

  /** What keeps a message back now; empty where nothing does. */
  Optional<OutboxRules.Hold> hold(AlertMessage message, Instant now) {
    return rules.hold(message, now);
  }

  /** The route by which it is told of a finding; empty where none leads to it. */
  Optional<AlertRoute> routeOf(Finding finding) {
    return rules.routes().routesOf(finding).stream()
        .filter(route -> route.to().contains(receiver))
        .findFirst();
  }

  /** The route by which it is told of a finding that nobody acknowledges. */
  Optional<AlertRoute> escalationOf(Finding finding) {
    return rules.routes().routesOf(finding).stream()
        .filter(
            route -> route.escalation().filter(then -> then.to().contains(receiver)).isPresent())
        .findFirst();
  }

  /** The route of a number; empty where the file has none, or no number is given. */
  Optional<AlertRoute> route(Integer number) {
    List<AlertRoute> all = rules.routes().routes();
    return number == null || number >= all.size() ? Optional.empty() : Optional.of(all.get(number));
  }

  /** Whether somebody is told by it. */
  boolean isOf(String person) {
    return rules.routes().people().getOrDefault(person, List.of()).contains(receiver);
  }

  /** Whether it has one incident for all that it was told at once, and resolves it. */
  boolean keepsState() {
    return rules.receiver(receiver).filter(AlertReceiver.PagerDuty.class::isInstance).isPresent();
  }
}
