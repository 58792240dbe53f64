package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.TestReasons.said;

import io.clausewatch.alertroutes.AlertRoutes;
import io.clausewatch.contract.AlertAttempt;
import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertDelivery;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertRequest;
import io.clausewatch.contract.AlertRequestKind;
import io.clausewatch.contract.AlertSilence;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Severity;
import io.clausewatch.contract.TriageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/** An outbox with a clock that a test moves, and a ledger in memory from which it is made again. */
final class TestOutbox {
  private final String receiver;
  private final Map<String, Integer> numbers = new HashMap<>();
  private OutboxRules rules;

  Instant now = Instant.parse("2026-11-30T00:00:00Z");
  Severity severity = Severity.CRITICAL;
  String assignee;
  Duration keptFor = Duration.ofDays(730);
  ReceiverOutbox outbox;

  /** What was done, to be read when something is not as it should be. */
  final List<String> trace = new ArrayList<>();

  /** What was written; null where a message was deleted. */
  private record Written(String id, AlertMessage message) {}

  /** All that was written: Kafka takes out what is outdated when it comes to it. */
  private final List<Written> log = new ArrayList<>();

  /** Every message as it was kept last, in the order in which they changed. */
  final Map<String, AlertMessage> messages = new LinkedHashMap<>();

  TestOutbox(String receiver) {
    this.receiver = receiver;
  }

  void begin(AlertRoutes routes) {
    rules = new OutboxRules(routes, Map.of());
    outbox = made();
  }

  private ReceiverOutbox made() {
    return new ReceiverOutbox(receiver, rules, tries -> Duration.ofSeconds(1), keptFor);
  }

  void silence(Map<String, AlertSilence> silences) {
    rules = rules.with(silences);
    outbox.rules(rules, now);
  }

  void decided(String findingId, AlertChange change) {
    decided(findingId, change, AlertOrigin.LIVE);
  }

  void decided(String findingId, AlertChange change, AlertOrigin origin) {
    trace.add(change + " " + findingId + " " + origin);
    outbox.decided(decision(findingId, change, origin), now);
    keep();
  }

  void troubles(Map<String, String> current) {
    outbox.troubles(AlertType.PIPELINE_TROUBLE, AlertType.PIPELINE_RECOVERED, current, now);
    keep();
  }

  void pass(Duration time) {
    trace.add("pass " + time);
    now = now.plus(time);
    outbox.tick(now);
    keep();
  }

  private void keep(List<AlertMessage> changes) {
    for (AlertMessage message : changes) {
      messages.remove(message.getMessageId());
      messages.put(message.getMessageId(), AlertMessage.newBuilder(message).build());
      log.add(new Written(message.getMessageId(), AlertMessage.newBuilder(message).build()));
    }
  }

  private void keep() {
    keep(outbox.changes());
    for (String id : outbox.forgotten()) {
      if (messages.remove(id) == null) {
        throw new AssertionError("forgotten twice, or never kept: " + id);
      }
      log.add(new Written(id, null));
    }
  }

  /** What an instance does that takes over from one that ended when it had kept so much alone. */
  void restartHavingKept(int changes) {
    keep(outbox.changes().subList(0, changes));
    restart();
  }

  /** What an instance does that takes over. */
  void restart() {
    trace.add("restart");
    keep();
    takeOver();
    keep();
  }

  private void takeOver() {
    outbox = made();
    messages.values().forEach(one -> outbox.restore(AlertMessage.newBuilder(one).build()));
    outbox.restored(now);
  }

  /** Sends what is due next, if anything is, and ends when that is noted and no more is kept. */
  List<String> deliverOneAndBeKilled() {
    outbox.tick(now);
    keep();
    Optional<AlertMessage> sent = outbox.next(now).map(ReceiverOutbox.Sending::message);
    takeOver();
    sent.ifPresent(
        message -> {
          trace.add("killed -> " + message.getType() + " " + findingsOf(message));
          outbox.deliveredBefore(delivery(message), now);
        });
    keep();
    return sent.stream().map(TestOutbox::named).toList();
  }

  /** The same, where Kafka has taken nothing out of the ledger yet. */
  void restartFromAllThatWasWritten() {
    trace.add("restart from all");
    keep();
    outbox = made();
    for (Written one : log) {
      if (one.message() == null) {
        outbox.restoreDeleted(one.id());
      } else {
        outbox.restore(AlertMessage.newBuilder(one.message()).build());
      }
    }
    outbox.restored(now);
    keep();
  }

  List<AlertMessage> deliverMessages() {
    List<AlertMessage> sent = new ArrayList<>();
    deliverMessages(sent::add);
    return sent;
  }

  /** Delivers all that is due, and tells of each before anything follows from it. */
  void deliverMessages(Consumer<AlertMessage> taken) {
    outbox.tick(now);
    keep();
    Optional<ReceiverOutbox.Sending> next = outbox.next(now);
    while (next.isPresent()) {
      AlertMessage message = next.get().message();
      if (next.get().findings().size() < message.getCount() && !message.getFindings().isEmpty()) {
        throw new AssertionError("tells of fewer than it counts");
      }
      taken.accept(message);
      trace.add("-> " + message.getType() + " " + findingsOf(message));
      outbox.attempted(
          message.getMessageId(),
          now,
          Duration.ZERO,
          new AttemptOutcome.Delivered(said("200")),
          now);
      keep();
      outbox.tick(now);
      keep();
      next = outbox.next(now);
    }
    keep();
  }

  List<String> deliver() {
    return deliverMessages().stream().map(TestOutbox::named).toList();
  }

  private static String named(AlertMessage message) {
    return message.getType()
        + " "
        + (message.getFindingId() == null ? message.getAbout() : message.getFindingId());
  }

