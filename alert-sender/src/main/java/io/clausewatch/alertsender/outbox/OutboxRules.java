package io.clausewatch.alertsender.outbox;

import io.clausewatch.alertroutes.AlertMatch;
import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.AlertRoutes;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertSilence;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.AlertedFinding;
import io.clausewatch.contract.Finding;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is in force at the moment: the routes file, and the silences. Immutable.
 *
 * @param routes the file
 * @param silences by their ids, also those that are over
 */
public record OutboxRules(AlertRoutes routes, Map<String, AlertSilence> silences) {

  /** Keeps a copy. */
  public OutboxRules {
    silences = Map.copyOf(silences);
  }

  /**
   * That a message is kept back.
   *
   * @param until when it is looked at again
   * @param by what keeps it back
   * @param silenceId the silence; null where it is none
   */
  record Hold(Instant until, AlertReason.Said by, String silenceId) {}

  /** What keeps a message back now; empty where nothing does. */
  Optional<Hold> hold(AlertMessage message, Instant now) {
    if (message.getFindings().isEmpty()) {
      return Optional.empty(); // the pipeline's own troubles are told at any time
    }
    AlertType type = AlertType.of(message.getType()).orElseThrow();
    Optional<Hold> silence =
        type.isEnd() ? Optional.empty() : silence(message.getFindings().getFirst(), now);
    return silence.isPresent() ? silence : quiet(message, now);
  }

  private Optional<Hold> silence(AlertedFinding told, Instant now) {
    for (AlertSilence silence : silences.values()) {
      if (now.isBefore(silence.getUntil()) && match(silence).matches(told.getFinding())) {
        return Optional.of(
            new Hold(
                silence.getUntil(),
                AlertReason.SILENCE.of(silence.getBy(), silence.getReason()),
                silence.getSilenceId()));
      }
    }
    return Optional.empty();
  }

  private static AlertMatch match(AlertSilence silence) {
    return AlertMatch.of(silence.getMatch());
  }

  private Optional<Hold> quiet(AlertMessage message, Instant now) {
    Finding finding = message.getFindings().getFirst().getFinding();
    return routes
        .quietHours()
        .filter(hours -> !hours.except().contains(finding.getSeverity()))
        .flatMap(hours -> hours.endOf(now))
        .map(end -> new Hold(end, AlertReason.QUIET_HOURS.of(), null));
  }

  /** What a receiver is; empty where the file has none of the name. */
  public Optional<AlertReceiver> receiver(String name) {
    return Optional.ofNullable(routes.receivers().get(name));
  }

  /** The same with other silences. */
  public OutboxRules with(Map<String, AlertSilence> others) {
    return new OutboxRules(routes, new LinkedHashMap<>(others));
  }
}
