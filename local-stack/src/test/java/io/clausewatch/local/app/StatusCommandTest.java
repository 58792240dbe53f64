package io.clausewatch.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.local.cli.ExitCode;
import io.clausewatch.local.client.FakeApi;
import io.clausewatch.local.client.FakeApi.Answer;
import io.clausewatch.local.client.FakeApi.Asked;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusCommandTest {
  private static final String FINDING =
      """
      {"findingId": "f 1", "status": "RESOLVED", "version": 3, "statusHistory": [
        {"by": "engine", "at": "2026-11-24T09:00:00Z", "status": "OPEN", "because": null},
        {"by": "kim", "at": "2026-11-24T09:30:00Z", "status": "RESOLVED", "reason": "FIXED",
         "note": "The job is off.", "assignee": null}]}
      """;

  private final TestWorld context = new TestWorld();

  private int run(FakeApi api, String... arguments) {
    return context.run(
        Stream.concat(
                Stream.of(arguments), Stream.of("--url", api.url().toString(), "--token", "t"))
            .toArray(String[]::new));
  }

  @Test
  void givesAFindingAStatusAndShowsItsHistory() throws IOException {
    try (FakeApi api = new FakeApi(asked -> Answer.of(200, FINDING))) {
      assertThat(
              run(
                  api,
                  "status",
                  "f 1",
                  "--set",
                  "RESOLVED",
                  "--reason",
                  "FIXED",
                  "--note",
                  "The job is off.",
                  "--assignee",
                  "",
                  "--expect",
                  "2"))
          .isEqualTo(ExitCode.OK);
      Asked asked = api.asked().getFirst();
      assertThat(asked.method() + " " + asked.target()).isEqualTo("POST /v1/findings/f%201/status");
      JsonNode body = asked.json();
      assertThat(body.path("actId").asText()).hasSize(36);
      assertThat(body.path("status").asText()).isEqualTo("RESOLVED");
      assertThat(body.path("reason").asText()).isEqualTo("FIXED");
      assertThat(body.path("note").asText()).isEqualTo("The job is off.");
      assertThat(body.path("assignee").asText("none")).isEmpty();
      assertThat(body.path("version").asInt()).isEqualTo(2);
      assertThat(context.out())
          .isEqualTo(
              """
              f 1 is RESOLVED, version 3
                2026-11-24T09:00:00Z  engine  OPEN
                2026-11-24T09:30:00Z  kim  RESOLVED  FIXED  The job is off.
              """);
    }
  }

  @Test
  void leavesOutWhatIsNotGivenAndSaysWhyItCouldNot() throws IOException {
    String changed =
        "{\"title\": \"Conflict\", \"status\": 409, \"detail\": \"The finding has changed.\"}";
    try (FakeApi api = new FakeApi(asked -> Answer.of(409, changed))) {
      assertThat(run(api, "status", "f1", "--note", "x")).isEqualTo(ExitCode.FAILED);
      assertThat(api.asked().getFirst().json().fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("actId", "note");
      assertThat(context.err()).contains("The finding has changed.");
    }
  }
}
