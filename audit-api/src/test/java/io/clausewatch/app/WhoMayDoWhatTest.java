package io.clausewatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.http.AccessControl;
import io.clausewatch.http.BrowserSessions;
import io.clausewatch.http.Problem;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.platform.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of the real server by everybody who might make it. The server is the one that {@link
 * AuditApiMain} wires, with nothing behind it: who may make a call is decided before that matters.
 * A call without a line in the table fails.
 */
class WhoMayDoWhatTest {

  private static final Set<Role> READERS = Set.of(Role.OFFICER, Role.AUDITOR, Role.ADMIN);
  private static final Set<Role> OFFICERS = Set.of(Role.OFFICER, Role.ADMIN);
  private static final Set<Role> ANY = Set.of(Role.values());

  /** What those get who may not make a call, and what the session of a browser is good for. */
  private enum Kind {
    /** A problem; a session may read alone, since what changes something needs a token. */
    API,
    /** A page; strangers are sent to the sign-in, and a session may send its forms. */
    PAGE,
    /** For everybody, signed in or not. */
    OPEN,
    /** Signs in by what is in its form, or out: who sends it does not matter. */
    DOOR
  }

  private record Rule(Kind kind, Set<Role> roles) {}

  private static final Rule OPEN = new Rule(Kind.OPEN, ANY);
  private static final Rule DOOR = new Rule(Kind.DOOR, ANY);
  private static final Rule PAGE = new Rule(Kind.PAGE, READERS);

