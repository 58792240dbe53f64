package io.clausewatch.alertsender.outbox;

import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.AlertedFinding;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Sha256Digest;
import io.clausewatch.contract.TriageStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes the messages to one receiver; none is placed yet. */
final class NewMessages {
  /** Of what a message lists, in characters; a record may have four times as many bytes. */
  private static final int MAX_LENGTH = 200_000;

  private static final int MAX_TEXT = 20_000;
  private static final int MAX_CATEGORIES = 100;

  private final String receiver;

  NewMessages(String receiver) {
    this.receiver = receiver;
  }

  /** A message about one finding. */
  AlertMessage about(AlertDecision decision, AlertType type, Instant now) {
    AlertMessage message = blank(id(decision.getDecisionId(), type.id()), type, now);
    message.setFindingId(decision.getFinding().getFindingId());
    message.setThread(thread(decision.getFinding().getFindingId()));
    message.setFindings(List.of(told(decision)));
    return message;
  }

  /** What the receiver sees as one, of a finding that is told of alone. */
  static String thread(String findingId) {
    return "finding-" + findingId;
  }

  /** A message that reminds of what another began. */
  AlertMessage reminder(AlertMessage beginning, Instant now) {
    AlertType type = AlertType.FINDING_REMINDER;
    String id = id(beginning.getMessageId(), type.id(), now.toString());
    AlertMessage message = blank(id, type, now);
    message.setFindingId(beginning.getFindingId());
    message.setThread(beginning.getThread());
    message.setFindings(beginning.getFindings());
    return message;
  }

  /** A message about something else that has a beginning and an end. */
  AlertMessage trouble(String thread, AlertType type, String words, Instant now) {
    AlertMessage message = blank(id(thread, type.id(), now.toString()), type, now);
    message.setThread(thread);
    message.setAbout(words);
    return message;
  }

  /** One message that tells of several that were to be sent. */
  AlertMessage carrying(List<AlertMessage> those, Instant now) {
    AlertMessage first = those.getFirst();
    boolean alike = those.stream().allMatch(one -> one.getType().equals(first.getType()));
    AlertType type = alike ? OutboxIndex.type(first) : AlertType.FINDING_RAISED;
    String id = id(first.getMessageId(), "and others", now.toString());
    AlertMessage carrier = blank(id, type, now);
    carrier.setRoute(first.getRoute());
    carrier.setGroup(first.getGroup());
    carrier.setThread(type.isBeginning() ? id : first.getThread());
    list(carrier, those);
    return carrier;
  }

  /** Has a message tell of some, of which it lists the first. */
  static void list(AlertMessage carrier, List<AlertMessage> those) {
    carrier.setCount(those.size());
    List<AlertedFinding> listed = new ArrayList<>();
    int length = 0;
    for (AlertMessage one : those) {
      AlertedFinding told = one.getFindings().getFirst();
      length += length(told.getFinding());
      if (listed.size() == ReceiverOutbox.FINDINGS || (length > MAX_LENGTH && !listed.isEmpty())) {
        break;
      }
      listed.add(told);
    }
    carrier.setFindings(listed);
  }

  private static int length(Finding finding) {
    return finding.getQuote().length()
        + finding.getExplanation().length()
        + (finding.getLocalExplanation() == null ? 0 : finding.getLocalExplanation().length())
        + finding.getDataCategories().stream().mapToInt(String::length).sum();
  }

  private static String shortened(String text) {
    return text == null || text.length() <= MAX_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT / 2)) + "…";
  }

  /** A message that tells of nothing yet. */
  AlertMessage blank(String id, AlertType type, Instant now) {
    return AlertMessage.newBuilder()
        .setMessageId(id)
        .setRevision(0)
        .setReceiver(receiver)
        .setType(type.id())
        .setState(AlertState.WAITING)
        .setCreatedAt(now)
        .setChangedAt(now)
        .build();
  }

  /** What a decision is about, without the evidence, which only the page shows. */
  static AlertedFinding told(AlertDecision decision) {
    Finding finding = Finding.newBuilder(decision.getFinding()).setEvidence(List.of()).build();
    // What is very long is read on the page: a record has an end.
    finding.setQuote(shortened(finding.getQuote()));
    finding.setTranslation(shortened(finding.getTranslation()));
    finding.setExplanation(shortened(finding.getExplanation()));
    finding.setLocalExplanation(shortened(finding.getLocalExplanation()));
    if (finding.getDataCategories().size() > MAX_CATEGORIES) {
      finding.setDataCategories(finding.getDataCategories().subList(0, MAX_CATEGORIES));
    }
    boolean isOfficers =
        finding.getStatus() == FindingStatus.OPEN && decision.getTriage() != TriageStatus.UNKNOWN;
    String status = isOfficers ? decision.getTriage().name() : finding.getStatus().name();
    return new AlertedFinding(finding, status, decision.getAssignee());
  }

  /** The same for the same parts; without a dot, at which verifiers of signatures split. */
  private String id(String... parts) {
    return "msg_" + Sha256Digest.hex(receiver + "\n" + String.join("\n", parts)).substring(0, 32);
  }
}
