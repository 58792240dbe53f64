package io.clausewatch.readmodel;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.Deadline;
import io.clausewatch.contract.DeadlineStatus;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Evidence;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.FollowUp;
import io.clausewatch.contract.FollowUpKind;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Outcome;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.Severity;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.contract.SubjectSpelling;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.Triage;
import io.clausewatch.contract.TriageReason;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.contract.Verdict;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Records to index. */
public final class Samples {
  public static final Instant NOVEMBER = Instant.parse("2026-11-24T09:00:00.123Z");
  public static final String REF = "0123456789abcdef0123456789abcdef";
  public static final SubjectSpelling SPELLING =
      new SubjectSpelling("fedcba9876543210fedcba9876543210", 8);

  private Samples() {}

  public static Access access() {
    return Access.newBuilder()
        .setEventId("e-access")
        .setOccurredAt(NOVEMBER)
        .setPolicyId("a-policy")
        .setService("crm")
        .setSubjectIds(List.of(REF))
        .setActor(actor())
        .setOperation(Operation.EXPORT)
        .setPurpose("marketing")
        .setDataCategories(List.of("email", "name"))
        .setExport(Export.newBuilder().setReason("분기 보고서").setRecordCount(3).build())
        .build();
  }

  public static Disclosure disclosure() {
    return Disclosure.newBuilder()
        .setEventId("e-disclosure")
        .setOccurredAt(NOVEMBER)
        .setPolicyId("a-policy")
        .setService("crm")
        .setSubjectIds(List.of(REF))
        .setActor(actor())
        .setRecipient(
            Recipient.newBuilder()
                .setId("partner-7")
                .setKind(RecipientKind.PARTNER)
                .setName("Partner Seven")
                .setCountry("US")
                .build())
        .setPurpose("marketing")
        .setDataCategories(List.of("email"))
        .setLegalBasis(LegalBasis.newBuilder().setKind(LegalBasisKind.CONSENT).build())
        .setTransferId("merger-1")
        .setJustification("asked by the board")
        .build();
  }

  public static Consent consent() {
    return Consent.newBuilder()
        .setEventId("e-consent")
        .setOccurredAt(NOVEMBER)
        .setPolicyId("a-policy")
        .setService("web")
        .setSubjectId(REF)
        .setAction(ConsentAction.GRANTED)
        .setPurposes(List.of("marketing", "analytics"))
        .setRecipientId("partner-7")
        .build();
  }

  public static Subject subject() {
    return Subject.newBuilder()
        .setEventId("e-subject")
        .setOccurredAt(NOVEMBER)
        .setPolicyId("a-policy")
        .setService("web")
        .setSubjectId(REF)
        .setChange(SubjectChange.REGISTERED)
        .build();
  }

  public static Request request() {
    return Request.newBuilder()
        .setEventId("e-request")
        .setOccurredAt(NOVEMBER)
        .setPolicyId("a-policy")
        .setService("helpdesk")
        .setSubjectId(REF)
        .setRequestId("r-1")
        .setRight(DataSubjectRight.DELETION)
        .setStage(RequestStage.REFUSED)
        .setReason("open invoice")
        .build();
  }

  public static Notice notice() {
    return Notice.newBuilder()
        .setEventId("e-notice")
        .setOccurredAt(NOVEMBER)
        .setPolicyId("a-policy")
        .setService("legal")
        .setNoticeId("n-1")
        .setKind(NoticeKind.BUSINESS_TRANSFER)
        .setRelatesTo("merger-1")
        .build();
  }

  public static Register register() {
    return Register.newBuilder()
        .setEventId("e-register")
        .setOccurredAt(NOVEMBER)
        .setPolicyId("a-policy")
        .setService("legal")
        .setEntryId("partner-7")
        .setKind(RegisterKind.PARTNER)
        .setPurposes(List.of("marketing"))
        .setValidFrom(NOVEMBER)
        .build();
  }

  public static List<SpecificRecord> oneOfEachKind() {
    return List.of(
        access(), disclosure(), consent(), subject(), request(), notice(), register(), followUp());
  }

  public static FollowUp followUp() {
    return FollowUp.newBuilder()
        .setEventId("e-follow-up")
        .setOccurredAt(NOVEMBER)
        .setPolicyId("a-policy")
        .setService("ward")
        .setSubjectIds(List.of(REF))
        .setRelatesTo("e-access")
        .setKind(FollowUpKind.APPROVAL)
        .setText("an emergency indeed")
        .setActor(new Actor("u-2", ActorKind.STAFF, null, null, "head-nurse"))
        .build();
  }

