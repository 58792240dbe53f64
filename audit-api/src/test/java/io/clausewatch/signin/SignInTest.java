package io.clausewatch.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.clausewatch.http.AccessControl;
import io.clausewatch.http.BearerTokens;
import io.clausewatch.http.BrowserSessions;
import io.clausewatch.http.Caller;
import io.clausewatch.http.LogCapture;
import io.clausewatch.http.Problem;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.recording.TestActivity;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import no.nav.security.mock.oauth2.http.Ssl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sign-in with a real OIDC server, from the first click to the last. */
class SignInTest {

  private static final String PUBLIC_URL = "https://audit.example.org";
  private static final String SESSION = "__Host-" + BrowserSessions.COOKIE;
  private static final String ATTEMPT = "__Host-clausewatch_sign_in";
  private static final String CLIENT = "clausewatch-page";
  private static final String AUDIENCE = "clausewatch-api";
  private static final Map<String, Object> OFFICER =
      Map.of("preferred_username", "kim@example.org", "groups", List.of("staff", "privacy office"));

  private static TestProvider provider;
  private static HttpClient client;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final TestActivity acts = new TestActivity();
  private TestServer server;
  private Browser browser;

  @TempDir private Path folder;

  @BeforeAll
  static void startProvider() throws Exception {
    provider = new TestProvider(0, Optional.empty());
    client = HttpClient.newHttpClient();
    // Its first answer takes longer than ours wait, on a slow machine.
    URI discovery = URI.create(provider.issuer() + "/.well-known/openid-configuration");
    client.send(HttpRequest.newBuilder(discovery).build(), BodyHandlers.discarding());
  }

  @AfterAll
  static void stopProvider() {
    client.close();
    provider.close();
  }

  @BeforeEach
  void start() {
    serve(provider.issuer(), TestServer.localTokens());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void serve(String issuer, BearerTokens tokens, String... more) {
    if (server != null) {
      server.close();
    }
    Map<String, String> environment = new HashMap<>();
    environment.put("CLAUSEWATCH_PUBLIC_URL", PUBLIC_URL);
    environment.put("CLAUSEWATCH_OIDC_ISSUER", issuer);
    environment.put("CLAUSEWATCH_OIDC_NAME", "Acme <Co>");
    environment.put("CLAUSEWATCH_OIDC_CLIENT_ID", CLIENT);
    environment.put("CLAUSEWATCH_OIDC_CLIENT_SECRET", "the-client-secret");
    environment.put("CLAUSEWATCH_OIDC_ROLES_CLAIM", "groups");
    environment.put("CLAUSEWATCH_OIDC_ROLES", "privacy office=officer, shop=producer");
    environment.put("CLAUSEWATCH_OIDC_AUDIENCE", AUDIENCE);
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    IdentityProvider known =
        new IdentityProvider(
            SettingsReader.read(environment, OidcSettings::from).orElseThrow(), now::get);
    AccessControl auth =
        new AccessControl(tokens, new BrowserSessions(now::get, true), Optional.of(known::caller));
    server =
        new TestServer(
            auth,
            new SignInRoutes(auth, Optional.of(known), acts.signIns(), now::get),
            routes -> {
              routes.get(
                  "/who",
                  ctx ->
                      ctx.result(
                          auth.find(ctx).map(Caller::name).orElse("nobody")
                              + " "
                              + BrowserSessions.csrf(ctx).orElse("")),
                  AccessControl.OPEN);
              routes.get("/v1/officers", ctx -> ctx.result("in"), Role.OFFICER);
              routes.post("/v1/officers", ctx -> ctx.result("in"), Role.OFFICER);
              routes.get("/v1/auditors", ctx -> ctx.result("in"), Role.AUDITOR);
            });
    browser = new Browser(server);
  }

  /** Leaves for the provider; what the provider is asked. */
  private Map<String, String> leave(String next) {
    HttpResponse<String> leaving = browser.get("/sign-in/provider?next=" + next);
    assertThat(leaving.statusCode()).isEqualTo(303);
    Map<String, String> asked = query(URI.create(header(leaving, "Location")));
    asked.put("url", header(leaving, "Location"));
    return asked;
  }

  /** What the provider sends the browser back with. */
  private static Map<String, String> atProvider(Map<String, String> asked) {
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(asked.get("url"))).build(),
              BodyHandlers.ofString());
      String location = header(answer, "Location");
      assertThat(location).startsWith(PUBLIC_URL + "/sign-in/callback?");
      return query(URI.create(location));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> comeBack(Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
            .collect(Collectors.joining("&"));
    return browser.get("/sign-in/callback?" + query, "Sec-Fetch-Site", "cross-site");
  }