  /** Who may do what: all of it. */
  private static final Map<String, Rule> TABLE =
      Map.ofEntries(
          api("POST /v1/events", Set.of(Role.PRODUCER, Role.ADMIN)),
          api("GET /v1/deliveries", Set.of(Role.PRODUCER, Role.ADMIN)),
          api("GET /v1/findings", READERS),
          api("GET /v1/findings/facets", READERS),
          api("GET /v1/findings/export", READERS),
          api("GET /v1/findings/{findingId}", READERS),
          api("POST /v1/findings/{findingId}/status", OFFICERS),
          api("POST /v1/findings/status", OFFICERS),
          api("GET /v1/trail", READERS),
          api("GET /v1/trail/facets", READERS),
          api("GET /v1/trail/export", READERS),
          api("GET /v1/deadlines", READERS),
          api("GET /v1/deadlines/export", READERS),
          api("GET /v1/alerts", READERS),
          api("GET /v1/alerts/receivers", READERS),
          api("POST /v1/alerts/receivers/{receiver}/test", OFFICERS),
          api("GET /v1/alerts/silences", OFFICERS),
          api("POST /v1/alerts/silences", OFFICERS),
          api("DELETE /v1/alerts/silences/{id}", OFFICERS),
          api("POST /v1/alerts/{messageId}/resend", OFFICERS),
          api("GET /v1/findings/{findingId}/alerts", READERS),
          api("GET /v1/gaps", READERS),
          api("GET /v1/statistics", READERS),
          api("GET /v1/statistics/overview", READERS),
          api("GET /v1/statistics/people", READERS),
          api("GET /v1/activity", READERS),
          api("GET /v1/reviews", READERS),
          api("GET /v1/reviews/{policyId}/{month}", READERS),
          api("GET /v1/reviews/{policyId}/{month}/export", READERS),
          api("POST /v1/reviews/{policyId}/{month}/sign-off", OFFICERS),
          api("GET /v1/searches", READERS),
          api("PUT /v1/searches/{name}", READERS),
          api("DELETE /v1/searches/{name}", READERS),
          api("GET /v1/subjects/{subjectId}/report", OFFICERS),
          api("GET /v1/policies", ANY),
          api("GET /v1/policies/{policyId}", ANY),
          api("GET /v1/vocabulary", ANY),
          api("GET /v1/schemas", ANY),
          api("GET /v1/schemas/{kind}", ANY),
          api("GET /v1/status", ANY),
          entry("GET /", PAGE),
          entry("GET /findings", PAGE),
          entry("POST /findings/status", new Rule(Kind.PAGE, OFFICERS)),
          entry("POST /findings/{findingId}/status", new Rule(Kind.PAGE, OFFICERS)),
          entry("POST /search", PAGE),
          entry("GET /findings/{findingId}", PAGE),
          entry("POST /findings/searches", PAGE),
          entry("POST /findings/searches/forget", PAGE),
          entry("GET /trail", PAGE),
          entry("POST /trail", PAGE),
          entry("POST /trail/searches", PAGE),
          entry("POST /trail/searches/forget", PAGE),
          entry("GET /subjects", PAGE),
          entry("POST /subjects", PAGE),
          entry("GET /subjects/{subjectRef}", PAGE),
          entry("GET /subjects/{subjectRef}/report", PAGE),
          entry("POST /subjects/{subjectRef}/report", new Rule(Kind.PAGE, OFFICERS)),
          entry("GET /people", PAGE),
          entry("GET /services", PAGE),
          entry("GET /policies", PAGE),
          entry("GET /policies/{policyId}", PAGE),
          entry("GET /deadlines", PAGE),
          entry("GET /alerts", PAGE),
          entry("POST /alerts/silences", new Rule(Kind.PAGE, OFFICERS)),
          entry("POST /alerts/silences/{silenceId}/end", new Rule(Kind.PAGE, OFFICERS)),
          entry("POST /alerts/receivers/{receiver}/test", new Rule(Kind.PAGE, OFFICERS)),
          entry("POST /alerts/{messageId}/resend", new Rule(Kind.PAGE, OFFICERS)),
          entry("GET /reviews", PAGE),
          entry("GET /reviews/{policyId}/{month}", PAGE),
          entry("POST /reviews/{policyId}/{month}/sign-off", new Rule(Kind.PAGE, OFFICERS)),
          entry("GET /activity", PAGE),
          entry("GET /sign-in", OPEN),
          entry("POST /sign-in", DOOR),
          entry("GET /sign-in/provider", OPEN),
          entry("GET /sign-in/callback", OPEN),
          entry("POST /sign-out", DOOR),
          entry("GET /assets/{name}", OPEN),
          entry("GET /healthz", OPEN),
          entry("GET /readyz", OPEN),
          entry("GET /metrics", OPEN),
          entry("GET /asyncapi.json", OPEN),
          entry("GET /openapi.json", OPEN));

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE");

  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  @TempDir private static Path folder;

  private static AuditApiMain server;
  private static HttpClient client;
  private static final Map<Role, Session> SESSIONS = new EnumMap<>(Role.class);

  private record Session(String cookie, Secret csrf) {}

  private static Map.Entry<String, Rule> api(String call, Set<Role> roles) {
    return entry(call, new Rule(Kind.API, roles));
  }

