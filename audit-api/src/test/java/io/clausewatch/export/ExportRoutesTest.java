package io.clausewatch.export;

import static io.clausewatch.http.TestServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.Fault;
import io.clausewatch.contract.Operation;
import io.clausewatch.files.DownloadParameters;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.LogCapture;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.readmodel.DocumentJson;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.FakePages;
import io.clausewatch.search.SampleFinding;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchTarget;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportRoutesTest {
  private static final String WHY = "?reason=court+order+17";

  private volatile FakePages<FindingDocument> pages = FakePages.of(List.of());
  private volatile SearchCriteria asked;

  private final TestActivity acts = new TestActivity();
  private final TestServer server =
      new TestServer(
          new ExportRoutes(
              FakePages.scroll(
                  criteria -> {
                    asked = criteria;
                    return pages;
                  }),
              acts.lookups(),
              () -> Instant.parse("2026-11-24T09:30:15Z"),
              acts.recorder()));

  @AfterEach
  void stop() {
    server.close();
  }

  private static FindingDocument finding(String id) {
    ObjectNode finding = SampleFinding.of(id, "e1", "disclosure");
    finding.put("retroactive", true).put("title", "=HYPERLINK(\"x\")").putNull("dueAt");
    finding
        .putArray("evidence")
        .addObject()
        .put("eventId", "c1")
        .put("eventKind", "consent")
        .put("occurredAt", "2026-01-02T03:04:05Z")
        .put("says", "동의가 없었다");
    return DocumentJson.mapper().convertValue(finding, FindingDocument.class);
  }

  @Test
  void aTableHasAColumnForEachField() {
    pages = FakePages.of(List.of(finding("f1"), finding("f2")));
    HttpResponse<String> response =
        server.get("/v1/findings/export" + WHY + "&subjectId=member&status=OPEN", Role.AUDITOR);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
    assertThat(response.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"clausewatch-findings-20261124T093015Z.csv\"");
    List<String> lines = response.body().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .isEqualTo("\uFEFF\"" + String.join("\",\"", SearchTarget.FINDINGS.fields()) + "\"");
    assertThat(lines.get(1))
        .contains(
            "\"f1\",\"2\"",
            "\"'=HYPERLINK(\"\"x\"\")\"",
            "\"true\"",
            "\"name | phone\"",
            "\"2026-01-02T03:04:05Z consent c1: 동의가 없었다\"");
    assertThat(asked.conditions().toString()).contains("ref-of-member", "OPEN");
    assertThat(pages.closed()).isTrue();
    Access act = acts.only();
    assertThat(act.getOperation()).isEqualTo(Operation.EXPORT);
    assertThat(act.getExport()).isEqualTo(new Export("court order 17", null, 2L));
    assertThat(act.getActor().getId()).isEqualTo("auditor");
    assertThat(act.getSubjectIds()).containsExactly("member");
  }

  @Test
  void whatCannotBeRecordedIsNotExported() {
    pages = FakePages.of(List.of(finding("f1")));
    acts.goAway();
    HttpResponse<String> response = server.get("/v1/findings/export" + WHY, Role.OFFICER);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(response.body()).contains("recorded").doesNotContain("f1");
    assertThat(pages.closed()).isTrue();
  }

  @Test
  void linesOfJsonAreExactlyWhatTheSearchReturns() {
    pages = FakePages.of(List.of(finding("f1"), finding("f2")));
    HttpResponse<String> response =
        server.get("/v1/findings/export" + WHY + "&format=ndjson", Role.OFFICER);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    assertThat(response.body())
        .isEqualTo(ApiJson.tree(finding("f1")) + "\n" + ApiJson.tree(finding("f2")) + "\n");
  }

  @Test
  void theTrailAndTheDeadlinesToo() {
    assertThat(server.get("/v1/trail/export" + WHY, Role.OFFICER).body()).contains("\"verdicts\"");
    assertThat(server.get("/v1/deadlines/export" + WHY, Role.OFFICER).body()).contains("\"dueAt\"");
  }

  @Test
  void everyFaultIsNamedAtOnce() {
    HttpResponse<String> response =
        server.get("/v1/trail/export?format=xls&limit=5&verdict=GOOD&reason=+", Role.OFFICER);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("errors").toString())
        .contains("reason: expected 1 to 1000 characters", "csv, ndjson", "limit", "verdict");
    assertThat(server.get("/v1/trail/export?reason=a%00b", Role.OFFICER).statusCode())
        .isEqualTo(400);
    assertThat(server.get("/v1/trail/export?reason=" + "x".repeat(1001), Role.OFFICER).statusCode())
        .isEqualTo(400);
    assertThat(server.get("/v1/trail/export?reason=a&reason=b", Role.OFFICER).body())
        .contains("reason: expected one value, found 2 values");
    assertThat(asked).isNull();
    assertThat(acts.recorded()).isEmpty();
  }

  @Test
  void aReasonIsAsLongAsItsCodePointsAre() {
    String longest = URLEncoder.encode("😀".repeat(1000), UTF_8);
    assertThat(server.get("/v1/trail/export?reason=" + longest, Role.OFFICER).statusCode())
        .isEqualTo(200);
    assertThat(exportFor("😀".repeat(1000))).isEmpty();
    assertThat(exportFor("😀".repeat(1001)))
        .containsExactly(
            "reason: expected 1 to 1000 characters that say why, found 1001 characters");
  }

  private static List<String> exportFor(String reason) {
    List<String> faults = new ArrayList<>();
    DownloadParameters parameters = new DownloadParameters(Map.of("reason", List.of(reason)));
    parameters.reason();
    try {
      var unused = parameters.others(others -> others);
    } catch (InvalidRequestException e) {
      e.faults().stream().map(Fault::toString).forEach(faults::add);
    }
    return faults;
  }

  @Test
  void whatFailsOnTheWayBreaksOffAndNamesNothing() {
    pages =
        new FakePages<>(
            5_000,
            page -> {
              if (page == 4) {
                throw FakePages.unavailable("secret-value");
              }
              return many();
            });
    try (LogCapture log = new LogCapture()) {
      assertThatThrownBy(
              () ->
                  HttpClient.newHttpClient()
                      .send(
                          server
                              .request("/v1/findings/export" + WHY + "&format=ndjson", Role.OFFICER)
                              .build(),
                          BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
      Awaitility.await().until(() -> pages.closed());
      assertThat(log.text())
          .contains("A file could not be finished")
          .doesNotContain("secret-value");
    }
  }

  @Test
  void whatFailsBeforeTheFirstByteIsAProblem() {
    TestServer away =
        new TestServer(
            new ExportRoutes(
                FakePages.scroll(
                    criteria -> {
                      throw FakePages.unavailable("");
                    }),
                acts.lookups(),
                Instant::now,
                acts.recorder()));
    try (away) {
      assertThat(away.get("/v1/findings/export" + WHY, Role.OFFICER).statusCode()).isEqualTo(503);
    }
  }

  /** What the act itself names is hidden by intake; nothing else is. */
  @Test
  void aReasonThatNamesADataSubjectIsRefused() {
    String export = "/v1/findings/export?reason=asked+by+(member)";
    for (String about : List.of("", "&subjectRef=ref-of-member", "&subjectId=other")) {
      HttpResponse<String> refused = server.get(export + about, Role.OFFICER);
      assertThat(refused.statusCode()).as(about).isEqualTo(400);
      assertThat(refused.body())
          .contains("reason: expected no id of a data subject, found one")
          .doesNotContain("asked by");
    }
    assertThat(acts.recorded()).isEmpty();
    assertThat(server.get(export + "&subjectId=member", Role.OFFICER).statusCode()).isEqualTo(200);
  }

  @Test
  void aClientThatGoesAwayEndsTheSearch() throws Exception {
    pages = new FakePages<>(Long.MAX_VALUE, page -> many());
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> response =
          client.send(
              server.request("/v1/findings/export" + WHY, Role.OFFICER).build(),
              BodyHandlers.ofInputStream());
      assertThat(response.body().readNBytes(100)).hasSize(100);
      response.body().close();
    }
    Awaitility.await().until(() -> pages.closed());
  }

  private static List<FindingDocument> many() {
    return IntStream.range(0, 500).mapToObj(i -> finding("f" + i)).toList();
  }
}
