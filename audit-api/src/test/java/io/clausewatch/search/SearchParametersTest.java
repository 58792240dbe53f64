package io.clausewatch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clausewatch.contract.Fault;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.search.SearchCriteria.Sort;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchParametersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static SearchCriteria findings(Map<String, List<String>> given) {
    return SearchParameters.page(SearchTarget.FINDINGS, given, id -> "ref-of-" + id);
  }

  private static SearchCriteria trail(Map<String, List<String>> given) {
    return SearchParameters.page(SearchTarget.TRAIL, given, id -> "ref-of-" + id);
  }

  private static SearchCriteria deadlines(Map<String, List<String>> given) {
    return SearchParameters.page(SearchTarget.DEADLINES, given, id -> "ref-of-" + id);
  }

  private static JsonNode query(SearchCriteria criteria) throws JsonProcessingException {
    String query = ElasticsearchQueries.all(criteria.conditions()).toString();
    return JSON.readTree(query.substring(query.indexOf('{')));
  }

  private static List<String> faults(SearchTarget target, Map<String, List<String>> given) {
    InvalidRequestException e =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> SearchParameters.page(target, given, id -> "ref-of-" + id));
    return e.faults().stream().map(Fault::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "policyId, policyId, some-policy",
    "clauseId, clauseId, ABC-LE",
    "severity, severity, CRITICAL",
    "status, status, OPEN",
    "service, service, crm",
    "recipientKind, recipientKind, PARTNER",
    "purpose, purpose, analytics",
    "dataCategory, dataCategories, email",
    "eventId, eventId, e1",
    "eventKind, eventKind, access"
  })
  void aFilterMeetsItsFieldExactly(String name, String field, String value) throws Exception {
    assertThat(query(findings(Map.of(name, List.of(value)))))
        .isEqualTo(
            JSON.readTree(
                "{\"bool\":{\"filter\":[{\"terms\":{\"%s\":[\"%s\"]}}]}}".formatted(field, value)));
  }

  @Test
  void anyOfTheValuesOfAParameterIsEnoughAndAllParametersHaveToBeMet() throws Exception {
    assertThat(query(findings(Map.of("policyId", List.of("a", "b"), "service", List.of("crm")))))
        .isEqualTo(
            JSON.readTree(
                "{\"bool\":{\"filter\":[{\"terms\":{\"policyId\":[\"a\",\"b\"]}},"
                    + "{\"terms\":{\"service\":[\"crm\"]}}]}}"));
  }

  @Test
  void aSubjectIsSearchedForByItsHashAndByTheHashOfThatWhichOfficersKnew() throws Exception {
    JsonNode query = query(findings(Map.of("subjectId", List.of("person-4711"))));
    assertThat(query)
        .isEqualTo(
            JSON.readTree(
                "{\"bool\":{\"filter\":[{\"terms\":{\"subjectRef\":[\"ref-of-person-4711\",\"ref-of-ref-of-person-4711\"]}}]}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"actorId", "recipientId", "subjectRef"})
  void whoMayBeASubjectIsSearchedForAsGivenAndByTheHash(String name) throws Exception {
    assertThat(query(findings(Map.of(name, List.of("kim")))))
        .isEqualTo(
            JSON.readTree(
                "{\"bool\":{\"filter\":[{\"terms\":{\"%s\":[\"kim\",\"ref-of-kim\"]}}]}}"
                    .formatted(name)));
  }

  @Test
  void aClauseOfTheTrailIsAViolatedOne() throws Exception {
    assertThat(query(trail(Map.of("clauseId", List.of("A"), "verdict", List.of("VIOLATED")))))
        .isEqualTo(
            JSON.readTree(
                "{\"bool\":{\"filter\":[{\"terms\":{\"verdict\":[\"VIOLATED\"]}},"
                    + "{\"terms\":{\"clauseIds\":[\"A\"]}}]}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31, 2026-01-31T00:00:00Z",
    "2026-01-31T09:30:00Z, 2026-01-31T09:30:00Z",
    "2026-01-31T09:30:00.123Z, 2026-01-31T09:30:00.123Z",
    "2026-01-31T09:30:00+09:00, 2026-01-31T00:30:00Z",
    "2026-01-31T09:30:00 09:00, 2026-01-31T00:30:00Z"
  })
  void aPeriodHasItsBeginningButNotItsEnd(String given, String instant) throws Exception {
    assertThat(query(findings(Map.of("from", List.of(given)))))
        .isEqualTo(
            JSON.readTree(
                "{\"bool\":{\"filter\":[{\"range\":{\"occurredAt\":{\"gte\":\"%s\"}}}]}}"
                    .formatted(instant)));
    assertThat(query(findings(Map.of("to", List.of(given)))))
        .isEqualTo(
            JSON.readTree(
                "{\"bool\":{\"filter\":[{\"range\":{\"occurredAt\":{\"lt\":\"%s\"}}}]}}"
                    .formatted(instant)));
  }

  @ParameterizedTest
  @CsvSource({
    "policyId, policyId, some-policy",
    "clauseId, clauseId, ABC-RET",
    "severity, severity, HIGH",
    "service, service, crm",
    "eventId, eventId, e1",
    "eventKind, eventKind, subject"
  })
  void runningDeadlinesAreMeantUnlessAskedOtherwise(String name, String field, String value)
      throws Exception {
    assertThat(query(deadlines(Map.of(name, List.of(value)))).at("/bool/filter"))
        .containsExactlyInAnyOrder(
            JSON.readTree("{\"terms\":{\"status\":[\"RUNNING\"]}}"),
            JSON.readTree("{\"terms\":{\"%s\":[\"%s\"]}}".formatted(field, value)));
  }

  @Test
  void deadlinesOfAnyStatusAreFoundThatIsAskedFor() throws Exception {
    assertThat(
            query(
                deadlines(
                    Map.of(
                        "status", List.of("RUNNING", "SUSPENDED", "OVERDUE", "ENDED"),
                        "subjectId", List.of("person-4711")))))
        .isEqualTo(
            JSON.readTree(
                "{\"bool\":{\"filter\":["
                    + "{\"terms\":{\"status\":[\"RUNNING\",\"SUSPENDED\",\"OVERDUE\",\"ENDED\"]}},"
                    + "{\"terms\":{\"subjectRef\":[\"ref-of-person-4711\",\"ref-of-ref-of-person-4711\"]}}]}}"));
  }

  @Test
  void theNextToFallDueComesFirstAndAPeriodIsAboutThat() throws Exception {
    SearchCriteria criteria =
        deadlines(Map.of("from", List.of("2026-01-01"), "to", List.of("2026-02-01")));
    assertThat(criteria.order()).containsExactly(new Sort("dueAt", false));
    assertThat(query(criteria).at("/bool/filter/1").toString())
        .isEqualTo(
            "{\"range\":{\"dueAt\":{\"gte\":\"2026-01-01T00:00:00Z\",\"lt\":\"2026-02-01T00:00:00Z\"}}}");
  }

  @Test
  void ofSeveralNumbersOfDaysTheGreatestCounts() throws Exception {
    for (List<String> days : List.of(List.of("30"), List.of("7", "30", "0"))) {
      assertThat(query(deadlines(Map.of("days", days))).at("/bool/filter/1").toString())
          .isEqualTo("{\"range\":{\"dueAt\":{\"lte\":\"now+30d\"}}}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "3661", "99999", "1.5", "P7D", "", "５"})
  void daysAreANumberWithinLimits(String days) {
    assertThat(faults(SearchTarget.DEADLINES, Map.of("days", List.of(days))))
        .singleElement()
        .asString()
        .startsWith("days: expected a whole number from 0 to 3660, found ");
    deadlines(Map.of("days", List.of("0", "3660")));
  }

  @Test
  void everyFaultOfDeadlinesIsNamedAtOnce() {
    assertThat(
            faults(
                SearchTarget.DEADLINES,
                Map.of(
                    "day", List.of("7"),
                    "q", List.of("words"),
                    "status", List.of("OPEN"),
                    "sort", List.of("dueAT"))))
        .containsExactly(
            "day: expected a known parameter such as days, found an unknown one",
            "q: expected one of status, severity, policyId, clauseId, eventId, eventKind,"
                + " subjectId, subjectRef, service, from, to, days, cursor, limit, sort, found an"
                + " unknown one",
            "status: expected one of RUNNING, SUSPENDED, OVERDUE, ENDED, found 'OPEN'",
            "sort: expected a sortable field such as dueAt, found 'dueAT'");
  }

  @Test
  void reasonAndClauseAreThoseOfOneGap() throws Exception {
    assertThat(
            query(
                trail(
                    Map.of(
                        "gapReason", List.of("a is not known", "b is not known"),
                        "gapClauseId", List.of("ABC-LE"),
                        "service", List.of("crm")))))
        .isEqualTo(
            JSON.readTree(
                "{\"bool\":{\"filter\":[{\"terms\":{\"service\":[\"crm\"]}},"
                    + "{\"nested\":{\"path\":\"gaps\",\"query\":{\"bool\":{\"filter\":["
                    + "{\"terms\":{\"gaps.reason\":[\"a is not known\",\"b is not known\"]}},"
                    + "{\"terms\":{\"gaps.clauseId\":[\"ABC-LE\"]}}]}}}}]}}"));
    assertThat(faults(SearchTarget.TRAIL, Map.of("gapReason", List.of(" "))))
        .containsExactly("gapReason: expected 1 to 256 characters, found blank");
  }

  @Test
  void eachTextHasToBeMet() throws Exception {
    JsonNode query = query(findings(Map.of("q", List.of("warrant", "영장"))));
    assertThat(query.path("bool").path("filter")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0", "\u3000\t"})
  void blankWordsAreAFault(String typed) {
    assertThat(faults(SearchTarget.FINDINGS, Map.of("q", List.of("warrant", typed))))
        .containsExactly("q: expected words, found blank");
  }

  @Test
  void eachTextIsLookedForEverywhereSoTheyAreFew() {
    assertThat(faults(SearchTarget.TRAIL, Map.of("q", Collections.nCopies(21, "a"))))
        .containsExactly("q: expected at most 20 of it, found 21 of them");
    SearchParameters.page(SearchTarget.TRAIL, Map.of("q", Collections.nCopies(20, "a")), id -> id);
  }

  @Test
  void anIdIsAsLongAsItsCodePointsAre() {
    findings(Map.of("subjectId", List.of("😀".repeat(256))));
    assertThat(faults(SearchTarget.FINDINGS, Map.of("actorId", List.of("😀".repeat(257)))))
        .containsExactly("actorId: expected 1 to 256 characters, found 257 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {" kim", "kim ", "kim\u00a0", "\u3000kim", "\u2028kim", "\u202fkim"})
  void anIdHasNoBlanksAtItsEnds(String id) {
    for (String name : List.of("subjectId", "actorId", "recipientId", "assignee", "eventId")) {
      assertThat(faults(SearchTarget.FINDINGS, Map.of(name, List.of(id))))
          .containsExactly(name + ": expected no blanks at its ends, which no id has, found some");
    }
    findings(Map.of("subjectId", List.of("k\u00a0i m")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "(", "[a", "\\", "AND OR NOT", "*:*", "🎵", "a~2^3", "<b>"})
  void noTextIsAFault(String typed) {
    findings(Map.of("q", List.of(typed)));
    findings(Map.of("q", List.of(typed.repeat(3000))));
  }

  @Test
  void theNewestComeFirstUnlessAskedOtherwise() {
    assertThat(findings(Map.of()).order()).containsExactly(new Sort("occurredAt", true));
    assertThat(findings(Map.of("sort", List.of("-severity,policyId,findingId"))).order())
        .containsExactly(
            new Sort("severity", true), new Sort("policyId", false), new Sort("findingId", false));
  }

  @Test
  void aPageHoldsFiftyUnlessAskedOtherwise() {
    assertThat(findings(Map.of()).limit()).isEqualTo(50);
    assertThat(findings(Map.of("limit", List.of("1000"))).limit()).isEqualTo(1000);
  }

  @Test
  void everyFaultIsNamedAtOnce() {
    assertThat(
            faults(
                SearchTarget.FINDINGS,
                Map.ofEntries(
                    Map.entry("statsu", List.of("OPEN")),
                    Map.entry("zzz", List.of("1")),
                    Map.entry("policyId", List.of(" ")),
                    Map.entry("clauseId", List.of("x".repeat(257))),
                    Map.entry("severity", List.of("critical", "HIGH", "")),
                    Map.entry("eventKind", List.of("ACCESS")),
                    Map.entry("from", List.of("yesterday")),
                    Map.entry("to", List.of("2026-02-30")),
                    Map.entry("sort", List.of("occuredAt,-")),
                    Map.entry("limit", List.of("0")),
                    Map.entry("cursor", List.of("abc")))))
        .containsExactly(
            "statsu: expected a known parameter such as status, found an unknown one",
            "zzz: expected one of status, triageReason, assignee, severity, policyId, clauseId,"
                + " eventId, eventKind, subjectId, subjectRef, actorId, service, recipientId,"
                + " recipientKind, purpose, dataCategory, instrumentKind, instrumentReference,"
                + " instrumentIssuer, from, to, q, cursor, limit, sort, found an unknown one",
            "severity: expected one of CRITICAL, HIGH, MEDIUM, LOW, found 'critical'",
            "severity: expected one of CRITICAL, HIGH, MEDIUM, LOW, found blank",
            "policyId: expected 1 to 256 characters, found blank",
            "clauseId: expected 1 to 256 characters, found 257 characters",
            "eventKind: expected one of access, disclosure, consent, subject, request, notice,"
                + " register, follow-up, found 'ACCESS'",
            "from: expected a date such as 2026-01-31 or an instant such as 2026-01-31T09:00:00Z,"
                + " found 'yesterday'",
            "to: expected a date such as 2026-01-31 or an instant such as 2026-01-31T09:00:00Z,"
                + " found '2026-02-30'",
            "sort: expected a sortable field such as occurredAt, found 'occuredAt'",
            "sort: expected one of findingId, status, reason, assignee, severity, policyId,"
                + " clauseId, eventId, eventKind, occurredAt, detectedAt, revisedAt, dueAt,"
                + " subjectRef, actorId, service, recipientId, recipientKind, purpose,"
                + " instrumentKind, instrumentReference, instrumentIssuer, with - before it for"
                + " descending, found '-'",
            "limit: expected a whole number from 1 to 1000, found '0'",
            "cursor: expected the nextCursor of the page before, found something else");
  }

  @Test
  void whatTheTrailDoesNotHaveIsExplained() {
    assertThat(faults(SearchTarget.TRAIL, Map.of("status", List.of("OPEN"))))
        .containsExactly(
            "status: expected a parameter of this search (the trail holds events, not findings:"
                + " search /v1/findings), found an unknown one");
  }

  @Test
  void aPeriodThatEndsBeforeItBeginsIsAFault() {
    assertThat(
            faults(
                SearchTarget.FINDINGS,
                Map.of("from", List.of("2026-02-01"), "to", List.of("2026-01-01"))))
        .containsExactly(
            "to: expected an instant after from (2026-02-01T00:00:00Z), found"
                + " 2026-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit", "cursor", "sort", "from", "to"})
  void whatCanBeGivenOnceIsAFaultTwice(String name) {
    assertThat(faults(SearchTarget.FINDINGS, Map.of(name, List.of("7", "8"))))
        .contains(name + ": expected one value, found 2 values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1001", "10000000000", "ten", "1e2", "", "５"})
  void aLimitIsANumberWithinLimits(String limit) {
    assertThat(faults(SearchTarget.FINDINGS, Map.of("limit", List.of(limit)))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1000000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "0000-01-01"})
  void yearsHaveFourDigits(String instant) {
    assertThat(faults(SearchTarget.FINDINGS, Map.of("from", List.of(instant)))).hasSize(1);
  }

  @Test
  void noFaultRepeatsASubjectId() {
    String id = "person-4711".repeat(30);
    InvalidRequestException e =
        catchThrowableOfType(
            InvalidRequestException.class,
            () ->
                findings(
                    Map.of(
                        "subjectId", List.of(id), "actorId", List.of(id), "limit", List.of("x"))));
    assertThat(e.faults()).hasSize(3);
    assertThat(e.faults().toString() + e.getMessage()).doesNotContain("4711");
  }
}
