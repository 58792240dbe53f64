package io.clausewatch.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.deadlines.DeadlinesPage;
import io.clausewatch.findings.FindingPage;
import io.clausewatch.findings.FindingsPage;
import io.clausewatch.http.AccessControl;
import io.clausewatch.http.ApiServer;
import io.clausewatch.http.BearerTokens;
import io.clausewatch.http.BrowserSessions;
import io.clausewatch.http.Caller;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.LogCapture;
import io.clausewatch.http.Problem;
import io.clausewatch.http.Role;
import io.clausewatch.http.ServerFront;
import io.clausewatch.platform.metrics.AppMetrics;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.Samples;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.SampleDocuments;
import io.clausewatch.searches.SavedSearches;
import io.clausewatch.signin.SignInRoutes;
import io.clausewatch.table.MemoryTable;
import io.javalin.http.Context;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRoutesTest {
  private static final String ATTACK = "<script>alert('x')</script>\\\"><img src=x onerror=y>";

  private static PolicyCatalog catalog;
  private static String koreanPolicy;

  private static final AppMetrics METRICS = new AppMetrics("test");

  private static FakeElasticsearch elasticsearch;
  private static ApiServer server;
  private static HttpClient browser;

  private static volatile List<String> findings;
  private static volatile List<String> deadlines;

  /** The justification of the event that was judged; empty while the trail does not have it. */
  private static volatile Optional<String> event;

  private static volatile boolean away;

  @BeforeAll
  static void start() throws Exception {
    Path folder = Path.of("policies");
    catalog = PolicyCatalog.load(Files.isDirectory(folder) ? folder : Path.of("../policies"));
    koreanPolicy =
        catalog.policies().stream()
            .filter(policy -> policy.language().equals("ko"))
            .findFirst()
            .orElseThrow()
            .policyId();
    elasticsearch = new FakeElasticsearch(PageRoutesTest::answer);
    AccessControl auth =
        new AccessControl(
            BearerTokens.of(
                Map.of(
                    "officer-token", new Caller("officer", Role.OFFICER),
                    "producer-token", new Caller("producer", Role.PRODUCER))),
            new BrowserSessions(InstantSource.system()));
    TestActivity acts = new TestActivity(auth::caller, PageRoutesTest::hashed);
    server =
        ApiServer.start(
            "127.0.0.1",
            0,
            ServerFront.NONE,
            auth,
            METRICS,
            List.of(
                acts.recorder(),
                new SignInRoutes(auth, Optional.empty(), acts.signIns(), InstantSource.system()),
                new PageRoutes(
                    auth,
                    acts.recorder(),
                    List.of(
                        new FindingsPage(elasticsearch.searcher(), null, savedSearches(), catalog),
                        new FindingPage(
                            elasticsearch.searcher(),
                            null,
                            catalog,
                            new DataSubjects(PageRoutesTest::hashed),
                            id -> List.of()),
                        new DeadlinesPage(elasticsearch.searcher(), catalog),
                        places ->
                            places.get("/broken", KnownParameters.NONE, PageRoutesTest::breakDown)),
                    ZoneId.of("Asia/Seoul")),
                routes -> routes.get("/v1/refused", PageRoutesTest::refuse, AccessControl.OPEN)));
    browser = HttpClient.newHttpClient();
  }

  private static void breakDown(PageRequest request) {
    throw new IllegalStateException("person-4711");
  }

  private static void refuse(Context ctx) {
    throw Problem.unavailable("It is away.", Duration.ofSeconds(5)).exception();
  }

  private static SavedSearches savedSearches() {
    return new SavedSearches(new MemoryTable<>(), refs -> false, InstantSource.system());
  }

  private static String hashed(String id) {
    return "ref-of-" + id.length();
  }

  private static FakeElasticsearch.Answer answer(FakeElasticsearch.Asked asked) {
    if (away) {
      return FakeElasticsearch.error(503, "cluster_block_exception");
    }
    if (asked.path().startsWith("/deadlines")) {
      return FakeElasticsearch.hits(deadlines.size(), deadlines);
    }
    if (asked.path().startsWith("/trail")) {
      List<String> events = event.stream().map(PageRoutesTest::entry).toList();
      return FakeElasticsearch.hits(events.size(), events);
    }
    return FakeElasticsearch.hits(findings.size(), findings);
  }

  private static String entry(String justification) {
    Disclosure disclosure = Samples.disclosure();
    disclosure.setJustification(justification);
    return SampleDocuments.json(TrailDocument.of(Samples.entry("t1", 1, disclosure)));
  }

  @BeforeEach
  void oneFinding() {
    findings = List.of(finding("f1", "A title"));
    deadlines = List.of(deadline("A deadline"));
    event = Optional.empty();
    away = false;
    elasticsearch.forget();
  }

  @AfterAll
  static void stop() {
    server.close();
    elasticsearch.close();
    METRICS.close();
  }

  private static String finding(String id, String title) {
    return """
    {"findingId":"%s","revision":1,"version":1,"status":"OPEN","severity":"CRITICAL","policyId":"%s","policyVersion":"1",
     "clauseId":"ABC-LE","section":"제3자 제공","quote":"영장에 따라","translation":"By warrant","title":"%s",
     "explanation":"It went there.","localExplanation":"영장 없이 제공되었습니다.","revisedBecause":"consent c1 arrived late","eventId":"e1","eventKind":"disclosure","occurredAt":"2026-01-02T03:04:05Z",
     "detectedAt":"2026-01-02T03:04:06Z","revisedAt":"2026-01-02T03:04:06Z","retroactive":false,
     "subjectRef":"0123","actorId":"kim","service":"crm","recipientId":"police","recipientKind":"LAW_ENFORCEMENT",
     "purpose":"legal-compliance","dataCategories":["name"],"evidence":[]}
    """
        .formatted(id, koreanPolicy, title);
  }

  private static String deadline(String title) {
    return """
    {"deadlineId":"d1","status":"RUNNING","severity":"HIGH","policyId":"a-policy","clauseId":"ABC-RET",
     "title":"%1$s","items":["%1$s"],"eventId":"e1","service":"crm","dueAt":"2026-02-03T04:05:06Z"}
    """
        .formatted(title);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return browser.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).header("Authorization", "Bearer officer-token"));
  }

  /** As a browser goes to an address. */
  private HttpResponse<String> navigate(String path, String language) throws Exception {
    return send(
        request(path)
            .header("Authorization", "Bearer officer-token")
            .header("Sec-Fetch-Dest", "document")
            .header("Accept-Language", language));
  }

  private HttpRequest.Builder form(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Sec-Fetch-Site", "same-origin")
        .POST(BodyPublishers.ofString(body));
  }

  private static String location(HttpResponse<?> response) {
    return response.headers().firstValue("Location").orElse("");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void oneSignsInAndOut() throws Exception {
    HttpResponse<String> stranger = send(request("/findings?severity=HIGH"));
    assertThat(stranger.statusCode()).isEqualTo(303);
    assertThat(location(stranger)).isEqualTo("/sign-in?next=%2Ffindings%3Fseverity%3DHIGH");

    HttpResponse<String> signIn = send(request(location(stranger)));
    assertThat(signIn.statusCode()).isEqualTo(200);
    assertThat(signIn.body()).contains("value=\"/findings?severity=HIGH\"");

    HttpResponse<String> signedIn =
        send(
            form(
                "/sign-in",
                Map.of("token", " officer-token\n", "next", "/findings?severity=HIGH")));
    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(location(signedIn)).isEqualTo("/findings?severity=HIGH");
    String cookie = header(signedIn, "Set-Cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain("officer-token");
    String session = cookie.replaceAll(";.*", "");
    HttpResponse<String> list = send(request("/findings").header("Cookie", session));
    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body()).contains("Signed in as <b>officer</b>");

    for (String path : List.of("/search", "/sign-out")) {
      HttpResponse<String> forged = send(form(path, Map.of()).header("Cookie", session));
      assertThat(forged.statusCode()).isEqualTo(403);
      assertThat(forged.body()).contains("This form is of an earlier session");
    }
    Map<String, String> fields = Map.of("csrf", csrf(list, "/search"), "q", "police");
    assertThat(location(send(form("/search", fields).header("Cookie", session))))
        .isEqualTo("/findings?q=police");
    fields = Map.of("csrf", csrf(list, "/sign-out"));
    assertThat(send(form("/sign-out", fields).header("Cookie", session)).statusCode())
        .isEqualTo(303);
    assertThat(send(request("/findings").header("Cookie", session)).statusCode()).isEqualTo(303);
  }

  /** The hidden field of a form of this page. */
  private static String csrf(HttpResponse<String> page, String action) {
    Matcher field =
        Pattern.compile(
                "action=\"%s\"[^>]*>\\s*<input type=\"hidden\" name=\"csrf\" value=\"([^\"]+)\""
                    .formatted(action))
            .matcher(page.body());
    assertThat(field.find()).as(action).isTrue();
    return field.group(1);
  }

  @Test
  void whoComesByALinkFromElsewhereIsAskedAgain() throws Exception {
    HttpResponse<String> mailed =
        send(request("/sign-in?next=/findings/f1").header("Sec-Fetch-Site", "cross-site"));
    assertThat(mailed.statusCode()).isEqualTo(200);
    assertThat(header(mailed, "Refresh")).isEqualTo("0; url=/findings/f1");
    HttpResponse<String> evil =
        send(request("/sign-in?next=//evil.example").header("Sec-Fetch-Site", "cross-site"));
    assertThat(header(evil, "Refresh")).isEqualTo("0; url=/");
  }

  @Test
  void notEveryTokenMayRead() throws Exception {
    HttpResponse<String> unknown = send(form("/sign-in", Map.of("token", "nonsense")));
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).contains("This token is not known").doesNotContain("nonsense");
    HttpResponse<String> producer = send(form("/sign-in", Map.of("token", "producer-token")));
    assertThat(producer.statusCode()).isEqualTo(403);
    assertThat(producer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(
            send(request("/findings").header("Authorization", "Bearer producer-token"))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void whoComesToAnAddressThatThereIsNotReadsSo() throws Exception {
    for (String path : List.of("/nowhere", "/v1/nowhere", "/assets/nowhere.css")) {
      assertThat(header(get(path), "Content-Type")).as(path).isEqualTo("application/problem+json");
    }
    HttpResponse<String> page = navigate("/nowhere", "en");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(header(page, "Content-Type")).startsWith("text/html");
    assertThat(header(page, "Content-Security-Policy")).contains("default-src 'none'");
    assertThat(page.body())
        .contains("<h1>There is no such page", "Signed in as <b>officer</b>", "href=\"/\"");
    assertThat(navigate("/nowhere", "ko").body()).contains("<h1>없는 화면입니다");
    HttpResponse<String> chosen = navigate("/nowhere?a=b&language=ko", "en");
    assertThat(chosen.statusCode()).isEqualTo(303);
    assertThat(location(chosen)).isEqualTo("/nowhere?a=b");
    assertThat(header(chosen, "Set-Cookie")).startsWith("clausewatch_language=ko;");
    for (String path : List.of("//evil.example", "/%2Fevil.example", "/v1/refused")) {
      assertThat(location(navigate(path + "?language=ko", "en"))).as(path).isIn("", "/");
    }
    HttpResponse<String> stranger = send(request("/nowhere").header("Sec-Fetch-Dest", "document"));
    assertThat(stranger.statusCode()).isEqualTo(404);
    assertThat(stranger.body())
        .contains("<h1>There is no such page")
        .doesNotContain("Signed in as");
  }

  @Test
  void whatIsRefusedOutsideOfThePagesIsReadAsAPage() throws Exception {
    HttpResponse<String> form = navigate("/search", "en");
    assertThat(form.statusCode()).isEqualTo(405);
    assertThat(header(form, "Allow")).startsWith("POST");
    assertThat(form.body()).contains("<h1>Method Not Allowed", "This path takes POST");

    assertThat(get("/v1/refused").body()).startsWith("{\"type\":");
    HttpResponse<String> api = navigate("/v1/refused", "en");
    assertThat(api.statusCode()).isEqualTo(503);
    assertThat(header(api, "Retry-After")).isEqualTo("5");
    assertThat(api.body()).contains("<h1>Service Unavailable", "It is away.");
  }

  @Test
  void aPageThatFailsSaysSoAndWhereTheLogHasMore() throws Exception {
    try (LogCapture log = new LogCapture()) {
      HttpResponse<String> page = navigate("/broken", "en");
      assertThat(page.statusCode()).isEqualTo(500);
      Matcher reference =
          Pattern.compile("(?s)<h1>Something went wrong on our side.* reference ([0-9a-f]{16})\\.")
              .matcher(page.body());
      assertThat(reference.find()).as(page.body()).isTrue();
      assertThat(log.text()).contains(reference.group(1)).doesNotContain("4711");
      assertThat(page.body()).contains("Signed in as <b>officer</b>").doesNotContain("4711");
      assertThat(navigate("/broken", "ko").body()).contains("<h1>서버에 오류가 발생했습니다");
    }
  }

  @Test
  void anotherSiteCannotSignAnybodyIn() throws Exception {
    HttpResponse<String> response =
        send(
            form("/sign-in", Map.of("token", "officer-token"))
                .setHeader("Sec-Fetch-Site", "cross-site"));
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:x",
        "/%2Fevil.example",
        "/v1/findings/export?reason=x",
        "/sign-out",
        "/x?\r\nSet-Cookie:x",
        "/?q=\tx"
      })
  void signingInLeadsToPagesOfOursAlone(String next) throws Exception {
    HttpResponse<String> response =
        send(form("/sign-in", Map.of("token", "officer-token", "next", next)));
    assertThat(location(response)).isEqualTo("/");
  }

  @Test
  void theIdOfADataSubjectGetsIntoNoUrlAndNoLog() throws Exception {
    try (LogCapture log = new LogCapture()) {
      HttpResponse<String> searched =
          send(
              form("/search", Map.of("subjectId", "person-4711", "status", "OPEN", "q", ""))
                  .header("Authorization", "Bearer officer-token"));
      assertThat(searched.statusCode()).isEqualTo(303);
      assertThat(location(searched)).isEqualTo("/findings?status=OPEN&subjectRef=ref-of-11");

      HttpResponse<String> followed = get("/findings?subjectId=person-4711");
      assertThat(location(followed)).isEqualTo("/findings?subjectRef=ref-of-11");
      HttpResponse<String> stranger = send(request("/findings?subjectId=person-4711&q=a"));
      assertThat(location(stranger)).isEqualTo("/sign-in?next=%2Ffindings%3Fq%3Da");

      HttpResponse<String> list = get("/findings?subjectRef=ref-of-11");
      assertThat(list.body()).contains("Data subject: ref-of-11");
      assertThat(log.text()).doesNotContain("4711");
    }
  }

  @Test
  void theListShowsOpenFindingsWithAllThatTellsThemApart() throws Exception {
    HttpResponse<String> list = get("/findings");
    assertThat(list.body())
        .contains(
            "href=\"/findings/f1\"",
            "A title",
            "ABC-LE",
            "Law enforcement",
            "<time datetime=\"2026-01-02T03:04:05Z\">2 Jan 2026 <span"
                + " class=\"clock\">12:04:05</span>",
            "Times are those of Asia/Seoul.");
    assertThat(elasticsearch.asked().getFirst().body().at("/query/bool/filter").toString())
        .isEqualTo("[{\"terms\":{\"status\":[\"OPEN\"]}}]");
  }

  @Test
  void aFindingAboutNobodyInParticularNamesNoDataSubject() throws Exception {
    String nobody = hashed(ReservedNames.NOBODY);
    assertThat(get("/findings/f1").body()).contains("/findings?status=ANY&amp;subjectRef=0123");
    findings = List.of(finding("f1", "A title").replace("\"0123\"", "\"" + nobody + "\""));
    assertThat(get("/findings/f1").body()).doesNotContain(nobody);
  }

  @Test
  void theDeadlinesThatRunSayWhatIsToBeDoneAndUntilWhen() throws Exception {
    assertThat(get("/findings").body()).contains("href=\"/deadlines\"", ">Deadlines</a>");
    deadlines = List.of(deadline("Destroy it"));
    HttpResponse<String> list = get("/deadlines?policyId=a-policy");
    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body())
        .contains(
            "Destroy it",
            "ABC-RET",
            "a-policy",
            "<time datetime=\"2026-02-03T04:05:06Z\">3 Feb 2026",
            "1 deadline,");
    assertThat(elasticsearch.lastBody().at("/query/bool/filter").toString())
        .isEqualTo(
            "[{\"terms\":{\"status\":[\"RUNNING\"]}},{\"terms\":{\"policyId\":[\"a-policy\"]}}]");
    assertThat(elasticsearch.lastBody().path("size").asInt()).isEqualTo(51);

    deadlines = List.of();
    assertThat(get("/deadlines").body()).contains("Nothing falls due");
    assertThat(location(get("/deadlines?subjectId=person-4711")))
        .isEqualTo("/deadlines?subjectRef=ref-of-11");
    assertThat(location(send(request("/deadlines")))).isEqualTo("/sign-in?next=%2Fdeadlines");
  }

  @Test
  void allThatIsFoundIsExportedFromTheNextPageToo() throws Exception {
    findings = Collections.nCopies(51, finding("f1", "A title"));
    String next =
        get("/findings").body().replaceAll("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1");
    assertThat(next).startsWith("/findings?cursor=");
    assertThat(get(next).body())
        .contains("← Newest", "action=\"/v1/findings/export\"")
        .doesNotContain("name=\"cursor\"");
  }

  @Test
  void theDeadlinesGoOnOnTheNextPage() throws Exception {
    deadlines = Collections.nCopies(51, deadline("Destroy it"));
    String first = get("/deadlines").body();
    assertThat(first).contains("rel=\"next\"").doesNotContain("← First");
    String next = first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1");
    assertThat(get(next).body()).contains("← First");
  }

  @Test
  void aFindingQuotesTheClauseInItsOwnLanguage() throws Exception {
    event = Optional.of("asked by telephone");
    HttpResponse<String> page = get("/findings/f1");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains(
            "<p class=\"quote\" lang=\"ko\">영장에 따라</p>",
            "lang=\"en\"",
            "By warrant",
            "<p class=\"explanation\" lang=\"en\">It went there.</p>",
            "<p class=\"explanation muted\" lang=\"ko\">영장 없이 제공되었습니다.</p>",
            "this came late: consent c1 arrived late.</p>",
            "It was judged by the event alone",
            "<dt>Instrument</dt>",
            "<h3>Recipient</h3>");
  }

  @Test
  void koreansReadTheHeadlineInKoreanWhereThereIsOne() throws Exception {
    findings = List.of(finding("f2", "Untranslated"), withLocalTitle(finding("f1", "A headline")));
    deadlines = List.of(withLocalTitle(deadline("A headline").replace("a-policy", koreanPolicy)));
    for (String path : List.of("/findings", "/deadlines", "/findings/f2")) {
      assertThat(korean(path)).as(path).contains("영장 없는 제공");
      assertThat(get(path).body()).as(path).contains("A headline").doesNotContain("영장 없는 제공");
    }
    assertThat(korean("/findings")).contains("Untranslated").doesNotContain("A headline");
    assertThat(korean("/findings/f2"))
        .contains("<title>Untranslated · Clausewatch</title>", "<h1>Untranslated\n</h1>")
        .doesNotContain("A headline");

    findings = List.of(withLocalTitle(finding("f1", "A headline")));
    assertThat(korean("/findings/f1"))
        .contains("<title>영장 없는 제공 · Clausewatch</title>", "<h1>영장 없는 제공\n</h1>")
        .doesNotContain("A headline");
    assertThat(get("/findings/f1").body())
        .contains("<title>A headline · Clausewatch</title>", "<h1>A headline\n</h1>");
  }

  @Test
  void theHeadlineThatIsReadHasMarksAndTheOtherIsShownBesideItWhereItAloneHasSome()
      throws Exception {
    findings = List.of(withLocalTitle(finding("f1", "A headline")));
    assertThat(korean("/findings?q=" + URLEncoder.encode("없는", UTF_8)))
        .contains("영장 <mark>없는</mark> 제공")
        .doesNotContain("headline");
    assertThat(korean("/findings?q=headline")).contains("영장 없는 제공", "A <mark>headline</mark>");
    assertThat(get("/findings?q=headline").body())
        .containsOnlyOnce("<mark>headline</mark>")
        .doesNotContain("영장 없는 제공");
  }

  private static String withLocalTitle(String document) {
    return document.replace("\"title\":", "\"localTitle\":\"영장 없는 제공\",\"title\":");
  }

  private String korean(String path) throws Exception {
    return send(request(path)
            .header("Authorization", "Bearer officer-token")
            .header("Accept-Language", "ko"))
        .body();
  }

  @Test
  void whatIsInAFindingIsTextAndNothingElse() throws Exception {
    findings = List.of(finding("f1", ATTACK));
    event = Optional.of(ATTACK);
    deadlines = List.of(deadline(ATTACK));
    for (String path : List.of("/findings", "/findings/f1", "/deadlines")) {
      assertThat(get(path).body())
          .contains("&lt;script&gt;alert(")
          .doesNotContain("<script", "<img src=x");
    }
    String typed = URLEncoder.encode("\"><script>alert(1)</script>", UTF_8);
    for (String path :
        List.of(
            "/findings?q=" + typed,
            "/findings?actorId=" + typed,
            "/findings?severity=" + typed,
            "/findings?" + typed + "=1",
            "/deadlines?days=" + typed)) {
      assertThat(get(path).body()).contains("&lt;script").doesNotContain("<script");
    }
    assertThat(send(request("/sign-in?next=/%3F" + typed)).body()).doesNotContain("<script");
  }

  @Test
  void nothingMayRunOrComeFromElsewhere() throws Exception {
    for (String path :
        List.of("/findings", "/findings/f1", "/deadlines", "/sign-in", "/findings?severity=NONE")) {
      HttpResponse<String> page = get(path);
      assertThat(header(page, "Content-Security-Policy"))
          .isEqualTo(
              "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                  + " base-uri 'none'; frame-ancestors 'none'");
      assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
      assertThat(header(page, "Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
      assertThat(page.body())
          .doesNotContain("style=", "<script", "onclick", "src=\"http", "href=\"http");
    }
  }

  @Test
  void theStyleSheetIsKeptForEver() throws Exception {
    String css =
        get("/findings").body().replaceAll("(?s).*href=\"(/assets/[^\"]+\\.css)\".*", "$1");
    HttpResponse<String> response = send(request(css));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).startsWith("text/css;");
    assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(send(request("/assets/clausewatch-000000000000.css")).statusCode()).isEqualTo(404);
  }

  @Test
  void anEmptyListSaysWhy() throws Exception {
    findings = List.of();
    assertThat(get("/findings").body()).contains("Nothing is open");
    assertThat(get("/findings?q=zzz").body()).contains("Nothing matches");
    assertThat(get("/findings?status=RETRACTED").body()).contains("There are no findings");
  }

  @Test
  void faultsHavePagesToo() throws Exception {
    HttpResponse<String> faulty = get("/findings?severity=NONE&from=yesterday");
    assertThat(faulty.statusCode()).isEqualTo(400);
    assertThat(faulty.body()).contains("severity: expected", "from: expected");

    findings = List.of();
    HttpResponse<String> unknown = get("/findings/nope");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("There is no such finding");

    away = true;
    HttpResponse<String> away = get("/findings?policyId=p");
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(header(away, "Retry-After")).isEqualTo("10");
    assertThat(away.body()).contains("The search index is away", "href=\"/findings?policyId=p\"");
  }

  @ParameterizedTest
  @CsvSource({"severity, -severity", "occurredAt, occurredAt"})
  void aColumnIsSortedByItsHead(String field, String sort) throws Exception {
    assertThat(get("/findings?policyId=p").body())
        .contains("href=\"/findings?policyId=p&amp;sort=" + sort + "\"");
    assertThat(get("/findings?sort=" + field).body()).contains("aria-sort=\"ascending\"");
  }

  /** Which is refused as a page of ours, so that nobody is left with a list that says too much. */
  @ParameterizedTest
  @CsvSource({
    "/findings?limt=1, limt: expected a known parameter such as limit",
    "/findings?from=2026-01-01&from=2026-01-02, from: expected one value",
    "/findings?actorId=%20kim, actorId: expected no blanks at its ends",
    "/findings?subjectId=kim%20, subjectId: expected no blanks at its ends",
    "/findings?limit=x, limit: expected a whole number",
    "/findings?subjectId=, subjectId: expected a value",
    "/findings?subjectId, subjectId: expected a value",
    "/findings?policyId=%C2%A0, policyId: expected a value",
    "/deadlines?dayz=, dayz: expected a value",
    "/findings/f1?x, x: expected a value",
    "/findings?from=2026-11-21&to=2026-11-20, to: expected a day not before from",
    "/findings?to=%2B999999999-12-31, to: expected a date such as",
    "/findings?from=-999999999-01-01, from: expected a date such as",
    "/findings/f1?x=1, x: expected one of done",
    "/findings/f1?done=1&done=1, done: expected one value",
    "/deadlines?day=7, day: expected a known parameter such as days"
  })
  void whatIsNotRightIsNamedOnThePage(String path, String fault) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(response.body()).contains(fault);
  }

  @ParameterizedTest
  @CsvSource({
    "/search, q=100%, q: expected percent-encoded UTF-8",
    "/search, subjectId=%C0%AF, subjectId: expected percent-encoded UTF-8",
    "/search, limt=1, limt: expected a known parameter such as limit",
    "/search, q=a&limt=, limt: expected a value",
    "/findings/f1/status, note=a&notes=, notes: expected a value",
    "/search?x=1, q=a, x: expected no parameter",
    "/findings/f1/status, notes=a, notes: expected a known parameter such as note",
    "/findings/status, note=a&note=b, note: expected one value",
    "/findings/searches/forget, name=%zz, name: expected percent-encoded UTF-8",
    "/sign-in, token=%zz, token: expected percent-encoded UTF-8",
    "/sign-in, tokn=a, tokn: expected a known parameter such as token",
    "/sign-out, x=1, x: expected no parameter"
  })
  void aFormThatIsNotRightDoesNothing(String path, String body, String fault) throws Exception {
    HttpResponse<String> response =
        send(
            request(path)
                .header("Authorization", "Bearer officer-token")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header("Sec-Fetch-Dest", "document")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(response.body()).contains(fault);
  }
}
