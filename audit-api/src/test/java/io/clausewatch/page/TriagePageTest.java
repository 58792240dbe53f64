package io.clausewatch.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.activity.TestActivity;
import io.clausewatch.api.ApiServer;
import io.clausewatch.api.Auth;
import io.clausewatch.api.Caller;
import io.clausewatch.api.Role;
import io.clausewatch.api.Sessions;
import io.clausewatch.api.Tokens;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.runtime.Metrics;
import io.clausewatch.saved.SavedSearches;
import io.clausewatch.table.MemoryTable;
import io.clausewatch.triage.TestTriage;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What officers decide on the pages. */
class TriagePageTest {
  private final Metrics metrics = new Metrics("test");
  private final TestTriage triage = new TestTriage();
  private final HttpClient browser = HttpClient.newHttpClient();
  private ApiServer server;
  private TestActivity acts;

  @BeforeEach
  void start() throws Exception {
    Path folder = Path.of("policies");
    PolicyCatalog catalog =
        PolicyCatalog.load(Files.isDirectory(folder) ? folder : Path.of("../policies"));
    Auth auth =
        new Auth(
            Tokens.of(
                Map.of(
                    "officer-token", new Caller("kim", Role.OFFICER),
                    "auditor-token", new Caller("lee", Role.AUDITOR))),
            new Sessions(InstantSource.system()));
    acts = new TestActivity(auth::caller);
    server =
        ApiServer.start(
            "127.0.0.1",
            0,
            auth,
            metrics,
            List.of(
                new PageRoutes(
                    auth,
                    acts.activity(),
                    List.of(
                        new FindingsPage(
                            triage.searcher(),
                            triage.desk(),
                            new SavedSearches(
                                new MemoryTable<>(),
                                refs -> false,
                                id -> id,
                                InstantSource.system()),
                            catalog,
                            id -> id),
                        new FindingPage(triage.searcher(), triage.desk(), catalog, id -> id)))));
    triage.engine("f1", 1, FindingStatus.OPEN);
  }

  @AfterEach
  void stop() {
    server.close();
    triage.close();
    metrics.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String path, String token)
      throws Exception {
    return browser.send(
        request
            .uri(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofString(UTF_8));
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    return send(HttpRequest.newBuilder(), path, token);
  }

  /** Sends a form whose fields are written name=value. */
  private HttpResponse<String> form(String path, String token, String... fields) throws Exception {
    String body =
        Arrays.stream(fields)
            .map(field -> field.split("=", 2))
            .map(field -> field[0] + "=" + URLEncoder.encode(field[1], UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(body)),
        path,
        token);
  }

  private static String location(HttpResponse<?> response) {
    return response.headers().firstValue("Location").orElse("");
  }

  @Test
  void anOfficerDecidesAndSeesItOnThePage() throws Exception {
    assertThat(get("/findings/f1", "officer-token").body())
        .contains("name=\"version\" value=\"1\"", "RESOLVED/FIXED");
    HttpResponse<String> kept =
        form(
            "/findings/f1/status",
            "officer-token",
            "version=1",
            "decision=RESOLVED/FIXED",
            "assignee=park",
            "note=The shop was told.");
    assertThat(kept.statusCode()).isEqualTo(303);
    assertThat(location(kept)).isEqualTo("/findings/f1?done=1");
    assertThat(get(location(kept), "officer-token").body())
        .contains("It is kept.", "The shop was told.", "Resolved", "Fixed", "by kim", "park");
  }

  @Test
  void whatIsSeenAndDoneIsRecordedOrNotShown() throws Exception {
    get("/findings", "officer-token");
    get("/findings/f1", "officer-token");
    form("/findings/f1/status", "officer-token", "note=seen");
    assertThat(acts.recorded())
        .extracting(act -> act.getActor().getId() + " " + act.getOperation())
        .containsExactly("kim READ", "kim READ", "kim UPDATE");
    acts.goAway();
    HttpResponse<String> notShown = get("/findings/f1", "officer-token");
    assertThat(notShown.statusCode()).isEqualTo(503);
    assertThat(notShown.body())
        .contains("what is not recorded is not shown")
        .doesNotContain("It was done");
  }

  @Test
  void whoIsTooLateIsToldAndLosesNothing() throws Exception {
    form("/findings/f1/status", "officer-token", "version=1", "decision=ACKNOWLEDGED");
    HttpResponse<String> late =
        form(
            "/findings/f1/status",
            "officer-token",
            "version=1",
            "decision=DISMISSED/DUPLICATE",
            "note=typed at length");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body())
        .contains(
            "Somebody else changed the finding",
            "typed at length</textarea>",
            "name=\"version\" value=\"2\"",
            "<option value=\"DISMISSED/DUPLICATE\" selected>");
    assertThat(triage.written()).isEqualTo(1);
  }

  @Test
  void aFormThatSaysNothingOrNonsenseSaysSo() throws Exception {
    HttpResponse<String> nothing = form("/findings/f1/status", "officer-token", "version=1");
    assertThat(nothing.statusCode()).isEqualTo(400);
    assertThat(nothing.body()).contains("a status, a note or an assignee");
    assertThat(form("/findings/f1/status", "officer-token", "decision=GONE", "note=x").statusCode())
        .isEqualTo(400);
    assertThat(form("/findings/nope/status", "officer-token", "note=x").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theSameFormSentTwiceDoesNothingTwice() throws Exception {
    for (int i = 0; i < 2; i++) {
      assertThat(
              form("/findings/f1/status", "officer-token", "actId=act-12345", "note=once")
                  .statusCode())
          .isEqualTo(303);
    }
    assertThat(triage.written()).isEqualTo(1);
  }

  @Test
  void manyAreDecidedAboutAtOnceExceptThoseThatChanged() throws Exception {
    triage.engine("f2", 1, FindingStatus.OPEN);
    form("/findings/f2/status", "officer-token", "note=first");
    HttpResponse<String> some =
        form(
            "/findings/status",
            "officer-token",
            "here=/findings?status=OPEN",
            "selected=f1:1",
            "selected=f2:1",
            "decision=ACKNOWLEDGED");
    assertThat(some.statusCode()).isEqualTo(409);
    assertThat(some.body())
        .contains("One finding was not changed", "One other was changed", "f2: The finding has");
    HttpResponse<String> all =
        form(
            "/findings/status",
            "officer-token",
            "here=/findings?status=OPEN",
            "all=true",
            "shown=f1:2",
            "shown=f2:2",
            "decision=DISMISSED/TEST_DATA");
    assertThat(location(all)).isEqualTo("/findings?status=OPEN&done=2");
    assertThat(
            location(
                form(
                    "/findings/status",
                    "officer-token",
                    "here=https://evil.example/",
                    "selected=f1:3",
                    "note=x")))
        .isEqualTo("/findings?done=1");
    assertThat(form("/findings/status", "officer-token", "note=x").statusCode()).isEqualTo(400);
  }

  @Test
  void anAuditorLooksOn() throws Exception {
    assertThat(get("/findings/f1", "auditor-token").body()).doesNotContain("name=\"decision\"");
    assertThat(form("/findings/f1/status", "auditor-token", "note=x").statusCode()).isEqualTo(403);
    assertThat(form("/findings/status", "auditor-token", "selected=f1:1", "note=x").statusCode())
        .isEqualTo(403);
    assertThat(triage.written()).isZero();
  }
}
