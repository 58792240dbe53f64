package io.clausewatch.alertsender.delivery;

import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.AlertedFinding;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Severity;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Messages as the outbox hands them over. */
final class TestMessages {
  static final Instant NOW = Instant.parse("2026-11-29T01:02:03.456Z");
  static final PolicyCatalog POLICIES = policies();
  static final String PUBLIC_URL = "https://clausewatch.example.org";
  static final FindingLinks LINKS = FindingLinks.at(URI.create(PUBLIC_URL + "/"));
  static final MessageText ENGLISH = new MessageText(LINKS, POLICIES, "en");

  /** As many as a message lists. */
  private static final int LISTED = 20;

  private TestMessages() {}

  private static PolicyCatalog policies() {
    try {
      return PolicyCatalog.load(Path.of("..", "policies"));
    } catch (PolicyException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A finding by a policy that is written in Korean. */
  static Finding.Builder finding(String findingId) {
    return Finding.newBuilder()
        .setFindingId(findingId)
        .setRevision(1)
        .setStatus(FindingStatus.OPEN)
        .setSeverity(Severity.CRITICAL)
        .setPolicyId("loen-partner-center")
        .setPolicyVersion("1")
        .setClauseId("LPC-LE")
        .setSection("7")
        .setQuote("영장 없이 제공하지 않습니다.")
        .setTitle("Disclosure without a warrant")
        .setLocalTitle("영장 없는 제공")
        .setExplanation("It went to the police.")
        .setLocalExplanation("경찰에 제공되었습니다.")
        .setEventId("e-" + findingId)
        .setEventKind("disclosure")
        .setOccurredAt(NOW.minusSeconds(60))
        .setDetectedAt(NOW.minusSeconds(30))
        .setRevisedAt(NOW.minusSeconds(30))
        .setService("legal-desk")
        .setActorId("clerk-7")
        .setRecipientId("police-1")
        .setRecipientKind("LAW_ENFORCEMENT")
        .setPurpose("INVESTIGATION")
        .setDataCategories(List.of("CONTACT"))
        .setSubjectRef("s1:0123456789abcdef")
        .setEventFields(Map.of("recipientName", List.of("City Police")));
  }

  /** Findings f-1, f-2 and so on, all of one clause. */
  static List<Finding> findings(int number) {
    List<Finding> all = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      all.add(finding("f-" + i).build());
    }
    return all;
  }

  /** A message about findings, of which it lists the first, as the outbox has it. */
  static Sending sending(AlertType type, List<Finding> findings) {
    return sending(type, NOW, findings);
  }

  static Sending sending(AlertType type, Instant createdAt, List<Finding> findings) {
    List<AlertedFinding> all =
        findings.stream().map(one -> new AlertedFinding(one, "OPEN", null)).toList();
    String first = findings.getFirst().getFindingId();
    AlertMessage message =
        blank(type, createdAt)
            .setMessageId("msg_" + type.id().replace('.', '_') + "_" + first)
            .setFindingId(findings.size() == 1 ? first : null)
            .setThread("finding-" + first)
            .setCount(findings.size())
            .setFindings(all.stream().limit(LISTED).toList())
            .build();
    return new Sending(message, all);
  }

  static Sending sending(AlertType type, Finding finding) {
    return sending(type, List.of(finding));
  }

  /** A finding was raised. */
  static Sending raised() {
    return sending(AlertType.FINDING_RAISED, finding("f-1").build());
  }

  /** A message that is about no finding. */
  static Sending about(AlertType type, String thread, String words) {
    AlertMessage message =
        blank(type, NOW)
            .setMessageId("msg_" + type.id().replace('.', '_'))
            .setThread(thread)
            .setAbout(words)
            .build();
    return new Sending(message, List.of());
  }

  private static AlertMessage.Builder blank(AlertType type, Instant createdAt) {
    return AlertMessage.newBuilder()
        .setRevision(1)
        .setReceiver("privacy-desk")
        .setRoute(0)
        .setType(type.id())
        .setState(AlertState.WAITING)
        .setCreatedAt(createdAt)
        .setChangedAt(createdAt);
  }
}
