package io.clausewatch.policy;

import static java.util.Map.entry;

import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.facts.ConsentFault;
import io.clausewatch.facts.InstrumentFault;
import io.clausewatch.facts.MissedTask;
import io.clausewatch.facts.RefusedAlternative;
import java.time.Duration;
import java.util.Map;

/**
 * Korean. Reasons are noun clauses, which stand after a colon or in parentheses; what is inserted
 * stands in parentheses behind a noun, so that no particle depends on how it ends.
 */
final class KoreanPhrases implements ExplanationPhrases {

  /** One word a symbol does for every field: those that several fields share mean the same. */
  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          // Kinds of event
          entry("access", "접근"),
          entry("disclosure", "제공"),
          entry("consent", "동의"),
          entry("subject", "정보주체의 상태 변경"),
          entry("request", "권리 행사 요청"),
          entry("notice", "고지"),
          entry("register", "등록부"),
          entry("follow-up", "사후 조치"),
          // Operations and stores
          entry("COLLECT", "수집"),
          entry("READ", "열람"),
          entry("USE", "이용"),
          entry("UPDATE", "수정"),
          entry("EXPORT", "내보내기"),
          entry("CONTACT", "연락"),
          entry("ARCHIVE", "분리 보관"),
          entry("DESTROY", "파기"),
          entry("PRIMARY", "운영 저장소"),
          // Who acts, asks or receives
          entry("STAFF", "직원"),
          entry("PROCESSOR_STAFF", "수탁자의 직원"),
          entry("SYSTEM", "시스템"),
          entry("SUBJECT", "정보주체"),
          entry("REPRESENTATIVE", "대리인"),
          entry("PROCESSOR", "수탁자"),
          entry("AFFILIATE", "계열사"),
          entry("PARTNER", "제휴사"),
          entry("THIRD_PARTY", "제3자"),
          entry("RETAILER", "소매업체"),
          entry("ADVISER", "전문 자문사"),
          entry("SUCCESSOR", "영업양수자 등 승계인"),
          entry("ARTIST_REPRESENTATIVE", "아티스트 대리인"),
          entry("FORMER_ARTIST_REPRESENTATIVE", "전 소속 아티스트의 대리인"),
          entry("LAW_ENFORCEMENT", "수사기관"),
          entry("GOVERNMENT", "행정기관"),
          entry("COURT", "법원"),
          entry("SUBJECT_REPRESENTATIVE", "정보주체의 대리인"),
          entry("PUBLIC", "일반 공개"),
          entry("JOINT_CONTROLLER", "공동 개인정보처리자"),
          entry("INSURER", "보험회사"),
          entry("GUARDIAN", "법정대리인"),
          // Sources and ways of collection
          entry("PUBLIC_SOURCE", "공개된 출처"),
          entry("SOCIAL_NETWORK", "소셜네트워크서비스"),
          entry("LINKED_SERVICE", "연계서비스"),
          entry("AUTOMATIC", "자동 수집"),
          entry("COOKIE", "쿠키"),
          entry("WEB_FORM", "웹 양식"),
          entry("PAPER", "종이 문서"),
          entry("IN_PERSON", "대면"),
          entry("LOG_TOOL", "생성정보 수집 도구"),
          entry("STRICTLY_NECESSARY", "필수"),
          entry("OPTIONAL", "선택"),
          // Channels
          entry("EMAIL", "전자우편"),
          entry("SMS", "문자메시지"),
          entry("FAX", "팩스"),
          entry("PHONE", "전화"),
          entry("POST", "우편"),
          entry("PUSH", "앱 푸시 알림"),
          entry("SOCIAL", "소셜미디어"),
          entry("WEBSITE", "홈페이지"),
          // Destruction
          entry("ELECTRONIC", "전자적 파일"),
          entry("ERASED_IRRECOVERABLY", "복구할 수 없는 삭제"),
          entry("DELETED_RECOVERABLY", "복구할 수 있는 삭제"),
          entry("SHREDDED", "분쇄"),
          entry("INCINERATED", "소각"),
          entry("DISSOLVED", "용해"),
          entry("DISCARDED", "단순 폐기"),
          // Legal bases
          entry("CONSENT", "동의"),
          entry("CONTRACT", "계약의 이행"),
          entry("LEGAL_OBLIGATION", "법령상 의무"),
          entry("LEGAL_PROCESS", "법적 절차"),
          entry("VITAL_INTERESTS", "생명·신체의 이익"),
          entry("LEGITIMATE_INTERESTS", "정당한 이익"),
          entry("NONE", "없음"),
          // Instruments
          entry("WARRANT", "영장"),
          entry("JUDGE_PERMIT", "판사의 허가서"),
          entry("COURT_ORDER", "법원의 명령"),
          entry("SUBPOENA", "소환장"),
          entry("SEALED_WRITTEN_REQUEST", "기관장 직인이 날인된 요청서"),
          entry("WRITTEN_REQUEST", "서면 요청서"),
          entry("VERBAL_REQUEST", "구두 요청"),
          entry("SUMMONS", "출석 요구서"),
          entry("ADMINISTRATIVE_REQUEST", "행정기관의 요구서"),
          entry("PROSECUTOR_REQUEST", "검사의 요구서"),
          // Who issued them
          entry("PROSECUTOR", "검사"),
          entry("POLICE", "경찰"),
          entry("REGULATOR", "감독기관"),
          entry("OTHER", "기타"),
          // Safeguards
          entry("DATA_SHARING_AGREEMENT", "정보 공유 계약"),
          entry("STANDARD_CONTRACTUAL_CLAUSES", "표준계약조항"),
          entry("ADEQUACY_DECISION", "적정성 결정"),
          entry("BINDING_CORPORATE_RULES", "구속력 있는 기업 규칙"),
          // Notices
          entry("POLICY_CHANGE", "처리방침 변경"),
          entry("BUSINESS_TRANSFER", "영업의 양도 등"),
          entry("BREACH_DISCOVERED", "유출 인지"),
          entry("BREACH_NOTIFIED_SUBJECTS", "정보주체에 대한 유출 통지"),
          entry("BREACH_NOTIFIED_AUTHORITY", "관계 기관에 대한 유출 신고"),
          // Risks of a breach
          entry("LOW", "낮음"),
          entry("HIGH", "높음"),
          // Consents
          entry("GRANTED", "동의함"),
          entry("WITHDRAWN", "철회함"),
          // Follow-ups
          entry("JUSTIFICATION", "소명"),
          entry("APPROVAL", "승인"),
          entry("REVIEW", "검토"),
          // Rights and stages of requests
          entry("ACCESS", "열람"),
          entry("CORRECTION", "정정"),
          entry("DELETION", "삭제"),
          entry("RESTRICTION", "처리정지"),
          entry("OBJECTION", "처리 반대"),
          entry("PORTABILITY", "전송 요구"),
          entry("HUMAN_REVIEW", "사람에 의한 재검토"),
          entry("ACCOUNTING", "제공 내역 통지"),
          entry("RECEIVED", "접수"),
          entry("COMPLETED", "완료"),
          entry("REFUSED", "거절"),
          entry("EXTENDED", "기한 연장"),
          // Changes of the relationship
          entry("PENDING", "승인 보류"),
          entry("REGISTERED", "가입"),
          entry("CANCELLED", "탈퇴"),
          entry("DORMANT", "휴면 전환"),
          entry("REACTIVATED", "휴면 해제"),
          entry("PURPOSE_ENDED", "목적 달성"),
          entry("BALANCE_UNPAID", "미납금 발생"),
          entry("BALANCE_PAID", "미납금 완납"),
          entry("DISPUTE_OPENED", "분쟁 개시"),
          entry("DISPUTE_CLOSED", "분쟁 종결"));

  @Override
  public String nothing() {
    return "없음";
  }

  @Override
  public String notSaid() {
    return "미상";
  }

  @Override
  public String absent() {
    return "해당 없음";
  }

  @Override
  public String symbol(String symbol) {
    return SYMBOLS.getOrDefault(symbol, symbol);
  }

  @Override
  public String words(ConsentFault fault) {
    return switch (fault) {
      case ConsentFault.NoneKnown none -> "해당 처리에 대한 동의가 확인되지 않음";
      case ConsentFault.Withdrawn(var at) -> words(at) + "에 동의가 철회됨";
      case ConsentFault.EndedWithMembership(var givenAt, var endedAt) ->
          words(givenAt) + "에 받은 동의가 " + words(endedAt) + "에 회원 자격의 종료와 함께 효력을 잃음";
      case ConsentFault.Expired(var givenAt, var expiredAt) ->
          words(givenAt) + "에 받은 동의의 유효기간이 " + words(expiredAt) + "에 만료됨";
      case ConsentFault.NotCovering(var givenAt) -> words(givenAt) + "에 받은 동의가 해당 처리를 포함하지 않음";
      case ConsentFault.NotEnough(var givenAt) ->
          words(givenAt) + "에 받은 동의는 유효하나 그것만으로는 해당 조항의 요건을 충족하지 못함";
    };
  }

  @Override
  public String what(MissedTask missed) {
    return missed.localWhat() == null ? missed.what() : missed.localWhat();
  }

  @Override
  public String words(String names, MissedTask missed) {
    String done = missed.doneAt() == null ? "현재까지 이행되지 않음" : words(missed.doneAt()) + "에 이행됨";
    return names + "(기한: " + words(missed.dueAt()) + ", " + done + ")";
  }

  @Override
  public String words(InstrumentFault fault) {
    return switch (fault) {
      case InstrumentFault.NoneGiven none -> "근거 문서가 제시되지 않음";
      case InstrumentFault.WrongKind(var kind) -> paper(kind) + "만으로는 충분하지 않음";
      case InstrumentFault.Incomplete(var kind, var missing) ->
          paper(kind)
              + switch (missing) {
                case REFERENCE -> "에 문서번호가 없음";
                case ISSUER -> "에 발급 기관이 기재되어 있지 않음";
                case ISSUED_AT -> "에 발급일이 기재되어 있지 않음";
              };
      case InstrumentFault.IssuedLater(var kind, var issuedAt) ->
          paper(kind) + "가 제공 이후인 " + words(issuedAt) + "에 발급됨";
      case InstrumentFault.Expired(var kind, var expiredAt, var earlier) ->
          paper(kind) + "의 유효기간이 제공 시점보다 " + words(earlier) + " 앞선 " + words(expiredAt) + "에 만료됨";
      case InstrumentFault.NotCovering(var kind, var categories) ->
          paper(kind) + "가 다음 항목을 포함하지 않음: " + String.join(", ", categories);
    };
  }

  @Override
  public String words(RefusedAlternative refused) {
    String what = refused.localWhat() == null ? refused.what() : refused.localWhat();
    return refused.localWhy() == null ? what : what + "(" + refused.localWhy() + ")";
  }

  private String paper(InstrumentKind kind) {
    return "근거 문서(" + symbol(kind.name()) + ")";
  }

  @Override
  public String words(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + "일";
    }
    if (time.toHours() > 0) {
      return time.toHours() + "시간";
    }
    return time.toMinutes() > 0 ? time.toMinutes() + "분" : "1분 미만";
  }
}