  /** Tries the next, with an outcome. */
  void attempt(AttemptOutcome outcome) {
    outbox.tick(now);
    AlertMessage message = outbox.next(now).orElseThrow().message();
    outbox.attempted(message.getMessageId(), now, Duration.ZERO, outcome, now);
    keep();
  }

  /** The same, where one is due. */
  void attemptIfDue(AttemptOutcome outcome) {
    outbox.tick(now);
    keep();
    outbox
        .next(now)
        .ifPresent(
            sending -> {
              trace.add(
                  outcome
                      + " "
                      + sending.message().getType()
                      + " "
                      + findingsOf(sending.message()));
              outbox.attempted(sending.message().getMessageId(), now, Duration.ZERO, outcome, now);
            });
    keep();
  }

  /**
   * Tries the next, where one is due, with an outcome that follows from it.
   *
   * @return what the receiver took; empty where it took nothing
   */
  Optional<AlertMessage> attemptAs(Function<AlertMessage, AttemptOutcome> outcomes) {
    return attemptAs(outcomes, ignored -> keep());
  }

  /** The same, and ends when it has kept a part of what follows and has noted what was taken. */
  Optional<AlertMessage> attemptAndBeKilled(
      Function<AlertMessage, AttemptOutcome> outcomes, Random random) {
    return attemptAs(
        outcomes,
        delivery -> {
          List<AlertMessage> changes = outbox.changes();
          keep(changes.subList(0, random.nextInt(changes.size() + 1)));
          trace.add("killed");
          takeOver();
          delivery.ifPresent(noted -> outbox.deliveredBefore(noted, now));
          keep();
        });
  }

  private Optional<AlertMessage> attemptAs(
      Function<AlertMessage, AttemptOutcome> outcomes, Consumer<Optional<AlertDelivery>> then) {
    outbox.tick(now);
    keep();
    Optional<AlertMessage> next = outbox.next(now).map(ReceiverOutbox.Sending::message);
    if (next.isEmpty()) {
      return next;
    }
    AlertMessage message = next.get();
    AttemptOutcome outcome = outcomes.apply(message);
    boolean isTaken = outcome instanceof AttemptOutcome.Delivered;
    AlertDelivery delivery = delivery(message);
    trace.add(outcome + " " + message.getType() + " " + findingsOf(message));
    outbox.attempted(message.getMessageId(), now, Duration.ZERO, outcome, now);
    then.accept(isTaken ? Optional.of(delivery) : Optional.empty());
    return isTaken ? next : Optional.empty();
  }

  private AlertDelivery delivery(AlertMessage message) {
    return new AlertDelivery(
        message.getMessageId(),
        message.getReceiver(),
        message.getTries() + 1,
        new AlertAttempt(now, 5, "200"));
  }

  /** Somebody wants a message to be sent once more. */
  void resend(AlertMessage message) {
    trace.add("once more " + message.getType() + " " + findingsOf(message));
    AlertRequest request =
        new AlertRequest(
            "r", AlertRequestKind.RESEND, receiver, message.getMessageId(), "kim", now);
    outbox.requested(request, now);
    keep();
  }

  /** The messages that tell of it: those that a message carries, or itself. */
  List<AlertMessage> partsOf(AlertMessage message) {
    List<AlertMessage> parts =
        messages.values().stream()
            .filter(one -> message.getMessageId().equals(one.getCarriedBy()))
            .filter(one -> one.getState() == AlertState.GROUPED)
            .toList();
    return parts.isEmpty() ? List.of(message) : parts;
  }

  /** All findings that a message tells of. */
  List<String> findingsOf(AlertMessage message) {
    return message.getFindingId() != null
        ? List.of(message.getFindingId())
        : messages.values().stream()
            .filter(one -> message.getMessageId().equals(one.getCarriedBy()))
            .map(AlertMessage::getFindingId)
            .toList();
  }

  AlertMessage only() {
    if (messages.size() != 1) {
      throw new AssertionError("not one: " + messages.size());
    }
    return messages.values().iterator().next();
  }

  /** The first message about a finding. */
  AlertMessage about(String findingId) {
    return messages.values().stream()
        .filter(message -> findingId.equals(message.getFindingId()))
        .findFirst()
        .orElseThrow();
  }

  private AlertDecision decision(String findingId, AlertChange change, AlertOrigin origin) {
    int number = numbers.merge(findingId, 1, Integer::sum);
    FindingStatus status =
        change == AlertChange.RETRACTED ? FindingStatus.RETRACTED : FindingStatus.OPEN;
    TriageStatus triage =
        switch (change) {
          case ACKNOWLEDGED -> TriageStatus.ACKNOWLEDGED;
          case CLOSED -> TriageStatus.RESOLVED;
          default -> TriageStatus.OPEN;
        };
    return new AlertDecision(
        findingId + "-" + number,
        number,
        change,
        origin,
        now,
        finding(findingId, status),
        triage,
        assignee,
        null);
  }

  private Finding finding(String findingId, FindingStatus status) {
    return Finding.newBuilder()
        .setFindingId(findingId)
        .setRevision(1)
        .setStatus(status)
        .setSeverity(severity)
        .setPolicyId("shop")
        .setPolicyVersion("1")
        .setClauseId("SHOP-LE")
        .setSection("7")
        .setQuote("We never do.")
        .setTitle("Disclosure without a warrant")
        .setExplanation("It went to the police.")
        .setEventId("e-" + findingId)
        .setEventKind("disclosure")
        .setOccurredAt(now)
        .setDetectedAt(now)
        .setRevisedAt(now)
        .setService("crm")
        .build();
  }

  /** How many there are in a state. */
  long in(AlertState state) {
    return messages.values().stream().filter(message -> message.getState() == state).count();
  }
}
