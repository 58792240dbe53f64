package io.clausewatch.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.local.cli.ExitCode;
import io.clausewatch.local.client.FakeApi;
import io.clausewatch.local.client.FakeApi.Answer;
import io.clausewatch.local.client.FakeApi.Asked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ListingCommandTest {

  private static final String FINDING =
      """
      {"findingId": "f1", "severity": "CRITICAL", "status": "OPEN", "policyId": "acme", "clauseId": "ACME-LE",
       "occurredAt": "2026-11-24T09:30:15.123Z", "explanation": "경찰청 got data without a warrant."}
      """;

  private static final String ENTRY =
      """
      {"entryId": "t1", "verdict": "VIOLATED", "policyId": "acme", "eventKind": "disclosure", "subtype": null,
       "occurredAt": "2026-11-24T09:30:15.123Z", "actorId": "clerk", "purpose": "legal-compliance",
       "recipientId": "police", "clauseIds": ["ACME-LE", "ACME-X"]}
      """;

  private static final String GAPS =
      """
      {"total": 1201, "items": [
         {"reason": "a is not known", "clauseId": "ACME-LE", "policyId": "acme", "count": 1200,
          "latest": "2026-11-24T09:30:15.123Z", "exampleEventId": "e1"},
         {"reason": "no policy of this id is known", "clauseId": null, "policyId": "nobody", "count": 1,
          "latest": "2026-11-24T09:30:15.123Z", "exampleEventId": "e2"}],
       "others": 3}
      """;

  private static final String ACT =
      """
      {"entryId": "t1", "verdict": "LAWFUL", "occurredAt": "2026-11-24T09:30:15.123Z", "actorId": "kim",
       "operation": "EXPORT", "event": {"export": {"reason": "court order 7", "recordCount": 12}}}
      """;

  private static final String DEADLINE =
      """
      {"deadlineId": "d1", "severity": "HIGH", "status": "RUNNING", "clauseId": "ACME-RET", "title": "Destroy it",
       "dueAt": %s, "items": ["email", "name"]}
      """;

  private final TestWorld context = new TestWorld();

  @Test
  void showsFindingsAsATable() throws IOException {
    try (FakeApi api = new FakeApi(asked -> page(FINDING, 1, null))) {
      assertThat(run(api, "findings")).isEqualTo(ExitCode.OK);
      assertThat(context.out())
          .isEqualTo(
              """
              SEVERITY  WHEN (UTC)        CLAUSE   STATUS  WHAT
              CRITICAL  2026-11-24 09:30  ACME-LE  OPEN    경찰청 got data without a warrant.
              1 of 1 finding.
              """);
      assertThat(api.asked())
          .singleElement()
          .extracting(Asked::target)
          .isEqualTo("/v1/findings?limit=50");
    }
  }

  @Test
  void showsTheTrailAsATable() throws IOException {
    try (FakeApi api = new FakeApi(asked -> page(ENTRY, 7, "c"))) {
      assertThat(run(api, "trail", "--limit", "1")).isEqualTo(ExitCode.OK);
      assertThat(context.out())
          .contains("2026-11-24 09:30  acme", "disclosure  clerk", "violated ACME-LE ACME-X")
          .endsWith("1 of 7 events; --limit or --all shows more.\n");
    }
  }

  @Test
  void showsWhatSomebodyDidAsATable() throws IOException {
    try (FakeApi api = new FakeApi(asked -> page(ACT, 1, null))) {
      assertThat(run(api, "activity", "--actor-id", "kim")).isEqualTo(ExitCode.OK);
      assertThat(context.out())
          .isEqualTo(
              """
              WHEN (UTC)        BY   DID     RECORDS  REASON         VERDICT
              2026-11-24 09:30  kim  EXPORT       12  court order 7  lawful
              1 of 1 act.
              """);
      assertThat(api.asked().getFirst().target()).isEqualTo("/v1/activity?actorId=kim&limit=50");
    }
  }

  @Test
  void showsDeadlinesAsATable() throws IOException {
    try (FakeApi api =
        new FakeApi(
            asked ->
                page(
                    DEADLINE.formatted("\"2026-11-24T09:30:15.123Z\"")
                        + ","
                        + DEADLINE.formatted("null"),
                    3,
                    "c"))) {
      assertThat(run(api, "deadlines", "--days", "7", "--limit", "2", "--sort", "-dueAt"))
          .isEqualTo(ExitCode.OK);
      assertThat(context.out())
          .isEqualTo(
              """
              DUE (UTC)         SEVERITY  CLAUSE    STATUS   WHAT        LEFT TO DO, OR MISSED
              2026-11-24 09:30  HIGH      ACME-RET  RUNNING  Destroy it  email, name
                                HIGH      ACME-RET  RUNNING  Destroy it  email, name
              2 of 3 deadlines; --limit or --all shows more.
              """);
      assertThat(api.asked().getFirst().target())
          .isEqualTo("/v1/deadlines?days=7&sort=-dueAt&limit=2");
    }
  }

  @Test
  void showsGapsAsATable() throws IOException {
    try (FakeApi api = new FakeApi(asked -> Answer.of(200, GAPS))) {
      assertThat(run(api, "gaps", "--gap-reason", "a is not known", "--limit", "2"))
          .isEqualTo(ExitCode.OK);
      assertThat(context.out())
          .isEqualTo(
              """
              EVENTS  POLICY  CLAUSE   WHY IT COULD NOT BE DECIDED    LATEST (UTC)      SUCH AS
               1,200  acme    ACME-LE  a is not known                 2026-11-24 09:30  e1
                   1  nobody           no policy of this id is known  2026-11-24 09:30  e2
              2 of 5 kinds of gap, in 1,201 events; --limit or --all shows more.
              """);
      assertThat(api.asked().getFirst().target())
          .isEqualTo("/v1/gaps?gapReason=a+is+not+known&limit=2");
    }
  }

  @Test
  void printsWhatTheApiSaysOfTheGaps() throws IOException {
    try (FakeApi api = new FakeApi(asked -> Answer.of(200, GAPS))) {
      assertThat(run(api, "gaps", "--json")).isEqualTo(ExitCode.OK);
      assertThat(FakeApi.parse(context.out())).isEqualTo(FakeApi.parse(GAPS));
    }
  }

  @Test
  void passesEveryFilterOfTheApiOn() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("findings", "--sort", "-severity"));
    List<String> names =
        List.of(
            "policyId",
            "clauseId",
            "severity",
            "status",
            "subjectId",
            "subjectRef",
            "actorId",
            "service",
            "recipientId",
            "recipientKind",
            "purpose",
            "dataCategory",
            "eventId",
            "eventKind",
            "from",
            "to",
            "q");
    for (String name : names) {
      arguments.add("--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
      arguments.add("1 " + name);
    }
    arguments.addAll(List.of("--policy-id", "2"));
    try (FakeApi api = new FakeApi(asked -> page(FINDING, 1, null))) {
      assertThat(run(api, arguments.toArray(String[]::new))).isEqualTo(ExitCode.OK);
      String target = api.asked().getFirst().target();
      assertThat(target).contains("policyId=2", "sort=-severity", "limit=50");
      assertThat(names).allSatisfy(name -> assertThat(target).contains(name + "=1+" + name));
    }
  }

  @Test
  void optionsMayBeShortenedAndComeFromTheEnvironment() throws IOException {
    context.environment.put("CLAUSEWATCH_RECIPIENT_KIND", "COURT");
    try (FakeApi api = new FakeApi(asked -> page(FINDING, 1, null))) {
      assertThat(run(api, "findings", "--policy", "acme")).isEqualTo(ExitCode.OK);
      assertThat(api.asked().getFirst().target())
          .isEqualTo("/v1/findings?policyId=acme&recipientKind=COURT&limit=50");
    }
  }

  @Test
  void printsTheApisJsonItsPagesMadeOne() throws IOException {
    try (FakeApi api =
        new FakeApi(asked -> page(FINDING, 2, asked.target().contains("cursor") ? null : "next"))) {
      assertThat(run(api, "findings", "--json", "--all")).isEqualTo(ExitCode.OK);
      JsonNode json = FakeApi.parse(context.out());
      assertThat(json.get("total").asInt()).isEqualTo(2);
      assertThat(json.get("items"))
          .hasSize(2)
          .allSatisfy(item -> assertThat(item).isEqualTo(FakeApi.parse(FINDING)));
      assertThat(json.get("nextCursor").isNull()).isTrue();
    }
  }

  @Test
  void printsTheCursorWhereMoreIsLeft() throws IOException {
    try (FakeApi api = new FakeApi(asked -> page(FINDING, 5, "next"))) {
      assertThat(run(api, "findings", "--json", "--limit", "1")).isEqualTo(ExitCode.OK);
      assertThat(FakeApi.parse(context.out()).get("nextCursor").asText()).isEqualTo("next");
    }
  }

  @Test
  void nothingFoundIsSaid() throws IOException {
    try (FakeApi api =
        new FakeApi(
            asked -> Answer.of(200, "{\"total\": 0, \"items\": [], \"nextCursor\": null}"))) {
      assertThat(run(api, "findings")).isEqualTo(ExitCode.OK);
      assertThat(context.out()).isEqualTo("0 of 0 findings.\n");
      assertThat(run(api, "trail", "--json")).isEqualTo(ExitCode.OK);
    }
  }

  @Test
  void showsOnePersonWithoutPrintingTheId() throws IOException {
    try (FakeApi api =
        new FakeApi(
            asked -> page(asked.target().startsWith("/v1/trail") ? ENTRY : FINDING, 1, null))) {
      assertThat(run(api, "subject", "person 4711")).isEqualTo(ExitCode.OK);
      assertThat(api.asked())
          .extracting(Asked::target)
          .containsExactly(
              "/v1/findings?subjectId=person+4711&limit=50",
              "/v1/trail?subjectId=person+4711&limit=50");
      assertThat(context.out()).contains("1 of 1 finding.", "1 of 1 event.");
      assertThat(context.out() + context.err()).doesNotContain("4711");
    }
  }

  @Test
  void showsOnePersonAsJson() throws IOException {
    try (FakeApi api =
        new FakeApi(
            asked -> page(asked.target().startsWith("/v1/trail") ? ENTRY : FINDING, 1, null))) {
      assertThat(run(api, "subject", "p", "--json")).isEqualTo(ExitCode.OK);
      JsonNode json = FakeApi.parse(context.out());
      assertThat(json.at("/findings/items/0/findingId").asText()).isEqualTo("f1");
      assertThat(json.at("/trail/items/0/entryId").asText()).isEqualTo("t1");
    }
  }

  @Test
  void showsWhatTheApiFindsWrong() throws IOException {
    try (FakeApi api =
        new FakeApi(
            asked ->
                Answer.of(
                    400,
                    "{\"title\": \"Bad Request\", \"detail\": \"The search is faulty.\","
                        + " \"errors\": [\"from: expected a date\"]}"))) {
      assertThat(run(api, "subject", "person-4711")).isEqualTo(ExitCode.FAILED);
      assertThat(context.err())
          .isEqualTo(
              """
              /v1/findings answered 400: Bad Request: The search is faulty.
                from: expected a date
              """);
    }
  }

  private int run(FakeApi api, String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--token", "t", "--url", api.url().toString()));
    return context.run(line.toArray(String[]::new));
  }

  private static Answer page(String item, long total, String cursor) {
    return Answer.of(
        200,
        "{\"total\": %d, \"items\": [%s], \"nextCursor\": %s}"
            .formatted(total, item, cursor == null ? "null" : "\"" + cursor + "\""));
  }
}
