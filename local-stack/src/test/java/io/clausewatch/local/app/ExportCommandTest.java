package io.clausewatch.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.local.cli.ExitCode;
import io.clausewatch.local.client.FakeApi;
import io.clausewatch.local.client.FakeApi.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportCommandTest {

  private final TestWorld context = new TestWorld();

  private int run(FakeApi api, String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--token", "t", "--url", api.url().toString()));
    return context.run(line.toArray(String[]::new));
  }

  @Test
  void writesTheFileAsItIsAndSaysHowLongItIs() throws IOException {
    try (FakeApi api = new FakeApi(asked -> Answer.of(200, "\uFEFF\"a\"\r\n\"한\"\r\n"))) {
      assertThat(run(api, "export", "findings", "--reason", "audit 17", "--status", "OPEN"))
          .isEqualTo(ExitCode.OK);
      assertThat(context.out()).isEqualTo("\uFEFF\"a\"\r\n\"한\"\r\n");
      assertThat(context.err()).contains("Exporting …", "15 bytes, complete");
      assertThat(api.asked().getFirst().target())
          .isEqualTo("/v1/findings/export?status=OPEN&format=csv&reason=audit+17");
    }
  }

  @Test
  void whatIsRefusedIsExplained() throws IOException {
    String problem = "{\"title\": \"Bad Request\", \"errors\": [\"format: expected csv\"]}";
    try (FakeApi api = new FakeApi(asked -> Answer.of(400, problem))) {
      assertThat(run(api, "export", "trail", "--reason", "x", "--format", "xls"))
          .isEqualTo(ExitCode.FAILED);
      assertThat(context.out()).isEmpty();
      assertThat(context.err()).contains("/v1/trail/export answered 400", "format: expected csv");
    }
  }

  @Test
  void anExportNeedsAReason() throws IOException {
    try (FakeApi api = new FakeApi(asked -> Answer.of(200, ""))) {
      assertThat(run(api, "export", "deadlines")).isEqualTo(ExitCode.USAGE);
      assertThat(context.err()).contains("--reason");
      assertThat(api.asked()).isEmpty();
    }
  }

  @Test
  void aReviewIsWritten() throws IOException {
    try (FakeApi api = new FakeApi(asked -> Answer.of(200, "%PDF"))) {
      assertThat(
              run(api, "review", "p", "2026-10", "--format", "pdf", "--reason", "monthly review"))
          .isEqualTo(ExitCode.OK);
      assertThat(context.out()).isEqualTo("%PDF");
      assertThat(api.asked().getFirst().target())
          .isEqualTo("/v1/reviews/p/2026-10/export?format=pdf&language=en&reason=monthly+review");
    }
  }

  @Test
  void aReportIsWrittenAndItsSubjectNotNamed() throws IOException {
    try (FakeApi api = new FakeApi(asked -> Answer.of(200, "%PDF"))) {
      assertThat(
              run(
                  api,
                  "subject",
                  "a member",
                  "--report",
                  "--format",
                  "pdf",
                  "--language",
                  "ko",
                  "--reason",
                  "request 12",
                  "--policy-id",
                  "p",
                  "--from",
                  "2026-01-01"))
          .isEqualTo(ExitCode.OK);
      assertThat(context.out()).isEqualTo("%PDF");
      assertThat(api.asked().getFirst().target())
          .isEqualTo(
              "/v1/subjects/a%20member/report?policyId=p&from=2026-01-01&format=pdf&language=ko"
                  + "&reason=request+12");
    }
    try (FakeApi api = new FakeApi(asked -> Answer.of(403, "{}"))) {
      assertThat(run(api, "subject", "a-member", "--report")).isEqualTo(ExitCode.FAILED);
      assertThat(context.err()).contains("answered 403").doesNotContain("a-member");
    }
  }
}