  private HttpResponse<String> signIn(Map<String, Object> person) {
    provider.nextPerson(person);
    return comeBack(atProvider(leave("/who")));
  }

  private static Map<String, String> query(URI uri) {
    return Arrays.stream(uri.getRawQuery().split("&", -1))
        .map(parameter -> parameter.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair -> URLDecoder.decode(pair[1], UTF_8),
                (one, other) -> one,
                HashMap::new));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String cookie(HttpResponse<?> response, String name) {
    return response.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .findFirst()
        .orElse("");
  }

  private String who() {
    return browser.get("/who").body().split(" ", 2)[0];
  }

  private void assertNobodyIsIn(HttpResponse<String> response, int status, String words) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(header(response, "Content-Type")).startsWith("text/html");
    assertThat(response.body()).contains(words, "href=\"/sign-in\"");
    assertThat(cookie(response, SESSION)).isEmpty();
    assertThat(who()).isEqualTo("nobody");
  }

  @Test
  void oneSignsInAndOut() {
    HttpResponse<String> form = browser.get("/sign-in?next=/who");
    assertThat(form.body())
        .contains(
            "<a class=\"button\" href=\"/sign-in/provider?next=%2Fwho\">Sign in with Acme"
                + " &lt;Co&gt;",
            "name=\"token\"");

    provider.nextPerson(OFFICER);
    Map<String, String> asked = leave("/who");
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("scope", "openid profile email")
        .containsEntry("client_id", CLIENT)
        .containsEntry("redirect_uri", PUBLIC_URL + "/sign-in/callback")
        .containsEntry("code_challenge_method", "S256")
        .containsKeys("state", "nonce", "code_challenge");
    String attempt = browser.cookies().get(ATTEMPT);
    assertThat(attempt).startsWith(asked.get("state") + "." + asked.get("nonce") + ".");
    assertThat(asked.get("url")).doesNotContain(attempt.split("\\.", -1)[2]);

    HttpResponse<String> back = comeBack(atProvider(asked));
    assertThat(back.statusCode()).isEqualTo(200);
    assertThat(header(back, "Refresh")).isEqualTo("0; url=/who");
    assertThat(back.body()).contains("You are signed in", "href=\"/who\"");
    assertThat(cookie(back, SESSION))
        .contains("HttpOnly", "SameSite=Strict", "Secure", "Path=/", "Max-Age=43200");
    assertThat(browser.cookies()).containsOnlyKeys(SESSION);
    assertThat(who()).isEqualTo("kim@example.org");
    assertThat(browser.get("/v1/officers").statusCode()).isEqualTo(200);
    assertThat(browser.get("/v1/auditors").statusCode()).isEqualTo(403);
    assertThat(browser.post("/v1/officers", Map.of()).statusCode()).isEqualTo(401);

    assertThat(browser.post("/sign-out", Map.of("csrf", "x")).statusCode()).isEqualTo(403);
    assertThat(who()).isEqualTo("kim@example.org");
    String csrf = browser.get("/who").body().split(" ", 2)[1];
    HttpResponse<String> out = browser.post("/sign-out", Map.of("csrf", csrf));
    assertThat(out.statusCode()).isEqualTo(200);
    URI onward = URI.create(header(out, "Refresh").replace("0; url=", ""));
    assertThat(onward.toString()).startsWith(provider.issuer() + "/endsession?");
    assertThat(query(onward))
        .containsEntry("post_logout_redirect_uri", PUBLIC_URL + "/sign-in")
        .containsKey("id_token_hint");
    assertThat(browser.cookies()).isEmpty();
    assertThat(who()).isEqualTo("nobody");
  }

  private List<String> trials() {
    return acts.recorded().stream()
        .map(
            act ->
                act.getEventId().replaceFirst("-[0-9a-f]{8}-.*", "")
                    + " "
                    + act.getActor().getId()
                    + " "
                    + act.getActor().getSourceIp()
                    + " "
                    + act.getDataCategories())
        .toList();
  }

  @Test
  void everyTrialIsAnActAndALineWithoutAToken() {
    String wrong = "a-token-that-nobody-knows";
    try (LogCapture log = new LogCapture()) {
      provider.nextPerson(OFFICER);
      comeBack(atProvider(leave("/who")));
      String csrf = browser.get("/who").body().split(" ", 2)[1];
      browser.post("/sign-out", Map.of("csrf", csrf));
      signIn(Map.of("groups", "shop", "sub", "till"));
      browser.post("/sign-in", Map.of("token", wrong));
      browser.post("/sign-in", Map.of("token", TestServer.TOKENS.get(Role.AUDITOR)));
      await()
          .untilAsserted(
              () ->
                  assertThat(trials())
                      .containsExactlyInAnyOrder(
                          "sign-in kim@example.org 127.0.0.1 [login-record]",
                          "sign-out kim@example.org 127.0.0.1 [login-record]",
                          "sign-in-refused till 127.0.0.1 [login-record]",
                          "sign-in-refused (unknown) 127.0.0.1 [login-record]",
                          "sign-in auditor 127.0.0.1 [login-record]"));
      assertThat(log.text())
          .contains("sign-in: kim@example.org from 127.0.0.1")
          .contains("sign-out: kim@example.org from 127.0.0.1")
          .contains("sign-in-refused: till from 127.0.0.1 (role)")
          .contains("sign-in-refused: (unknown) from 127.0.0.1 (unknown)")
          .contains("sign-in: auditor from 127.0.0.1")
          .doesNotContain(wrong)
          .doesNotContain(TestServer.TOKENS.get(Role.AUDITOR));
    }
  }

  @Test
  void whoFailsAgainAndAgainWaitsLongerAndKeepsNobodyOut() {
    Map<String, String> wrong = Map.of("token", "a-token-that-nobody-knows");
    for (int i = 0; i < SignInThrottle.FREE; i++) {
      assertThat(browser.post("/sign-in", wrong).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> tooSoon = browser.post("/sign-in", wrong);
    assertThat(tooSoon.statusCode()).isEqualTo(429);
    assertThat(header(tooSoon, "Retry-After")).isEqualTo("1");
    assertThat(tooSoon.body()).contains("Try again in a second");
    now.updateAndGet(time -> time.plusSeconds(1));
    assertThat(browser.post("/sign-in", wrong).statusCode()).isEqualTo(401);
    assertThat(header(browser.post("/sign-in", wrong), "Retry-After")).isEqualTo("2");
    assertThat(signIn(Map.of()).statusCode()).isEqualTo(429);
    String officer = TestServer.TOKENS.get(Role.OFFICER);
    assertThat(browser.post("/sign-in", Map.of("token", officer)).statusCode()).isEqualTo(303);
    await()
        .untilAsserted(
            () ->
                assertThat(trials())
                    .contains("sign-in-throttled (unknown) 127.0.0.1 [login-record]"));
  }

  @Test
  void whatCannotBeRecordedSignsNobodyIn() {
    acts.goAway();
    String officer = TestServer.TOKENS.get(Role.OFFICER);
    HttpResponse<String> refused = browser.post("/sign-in", Map.of("token", officer));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void cookiesThatLeaveWithTheBrowserAreShortLivedAndComeBackFromAnotherSite() {
    HttpResponse<String> leaving = browser.get("/sign-in/provider");
    assertThat(cookie(leaving, ATTEMPT))
        .contains("HttpOnly", "SameSite=Lax", "Secure", "Max-Age=600");
    assertThat(header(leaving, "Strict-Transport-Security")).isEqualTo("max-age=31536000");
  }

  @Test
  void whoHasNoRoleOrNotOneForThePageIsToldSo() {
    HttpResponse<String> none = signIn(Map.of("groups", List.of("staff"), "email", "x@y"));
    assertNobodyIsIn(none, 403, "none of the roles");
    assertThat(none.body()).contains("Acme &lt;Co&gt;");
    assertNobodyIsIn(signIn(Map.of()), 403, "none of the roles");
    assertNobodyIsIn(signIn(Map.of("groups", "shop")), 403, "Your account is a producer");
  }

  /** What an ID token may have wrong about it. */
  enum Wrong {
    NONCE,
    NO_NONCE,
    AUDIENCE,
    ISSUER,
    EXPIRED,
    KEY,
    NO_SIGNATURE,
    SHARED_SECRET,
    CHANGED
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void anIdTokenWithAnythingWrongAboutItProvesNothing(Wrong wrong) throws Exception {
    try (LogCapture log = new LogCapture()) {
      Map<String, String> asked = leave("/who");
      String token = idToken(asked.get("nonce"), wrong);
      Map<String, String> answer = atProvider(asked);
      provider.lie(token);
      assertNobodyIsIn(comeBack(answer), 403, "does not prove who you are");
      assertThat(log.text())
          .contains("A sign-in was refused")
          .doesNotContain(token, answer.get("code"), asked.get("state"), "kim");
    }
  }

  /** The same token with nothing wrong is good: so it is for the one fault that it is refused. */
  @Test
  void anIdTokenWithNothingWrongIsGood() throws Exception {
    Map<String, String> asked = leave("/who");
    Map<String, String> answer = atProvider(asked);
    provider.lie(idToken(asked.get("nonce"), null));
    comeBack(answer);
    assertThat(who()).isEqualTo("kim@example.org");
  }

  private static String idToken(String nonce, Wrong wrong) throws JOSEException {
    Instant issued = Instant.now().minusSeconds(wrong == Wrong.EXPIRED ? 7200 : 0);
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(wrong == Wrong.ISSUER ? "https://evil.example" : provider.issuer())
            .audience(wrong == Wrong.AUDIENCE ? "another-client" : CLIENT)
            .subject("subject-1")
            .issueTime(Date.from(issued))
            .expirationTime(Date.from(issued.plusSeconds(3600)));
    OFFICER.forEach(claims::claim);
    if (wrong != Wrong.NO_NONCE) {
      claims.claim("nonce", wrong == Wrong.NONCE ? "another-nonce" : nonce);
    }
    if (wrong == Wrong.NO_SIGNATURE) {
      return new PlainJWT(claims.build()).serialize();
    }
    RSAKey key = provider.key();
    if (wrong == Wrong.SHARED_SECRET) {
      SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
      jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
      return jwt.serialize();
    }
    RSAKey signer = wrong == Wrong.KEY ? TestProvider.newKey() : key;
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signer.getKeyID()).build(),
            claims.build());
    jwt.sign(new RSASSASigner(signer));
    String token = jwt.serialize();
    if (wrong != Wrong.CHANGED) {
      return token;
    }
    String[] parts = token.split("\\.", -1);
    String changed =
        new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("kim@", "lee@");
    return String.join(
        ".",
        parts[0],
        Base64.getUrlEncoder().withoutPadding().encodeToString(changed.getBytes(UTF_8)),
        parts[2]);
  }

  @Test
  void anAnswerIsGoodOnceInTheBrowserThatAsked() {
    provider.nextPerson(OFFICER);
    Map<String, String> asked = leave("/who");
    Map<String, String> answer = atProvider(asked);

    Map<String, String> forged = new HashMap<>(answer);
    forged.put("state", "A".repeat(43));
    String attempt = browser.cookies().get(ATTEMPT);
    assertNobodyIsIn(comeBack(forged), 400, "This sign-in has lapsed");
    // That took the attempt back: the right state comes too late.
    assertNobodyIsIn(comeBack(answer), 400, "This sign-in has lapsed");

    browser.cookies().put(ATTEMPT, attempt);
    forged.remove("state");
    assertNobodyIsIn(comeBack(forged), 400, "This sign-in has lapsed");
    for (String broken : List.of("x", attempt + "%", attempt.substring(1))) {
      now.updateAndGet(time -> time.plus(SignInThrottle.LONGEST)); // nobody waits for the next
      browser.cookies().put(ATTEMPT, broken);
      assertNobodyIsIn(comeBack(answer), 400, "This sign-in has lapsed");
    }
    browser.cookies().put(ATTEMPT, attempt);
    comeBack(answer);
    assertThat(who()).isEqualTo("kim@example.org");
  }

  @Test
  void aCodeIsOfNoUseWithoutTheVerifierOfItsAttempt() {
    Map<String, String> answer = atProvider(leave("/who"));
    String[] attempt = browser.cookies().get(ATTEMPT).split("\\.", -1);
    attempt[2] = "B".repeat(43);
    browser.cookies().put(ATTEMPT, String.join(".", attempt));
    try (LogCapture log = new LogCapture()) {
      assertNobodyIsIn(comeBack(answer), 403, "does not prove who you are");
      assertThat(log.text()).contains("The provider redeems no code of ours: invalid_grant");
    }
  }

  @Test
  void whomTheProviderTurnsAwayIsToldSo() {
    String state = leave("/who").get("state");
    HttpResponse<String> denied =
        comeBack(
            Map.of("error", "access_denied", "error_description", "%3Cb%3Eno", "state", state));
    assertNobodyIsIn(denied, 403, "It did not let you sign in");
    assertThat(denied.body()).doesNotContain("<b>no");
    state = leave("/who").get("state");
    assertNobodyIsIn(comeBack(Map.of("state", state)), 403, "does not prove");
  }

  @Test
  void theIdOfASessionIsNewAtEachSignIn() {
    browser.cookies().put(SESSION, "F".repeat(43));
    signIn(OFFICER);
    String first = browser.cookies().get(SESSION);
    assertThat(first).isNotEqualTo("F".repeat(43));
    String csrf = browser.get("/who").body().split(" ", 2)[1];
    signIn(OFFICER);
    String second = browser.cookies().get(SESSION);
    assertThat(second).isNotEqualTo(first);
    assertThat(browser.get("/who").body()).doesNotContain(csrf);
    browser.cookies().put(SESSION, first);
    assertThat(who()).isEqualTo("nobody");
  }

  @Test
  void aSessionThatNobodyUsesEnds() {
    signIn(OFFICER);
    now.updateAndGet(t -> t.plus(Duration.ofMinutes(59)));
    assertThat(who()).isEqualTo("kim@example.org");
    now.updateAndGet(t -> t.plus(Duration.ofMinutes(60)));
    assertThat(who()).isEqualTo("nobody");
  }

  private HttpResponse<String> bearer(String path, String token) {
    return server.send(
        HttpRequest.newBuilder(server.url(path))
            .header("Authorization", "Bearer " + token)
            .build());
  }

  @Test
  void anAccessTokenOpensTheApi() throws Exception {
    try (LogCapture log = new LogCapture()) {
      String token = provider.accessToken(AUDIENCE, OFFICER, 3600);
      assertThat(bearer("/v1/officers", token).body()).isEqualTo("in");
      assertThat(bearer("/who", token).body()).isEqualTo("kim@example.org ");
      assertThat(bearer("/v1/auditors", token).statusCode()).isEqualTo(403);
      assertThat(bearer("/v1/officers", TestServer.TOKENS.get(Role.OFFICER)).statusCode())
          .isEqualTo(200);

      HttpResponse<String> none =
          bearer("/v1/officers", provider.accessToken(AUDIENCE, Map.of("groups", "x"), 3600));
      assertThat(none.statusCode()).isEqualTo(403);
      assertThat(header(none, "Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
      for (String wrong :
          List.of(
              provider.accessToken("another-api", OFFICER, 3600),
              provider.accessToken(CLIENT, OFFICER, 3600),
              provider.accessToken(AUDIENCE, OFFICER, -3600),
              idToken("n", null),
              new PlainJWT(new JWTClaimsSet.Builder().audience(AUDIENCE).build()).serialize(),
              token.substring(0, token.length() - 8) + "AAAAAAAA",
              "a.b.c")) {
        HttpResponse<String> refused = bearer("/v1/officers", wrong);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(header(refused, "Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
        assertThat(log.text()).doesNotContain(wrong);
      }
      assertThat(log.text()).doesNotContain(token, "kim");
    }
  }

  @Test
  void withoutAnAudienceNoTokenOfTheProviderOpensTheApi() {
    serve(provider.issuer(), TestServer.localTokens(), "CLAUSEWATCH_OIDC_AUDIENCE", "");
    String token = provider.accessToken(AUDIENCE, OFFICER, 3600);
    assertThat(bearer("/v1/officers", token).statusCode()).isEqualTo(401);
  }

  @Test
  void theProviderMayChangeItsKeys() {
    String before = provider.accessToken(AUDIENCE, OFFICER, 3600);
    assertThat(bearer("/v1/officers", before).statusCode()).isEqualTo(200);
    provider.rotateKey();
    String after = provider.accessToken(AUDIENCE, OFFICER, 3600);
    assertThat(bearer("/v1/officers", after).statusCode()).isEqualTo(200);
    assertThat(bearer("/v1/officers", before).statusCode()).isEqualTo(401);
    signIn(OFFICER);
    assertThat(who()).isEqualTo("kim@example.org");
  }

  @Test
  void aProviderThatIsAwayKeepsNobodyFromUsingATokenAndMayComeBack() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    serve("http://localhost:" + port + "/acme", TestServer.localTokens());
    HttpResponse<String> away = browser.get("/sign-in/provider");
    assertNobodyIsIn(away, 503, "The sign-in of your organisation is away");
    assertThat(header(away, "Retry-After")).isEqualTo("5");
    String unknowable = provider.accessToken(AUDIENCE, OFFICER, 3600);
    assertThat(bearer("/v1/officers", unknowable).statusCode()).isEqualTo(503);
    String token = TestServer.TOKENS.get(Role.OFFICER);
    assertThat(browser.post("/sign-in", Map.of("token", token)).statusCode()).isEqualTo(303);
    assertThat(who()).isEqualTo("officer");

    try (TestProvider back = new TestProvider(port, Optional.empty())) {
      assertThat(browser.get("/sign-in/provider").statusCode()).isEqualTo(503);
      now.updateAndGet(t -> t.plus(IdentityProvider.RETRY_AFTER));
      assertThat(browser.get("/sign-in/provider").statusCode()).isEqualTo(303);
      token = back.accessToken(AUDIENCE, OFFICER, 3600);
      assertThat(bearer("/v1/officers", token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void withoutTokensThereIsNoFormForThem() {
    serve(
        provider.issuer(),
        BearerTokens.of(Map.of("shop-token", new Caller("shop", Role.PRODUCER))));
    assertThat(browser.get("/sign-in").body())
        .contains("Sign in with Acme")
        .doesNotContain("name=\"token\"");
  }

  @ParameterizedTest
  @CsvSource({"true, 303", "false, 503"})
  void theProviderIsTrustedByItsAuthority(boolean named, int status) throws Exception {
    Ssl ssl = new Ssl();
    try (TestProvider secure = new TestProvider(0, Optional.of(ssl))) {
      var store = ssl.getSslKeystore().getKeyStore();
      StringBuilder pem = new StringBuilder();
      for (String alias : Collections.list(store.aliases())) {
        byte[] bytes = ((X509Certificate) store.getCertificate(alias)).getEncoded();
        pem.append("-----BEGIN CERTIFICATE-----\n")
            .append(Base64.getMimeEncoder().encodeToString(bytes))
            .append("\n-----END CERTIFICATE-----\n");
      }
      String file = Files.writeString(folder.resolve("ca.crt"), pem).toString();
      serve(
          secure.issuer(), TestServer.localTokens(), "CLAUSEWATCH_OIDC_CA_FILE", named ? file : "");
      assertThat(secure.issuer()).startsWith("https://");
      assertThat(browser.get("/sign-in/provider").statusCode()).isEqualTo(status);
    }
  }
}