  /** An entry without verdicts. */
  public static TrailEntry entry(String entryId, int revision, SpecificRecord event) {
    return entry(entryId, revision, event, List.of());
  }

  public static TrailEntry entry(
      String entryId, int revision, SpecificRecord event, List<Verdict> verdicts) {
    return TrailEntry.newBuilder()
        .setEntryId(entryId)
        .setRevision(revision)
        .setSubjectRef(REF)
        .setSubjectSpelling(SPELLING)
        .setReceivedAt(NOVEMBER)
        .setJudgedAt(NOVEMBER.plusSeconds(1))
        .setPolicyVersion("2026-01")
        .setVerdicts(verdicts)
        .setEvent(event)
        .build();
  }

  public static Verdict violated(String clauseId, String findingId) {
    return Verdict.newBuilder()
        .setClauseId(clauseId)
        .setOutcome(Outcome.VIOLATED)
        .setFindingId(findingId)
        .build();
  }

  public static Verdict undecided(String clauseId) {
    return Verdict.newBuilder()
        .setClauseId(clauseId)
        .setOutcome(Outcome.UNDECIDED)
        .setReason("nobody knows")
        .build();
  }

  public static Finding finding(String findingId, int revision) {
    return Finding.newBuilder()
        .setFindingId(findingId)
        .setRevision(revision)
        .setStatus(FindingStatus.OPEN)
        .setSeverity(Severity.CRITICAL)
        .setPolicyId("a-policy")
        .setPolicyVersion("2026-01")
        .setClauseId("A-CLAUSE")
        .setSection("4.2")
        .setQuote("개인정보를 제3자에게 제공하지 않습니다")
        .setTranslation("We do not give personal data to third parties")
        .setTitle("Data given away")
        .setLocalTitle("본인 모르게 유출")
        .setExplanation("The e-mail address went to partner-7")
        .setLocalExplanation("전자우편 주소가 제휴사에 전달되었습니다")
        .setEventId("e-disclosure")
        .setEventKind("disclosure")
        .setOccurredAt(NOVEMBER.minusSeconds(60))
        .setDetectedAt(NOVEMBER)
        .setRevisedAt(NOVEMBER)
        .setDueAt(NOVEMBER)
        .setSubjectRef(REF)
        .setSubjectSpelling(SPELLING)
        .setActorId("u-1")
        .setService("crm")
        .setRecipientId("partner-7")
        .setRecipientKind("PARTNER")
        .setPurpose("marketing")
        .setDataCategories(List.of("email"))
        .setEvidence(
            List.of(
                Evidence.newBuilder()
                    .setEventId("e-consent")
                    .setEventKind("consent")
                    .setOccurredAt(NOVEMBER)
                    .setSays("withdrawn")
                    .build()))
        .build();
  }

  /** What an officer did who had seen the first revision and nothing else. */
  public static Triage triage(String findingId, String actId, TriageStatus status) {
    return Triage.newBuilder()
        .setFindingId(findingId)
        .setActId(actId)
        .setDetectedAt(NOVEMBER)
        .setStatus(status)
        .setReason(status == TriageStatus.DISMISSED ? TriageReason.TEST_DATA : null)
        .setNote("서명된 동의서를 보았음")
        .setAssignee("kim")
        .setBy("lee")
        .setRole("officer")
        .setAt(NOVEMBER.plusSeconds(60))
        .setBasedOn(1)
        .setRevision(1)
        .build();
  }

  public static Deadline deadline(String deadlineId, int revision) {
    return Deadline.newBuilder()
        .setDeadlineId(deadlineId)
        .setRevision(revision)
        .setStatus(DeadlineStatus.RUNNING)
        .setSeverity(Severity.HIGH)
        .setPolicyId("a-policy")
        .setPolicyVersion("2026-01")
        .setClauseId("A-CLAUSE")
        .setSection("7")
        .setTitle("Data is to be destroyed")
        .setLocalTitle("개인정보 파기")
        .setEventId("e-subject")
        .setEventKind("subject")
        .setOccurredAt(NOVEMBER.minusSeconds(60))
        .setDueAt(NOVEMBER)
        .setItems(List.of("email", "name"))
        .setSubjectRef(REF)
        .setService("crm")
        .setRevisedAt(NOVEMBER)
        .build();
  }

  private static Actor actor() {
    return Actor.newBuilder().setId("u-1").setKind(ActorKind.STAFF).build();
  }
}