  @BeforeAll
  static void start() throws Exception {
    server = WiredServer.start(folder);
    client = HttpClient.newHttpClient();
    READERS.forEach(role -> SESSIONS.put(role, signIn(role)));
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  /** Nobody signs in where nothing can be recorded; so the session is begun beside the sign-in. */
  private static Session signIn(Role role) {
    AccessControl auth = server.access();
    String cookie;
    try (TestServer beside =
        new TestServer(
            auth,
            routes ->
                routes.post(
                    "/in",
                    ctx -> auth.sessions().start(ctx, auth.token(ctx.body()).orElseThrow()),
                    AccessControl.OPEN))) {
      cookie =
          beside
              .post(
                  "/in",
                  null,
                  TestServer.TOKENS.get(role).getBytes(UTF_8),
                  "Sec-Fetch-Site",
                  "same-origin")
              .headers()
              .firstValue("Set-Cookie")
              .orElseThrow()
              .split(";", 2)[0];
    }
    Matcher field = CSRF.matcher(form("GET /findings", "", "Cookie", cookie).body());
    assertThat(field.find()).isTrue();
    return new Session(cookie, Secret.of(field.group(1)));
  }

  private static HttpResponse<String> form(String call, String form, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(
        List.of(
            "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin"));
    return send(call, form, all);
  }

  private static HttpResponse<String> send(String call, String body, List<String> headers) {
    String[] parts = call.replaceAll("\\{\\w+}", "none").split(" ", 2);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + parts[1]))
            .method(
                parts[0], body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(UTF_8));
      assertSafe(call, response);
      return response;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(call, e);
    }
  }

  /** What every response has, whoever asks for what. */
  private static void assertSafe(String call, HttpResponse<String> response) {
    Map<String, List<String>> headers = response.headers().map();
    assertThat(headers)
        .as(call)
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("x-frame-options", List.of("DENY"))
        .containsEntry("strict-transport-security", List.of("max-age=31536000"))
        .containsKeys("referrer-policy", "permissions-policy", "cross-origin-opener-policy");
    assertThat(headers.get("content-security-policy"))
        .as(call)
        .singleElement()
        .asString()
        .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action")
        .doesNotContain("unsafe", "script-src", "*");
    if (!call.startsWith("GET /assets/") || response.statusCode() != 200) {
      assertThat(headers).as(call).containsEntry("cache-control", List.of("no-store"));
    }
    if (headers.getOrDefault("content-type", List.of("")).getFirst().startsWith("text/html")) {
      assertThat(response.body())
          .doesNotContain("<script", " style=", "<style")
          .doesNotContainPattern("<[^>]+ on[a-z]+=");
    }
  }

  @Test
  void everyCallHasALineInTheTable() {
    assertThat(new TreeSet<>(server.calls())).isEqualTo(new TreeSet<>(TABLE.keySet()));
  }

  static Set<String> calls() {
    return new TreeSet<>(TABLE.keySet());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aStrangerGetsNoFurtherThanTheDoor(String call) {
    Rule rule = TABLE.get(call);
    for (List<String> headers :
        List.of(List.<String>of(), List.of("Cookie", "__Host-" + BrowserSessions.COOKIE + "=x"))) {
      HttpResponse<String> response = send(call, "", headers);
      switch (rule.kind()) {
        case API -> assertProblem(call, response, 401);
        case PAGE -> assertSentToSignIn(call, response);
        case OPEN -> assertThat(response.statusCode()).as(call).isNotIn(401, 403, 500);
        case DOOR -> assertNobodyIsIn(call, response);
      }
    }
    HttpResponse<String> wrong =
        send(call, "", List.of("Authorization", "Bearer wrong-token-wrong-token"));
    if (rule.kind() == Kind.API || rule.kind() == Kind.PAGE) {
      assertThat(wrong.statusCode()).as(call).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aTokenIsGoodForWhatItsRoleMayDo(String call) {
    Rule rule = TABLE.get(call);
    TestServer.TOKENS.forEach(
        (role, token) -> {
          HttpResponse<String> response =
              send(call, "", List.of("Authorization", "Bearer " + token));
          assertDecided(call + " by the token of " + role, rule, role, response);
        });
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aSessionIsGoodForWhatItsRoleMayDo(String call) {
    Rule rule = TABLE.get(call);
    if (rule.kind() == Kind.DOOR) {
      return; // it would end the session; SignInTest and PageRoutesTest have the whole story
    }
    SESSIONS.forEach(
        (role, session) -> {
          String what = call + " in the session of " + role;
          boolean reads = call.startsWith("GET ");
          String form = reads ? "" : "csrf=" + URLEncoder.encode(session.csrf().reveal(), UTF_8);
          HttpResponse<String> response = form(call, form, "Cookie", session.cookie());
          if (rule.kind() == Kind.API && !reads) {
            assertProblem(what, response, 401);
            return;
          }
          assertDecided(what, rule, role, response);
          if (!reads) {
            for (String forged : List.of("", "csrf=x")) {
              assertThat(form(call, forged, "Cookie", session.cookie()).statusCode())
                  .as(what + " with a forged form")
                  .isEqualTo(403);
            }
            HttpResponse<String> elsewhere =
                send(
                    call,
                    form,
                    List.of(
                        "Cookie",
                        session.cookie(),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Sec-Fetch-Site",
                        "cross-site"));
            assertThat(elsewhere.statusCode()).as(what + " from another site").isEqualTo(403);
          }
        });
  }

  /**
   * A record, or a file, that a page of another host had the browser ask for would be of nobody.
   */
  @ParameterizedTest
  @MethodSource("calls")
  void whatLeavesARecordIsNotAskedForFromElsewhere(String call) {
    Rule rule = TABLE.get(call);
    if (!call.startsWith("GET ")) {
      return; // see aSessionIsGoodForWhatItsRoleMayDo
    }
    Role role = Role.ADMIN;
    String token = "Bearer " + TestServer.TOKENS.get(role);
    String cookie = SESSIONS.get(role).cookie();
    for (String site : List.of("cross-site", "same-site")) {
      HttpResponse<String> inSession =
          send(call, "", List.of("Cookie", cookie, "Sec-Fetch-Site", site));
      switch (rule.kind()) {
        case API -> {
          assertProblem(call, inSession, 403);
          assertProblem(
              call, send(call, "", List.of("Authorization", token, "Sec-Fetch-Site", site)), 403);
        }
        case PAGE -> assertSentToSignIn(call, inSession);
        case OPEN -> assertThat(inSession.statusCode()).as(call).isNotIn(401, 403, 500);
        case DOOR -> throw new AssertionError(call);
      }
    }
    HttpResponse<String> typed =
        send(call, "", List.of("Cookie", cookie, "Sec-Fetch-Site", "none"));
    assertDecided(call, rule, role, typed);
  }

  /**
   * Nobody trusts what a stranger says of where a request comes from, and nobody is let in by it.
   */
  @ParameterizedTest
  @MethodSource("calls")
  void anAddressThatIsMadeUpOpensNothing(String call) {
    Rule rule = TABLE.get(call);
    List<String> madeUp =
        List.of(
            "Forwarded", "for=127.0.0.1;host=audit.example.org;proto=https",
            "X-Forwarded-For", "127.0.0.1",
            "X-Forwarded-Host", "audit.example.org");
    HttpResponse<String> response = send(call, "", madeUp);
    switch (rule.kind()) {
      case API -> assertProblem(call, response, 401);
      case PAGE -> assertSentToSignIn(call, response);
      case OPEN -> assertThat(response.statusCode()).as(call).isNotIn(401, 403, 500);
      case DOOR -> assertNobodyIsIn(call, response);
    }
  }

  /** Every path with every method. */
  static Stream<Arguments> paths() {
    return TABLE.keySet().stream()
        .map(call -> call.split(" ", 2)[1].replaceAll("\\{\\w+}", "none"))
        .distinct()
        .sorted()
        .flatMap(path -> METHODS.stream().map(method -> Arguments.of(method, path)));
  }

  /** The rule of the table for a call; of two that match, that of the path without a parameter. */
  private static Optional<Rule> rule(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    return Optional.ofNullable(TABLE.get(asked + " " + path))
        .or(
            () ->
                TABLE.keySet().stream()
                    .filter(call -> call.startsWith(asked + " "))
                    .filter(
                        call -> (asked + " " + path).matches(call.replaceAll("\\{\\w+}", "[^/]+")))
                    .findFirst()
                    .map(TABLE::get));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aMethodThatIsNotInTheTableIsNobodys(String method, String path) {
    String call = method + " " + path;
    if (rule(method, path).isPresent()) {
      return; // the other tests have it; of HEAD see below
    }
    TreeSet<String> allowed = new TreeSet<>(Set.of("OPTIONS"));
    for (String other : METHODS) {
      rule(other, path).ifPresent(found -> allowed.add(other));
    }
    List<List<String>> everybody = new ArrayList<>();
    everybody.add(List.of());
    TestServer.TOKENS
        .values()
        .forEach(token -> everybody.add(List.of("Authorization", "Bearer " + token)));
    SESSIONS
        .values()
        .forEach(
            session ->
                everybody.add(
                    List.of("Cookie", session.cookie(), "Sec-Fetch-Site", "same-origin")));
    for (List<String> headers : everybody) {
      HttpResponse<String> response = send(call, "", headers);
      assertThat(response.statusCode()).as(call).isEqualTo(method.equals("OPTIONS") ? 204 : 405);
      assertThat(
              new TreeSet<>(List.of(response.headers().firstValue("Allow").orElse("").split(", "))))
          .as(call)
          .isEqualTo(allowed);
      assertThat(response.headers().firstValue("Set-Cookie")).as(call).isEmpty();
    }
  }

  /** It is a GET of which the head alone is sent: it is decided alike, and shows nothing. */
  @ParameterizedTest
  @MethodSource("calls")
  void theHeadIsForThoseWhoMayGetTheWhole(String call) {
    if (!call.startsWith("GET ")) {
      return;
    }
    List<List<String>> everybody = new ArrayList<>();
    everybody.add(List.of());
    TestServer.TOKENS
        .values()
        .forEach(token -> everybody.add(List.of("Authorization", "Bearer " + token)));
    for (List<String> headers : everybody) {
      HttpResponse<String> head = send(call.replaceFirst("GET", "HEAD"), "", headers);
      assertThat(head.statusCode()).as(call).isEqualTo(send(call, "", headers).statusCode());
      assertThat(head.body()).as(call).isEmpty();
    }
  }

  @Test
  void aProducerHasNoSession() {
    HttpResponse<String> refused =
        form("POST /sign-in", "token=" + TestServer.TOKENS.get(Role.PRODUCER));
    assertThat(refused.statusCode()).isIn(403, 429);
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
  }

  /** Errors that are of no call have the headers too: {@link #send} looks at every response. */
  @Test
  void whatIsNoCallIsSafeToo() {
    assertThat(send("GET /nowhere", "", List.of()).statusCode()).isEqualTo(404);
    assertThat(send("DELETE /v1/findings", "", List.of()).statusCode()).isEqualTo(405);
    assertThat(send("OPTIONS /v1/findings", "", List.of()).statusCode()).isEqualTo(204);
    assertThat(send("GET /" + "x".repeat(40_000), "", List.of()).statusCode()).isEqualTo(414);
  }

  private static void assertDecided(
      String what, Rule rule, Role role, HttpResponse<String> response) {
    if (rule.kind() == Kind.DOOR) {
      assertNobodyIsIn(what, response);
    } else if (rule.roles().contains(role)) {
      assertThat(response.statusCode()).as(what).isNotIn(401, 403, 405, 500);
      assertThat(response.headers().firstValue("Location").orElse(""))
          .as(what)
          .doesNotStartWith("/sign-in");
    } else if (rule.kind() == Kind.API) {
      assertProblem(what, response, 403);
    } else {
      assertThat(response.statusCode()).as(what).isEqualTo(403);
      assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    }
  }

  private static void assertProblem(String what, HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(what).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
  }

  private static void assertNobodyIsIn(String what, HttpResponse<String> response) {
    assertThat(response.statusCode())
        .as(what)
        .isIn(303, 401, 429); // as many try in vain as there are lines in the table
    assertThat(response.headers().firstValue("Set-Cookie").orElse(""))
        .as(what)
        .doesNotContain("Max-Age=43200");
  }

  private static void assertSentToSignIn(String what, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(what).isEqualTo(303);
    assertThat(response.headers().firstValue("Location").orElse("")).startsWith("/sign-in");
  }
}
