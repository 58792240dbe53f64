package io.clausewatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.http.BearerTokens;
import io.clausewatch.http.Caller;
import io.clausewatch.http.KnownToken;
import io.clausewatch.http.Role;
import io.clausewatch.http.ServerFront;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.config.SettingsException;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.signin.CallerClaims;
import io.clausewatch.signin.OidcSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditApiSettingsTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String TOKEN = "producer-token-1234";

  @TempDir Path folder;

  private Map<String, String> environment(String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("CLAUSEWATCH_SUBJECT_KEY", KEY);
    environment.put("CLAUSEWATCH_API_KEYS", "shop:producer:" + BearerTokens.sha256(TOKEN));
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("tokens.properties"), content);
  }

  @Test
  void everyDefault() {
    AuditApiSettings settings = AuditApiSettings.read(environment());
    assertThat(settings.bind()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.policies()).isEqualTo(Path.of("policies"));
    assertThat(settings.subjectKey()).isEqualTo(Secret.of(KEY));
    assertThat(settings.connections())
        .isEqualTo(SettingsReader.read(Map.of(), ConnectionSettings::from));
    assertThat(settings.front()).isEqualTo(ServerFront.NONE);
    assertThat(settings.oidc()).isEmpty();
    assertThat(settings.isHttps()).isFalse();
  }

  @Test
  void theServerKnowsItsNamesAndItsProxies() {
    ServerFront front =
        AuditApiSettings.read(
                environment(
                    "CLAUSEWATCH_PUBLIC_URL", "https://audit.example.org",
                    "CLAUSEWATCH_HOSTS", "Audit-API, audit-api.audit.svc",
                    "CLAUSEWATCH_TRUSTED_PROXIES", "10.0.0.0/8, ::1"))
            .front();
    assertThat(front.publicUrl()).hasValue(URI.create("https://audit.example.org"));
    assertThat(front.hosts()).containsExactlyInAnyOrder("audit-api", "audit-api.audit.svc");
    assertThat(front.proxies().networks()).hasSize(2);
    assertThatThrownBy(
            () ->
                AuditApiSettings.read(
                    environment(
                        "CLAUSEWATCH_HOSTS", "audit-api:8080,",
                        "CLAUSEWATCH_TRUSTED_PROXIES", "proxy.example, 10.0.0.0/40")))
        .hasMessageContaining(
            "CLAUSEWATCH_HOSTS: expected names of hosts without port, found 'audit")
        .hasMessageContaining("CLAUSEWATCH_HOSTS: expected names of hosts without port, found ''")
        .hasMessageContaining("CLAUSEWATCH_TRUSTED_PROXIES: expected addresses and networks")
        .hasMessageContaining("found 'proxy.example'")
        .hasMessageContaining("found '10.0.0.0/40'");
  }

  @Test
  void theOfficeIsWhereTheWorkingHoursAreUnlessItsZoneIsSet() {
    String hours = "CLAUSEWATCH_WORKING_HOURS";
    String zone = "CLAUSEWATCH_TIME_ZONE";
    assertThat(AuditApiSettings.read(environment()).zone()).isEqualTo(ZoneId.of("Asia/Seoul"));
    String singapore = "a-policy=Mon-Fri 09:00-18:00 UTC;Mon-Fri 09:00-18:00 Asia/Singapore";
    assertThat(AuditApiSettings.read(environment(hours, singapore)).zone())
        .isEqualTo(ZoneId.of("Asia/Singapore"));
    assertThat(
            AuditApiSettings.read(environment(hours, singapore, zone, "America/New_York")).zone())
        .isEqualTo(ZoneId.of("America/New_York"));
    assertThatThrownBy(() -> AuditApiSettings.read(environment(zone, "Korea/Seoul")))
        .hasMessageContaining(zone + ": expected a time zone such as Asia/Seoul: 'Korea/Seoul'");
  }

  private Map<String, String> withProvider(String... more) {
    Map<String, String> environment = environment(more);
    environment.putIfAbsent("CLAUSEWATCH_PUBLIC_URL", "https://audit.example.org");
    environment.putIfAbsent("CLAUSEWATCH_OIDC_ISSUER", "https://login.example.org/realms/acme");
    environment.putIfAbsent("CLAUSEWATCH_OIDC_CLIENT_ID", "clausewatch");
    return environment;
  }

  @Test
  void everyDefaultOfAProvider() {
    AuditApiSettings settings = AuditApiSettings.read(withProvider());
    assertThat(settings.isHttps()).isTrue();
    assertThat(settings.warnings(Instant.EPOCH)).isEmpty();
    OidcSettings oidc = settings.oidc().orElseThrow();
    assertThat(oidc.name()).isEqualTo("your organisation");
    assertThat(oidc.clientSecret()).isEmpty();
    assertThat(oidc.scopes()).containsExactly("openid", "profile", "email");
    assertThat(oidc.audience()).isEmpty();
    assertThat(oidc.claims())
        .isEqualTo(
            new CallerClaims(
                "roles",
                Map.of(
                    "producer", Role.PRODUCER,
                    "officer", Role.OFFICER,
                    "auditor", Role.AUDITOR,
                    "admin", Role.ADMIN),
                List.of("preferred_username", "email", "sub"),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void aProviderIsEnoughAndItsSecretIsNotShown() {
    Map<String, String> environment =
        withProvider(
            "CLAUSEWATCH_OIDC_CLIENT_SECRET",
            "not-to-be-seen",
            "CLAUSEWATCH_OIDC_ROLES",
            " CN=Privacy=officer, audit = auditor ");
    environment.remove("CLAUSEWATCH_API_KEYS");
    AuditApiSettings settings = AuditApiSettings.read(environment);
    assertThat(settings.tokens().anyMay(Set.of(Role.values()))).isFalse();
    assertThat(settings.oidc().orElseThrow().claims().roles())
        .isEqualTo(Map.of("CN=Privacy", Role.OFFICER, "audit", Role.AUDITOR));
    assertThat(settings.toString()).doesNotContain("not-to-be-seen");
  }

  @Test
  void everyFaultOfAProviderIsNamedAtOnce() {
    assertThatThrownBy(
            () ->
                AuditApiSettings.read(
                    environment(
                        "CLAUSEWATCH_OIDC_ISSUER", "login.example.org",
                        "CLAUSEWATCH_OIDC_SCOPES", "profile",
                        "CLAUSEWATCH_OIDC_ROLES", "a=king,=officer,b=auditor,b=admin",
                        "CLAUSEWATCH_OIDC_NAME_CLAIMS", "a,,b",
                        "CLAUSEWATCH_OIDC_CA_FILE", "/nowhere/ca.crt")))
        .hasMessageContaining("CLAUSEWATCH_OIDC_ISSUER: expected a URL")
        .hasMessageContaining("CLAUSEWATCH_PUBLIC_URL: is not set")
        .hasMessageContaining("CLAUSEWATCH_OIDC_CLIENT_ID: is not set")
        .hasMessageContaining("CLAUSEWATCH_OIDC_SCOPES: expected scopes with `openid`")
        .hasMessageContaining("CLAUSEWATCH_OIDC_ROLES: 'a=king' is not")
        .hasMessageContaining("CLAUSEWATCH_OIDC_ROLES: '=officer' is not")
        .hasMessageContaining("CLAUSEWATCH_OIDC_ROLES: names 'b' twice")
        .hasMessageContaining("CLAUSEWATCH_OIDC_NAME_CLAIMS: expected claims")
        .hasMessageContaining("CLAUSEWATCH_OIDC_CA_FILE: cannot be used");
    assertThatThrownBy(
            () ->
                AuditApiSettings.read(
                    withProvider(
                        "CLAUSEWATCH_PUBLIC_URL", "https://audit.example.org/x",
                        "CLAUSEWATCH_OIDC_AUDIENCE", "clausewatch",
                        "CLAUSEWATCH_OIDC_ISSUER", "http://login.example.org",
                        "CLAUSEWATCH_OIDC_CA_FILE", "/nowhere/ca.crt")))
        .hasMessageContaining("CLAUSEWATCH_PUBLIC_URL: expected no path")
        .hasMessageContaining("CLAUSEWATCH_OIDC_AUDIENCE: is the client id")
        .hasMessageContaining("CLAUSEWATCH_OIDC_CA_FILE: has no effect");
  }

  @Test
  void whatBelongsToAProviderHasNoEffectWithoutOne() {
    assertThatThrownBy(
            () ->
                AuditApiSettings.read(
                    environment(
                        "CLAUSEWATCH_OIDC_CLIENT_ID", "clausewatch",
                        "CLAUSEWATCH_OIDC_CLIENT_SECRET", "not-to-be-seen")))
        .hasMessageContaining(
            "CLAUSEWATCH_OIDC_CLIENT_ID: has no effect without CLAUSEWATCH_OIDC_ISSUER")
        .hasMessageContaining("CLAUSEWATCH_OIDC_CLIENT_SECRET: has no effect")
        .message()
        .doesNotContain("not-to-be-seen");
  }

  @Test
  void whatCrossesAnOpenNetworkIsWarnedOf() {
    assertThat(
            AuditApiSettings.read(
                    withProvider(
                        "CLAUSEWATCH_PUBLIC_URL", "http://audit.example.org",
                        "CLAUSEWATCH_OIDC_ISSUER", "http://login.example.org"))
                .warnings(Instant.EPOCH))
        .hasSize(2)
        .anyMatch(warning -> warning.startsWith("CLAUSEWATCH_PUBLIC_URL"))
        .anyMatch(warning -> warning.startsWith("CLAUSEWATCH_OIDC_ISSUER"));
  }

  @Test
  void noSecretIsShown() {
    String shown = AuditApiSettings.read(environment()).toString();
    assertThat(shown).doesNotContain(KEY).doesNotContain(BearerTokens.sha256(TOKEN));
  }

  private static KnownToken known(String name, Role role) {
    return new KnownToken(new Caller(name, role));
  }

  private KnownToken key(String behindHash) {
    String keys = "shop:producer:" + BearerTokens.sha256(TOKEN) + behindHash;
    return AuditApiSettings.read(environment("CLAUSEWATCH_API_KEYS", keys))
        .tokens()
        .find(TOKEN)
        .orElseThrow();
  }

  @Test
  void aKeyMayEndAndBeBoundToServicesAndPolicies() {
    assertThat(key("")).isEqualTo(known("shop", Role.PRODUCER));
    assertThat(key(":until=2027-03-31"))
        .isEqualTo(
            new KnownToken(
                new Caller("shop", Role.PRODUCER), Optional.of(LocalDate.parse("2027-03-31"))));
    Caller caller =
        new Caller(
            "shop",
            Role.PRODUCER,
            Optional.of(Set.of("urn:shop:till", "web")),
            Optional.of(Set.of("loen-partner-center")));
    assertThat(key(":services=urn:shop:till+web:policies=loen-partner-center").caller())
        .isEqualTo(caller);
    assertThat(key(":policies=loen-partner-center:until=2027-03-31:services=web+urn:shop:till"))
        .isEqualTo(new KnownToken(caller, Optional.of(LocalDate.parse("2027-03-31"))));
  }

  @Test
  void everyFaultBehindAHashIsNamed() {
    String hash = ":" + "0".repeat(63);
    assertThatThrownBy(
            () ->
                AuditApiSettings.read(
                    environment(
                        "CLAUSEWATCH_API_KEYS",
                        "a:producer%s1:until=31.3.2027,b:producer%s2:services=,"
                                .formatted(hash, hash)
                            + "c:producer%s3:service=x,d:producer%s4:polices=x:until,"
                                .formatted(hash, hash)
                            + "e:officer%s5:services=x:policies=x,".formatted(hash)
                            + "f:producer%s6:services=x:services=y:policies=a+ b".formatted(hash))))
        .hasMessageContaining("the key of a: expected until=<its last day, such as 2027-03-31>")
        .hasMessageContaining("the key of b: expected services=<ids, + between them>")
        .hasMessageContaining(
            "the key of c: expected until=, services= or policies=, found 'service'")
        .hasMessageContaining(
            "the key of d: expected until=, services= or policies=, found 'polices'")
        .hasMessageContaining("the key of e: services= binds what is sent, and an officer sends")
        .hasMessageContaining("the key of e: policies= binds what is sent")
        .hasMessageContaining("the key of f: has services= twice")
        .hasMessageContaining("the key of f: expected policies=<ids");
  }

  @Test
  void aKeyThatHasEndedIsWarnedOf() {
    AuditApiSettings settings =
        AuditApiSettings.read(
            environment(
                "CLAUSEWATCH_API_KEYS",
                "shop:producer:" + BearerTokens.sha256(TOKEN) + ":until=2027-03-31"));
    assertThat(settings.warnings(Instant.parse("2027-03-31T23:59:59Z"))).isEmpty();
    assertThat(settings.warnings(Instant.parse("2027-04-01T00:00:00Z")))
        .containsExactly(
            "CLAUSEWATCH_API_KEYS: the key of shop ended on 2027-03-31 and is refused");
  }

  @Test
  void aKeyIsKnownByItsHash() {
    BearerTokens tokens = AuditApiSettings.read(environment()).tokens();
    assertThat(tokens.find(TOKEN)).hasValue(known("shop", Role.PRODUCER));
    assertThat(tokens.find(TOKEN + "x")).isEmpty();
    assertThat(tokens.find(BearerTokens.sha256(TOKEN))).isEmpty();
    assertThat(tokens.find("")).isEmpty();
  }

  @Test
  void tokensOfAFileAreKnownByTheirRole() throws IOException {
    Path file =
        file(
            """
            producer=1234567890abcdef1234567890abcdef
            admin = fedcba0987654321fedcba0987654321\s
            """);
    BearerTokens tokens =
        AuditApiSettings.read(environment("CLAUSEWATCH_TOKENS_FILE", file.toString())).tokens();
    assertThat(tokens.find("1234567890abcdef1234567890abcdef"))
        .hasValue(known("producer", Role.PRODUCER));
    assertThat(tokens.find("fedcba0987654321fedcba0987654321"))
        .hasValue(known("admin", Role.ADMIN));
    assertThat(tokens.find(TOKEN)).hasValue(known("shop", Role.PRODUCER));
  }

  @Test
  void everyFaultIsNamedAtOnceAndNoToken() throws IOException {
    Path file = file("producer=short\nboss=1234567890abcdef1234567890abcdef\n");
    Map<String, String> environment =
        environment(
            "CLAUSEWATCH_TOKENS_FILE",
            file.toString(),
            "CLAUSEWATCH_API_KEYS",
            "shop:producer:abc,x:king:" + "0".repeat(64),
            "CLAUSEWATCH_SUBJECT_KEY",
            "too-short",
            "CLAUSEWATCH_PORT",
            "70000");
    assertThatThrownBy(() -> AuditApiSettings.read(environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("the token of producer must be at least 32")
        .hasMessageContaining("is no role: boss")
        .hasMessageContaining("CLAUSEWATCH_API_KEYS: number 1")
        .hasMessageContaining("CLAUSEWATCH_API_KEYS: number 2")
        .hasMessageContaining("CLAUSEWATCH_SUBJECT_KEY")
        .hasMessageContaining("CLAUSEWATCH_PORT")
        .message()
        .doesNotContain("1234567890abcdef")
        .doesNotContain("too-short");
  }

  @Test
  void oneTokenIsOnePersons() throws IOException {
    Path file =
        file("producer=1234567890abcdef1234567890abcdef\nadmin=1234567890abcdef1234567890abcdef\n");
    String hash = BearerTokens.sha256(TOKEN);
    Map<String, String> environment =
        environment(
            "CLAUSEWATCH_TOKENS_FILE",
            file.toString(),
            "CLAUSEWATCH_API_KEYS",
            "a:producer:" + hash + ", b:officer:" + hash + ",a:officer:" + "0".repeat(64));
    assertThatThrownBy(() -> AuditApiSettings.read(environment))
        .hasMessageContaining("another role's too")
        .hasMessageContaining("the key of b is somebody else's too")
        .hasMessageContaining("two keys of the name a");
  }

  @Test
  void somebodyMustBeAbleToCall() {
    Map<String, String> environment = environment();
    environment.remove("CLAUSEWATCH_API_KEYS");
    assertThatThrownBy(() -> AuditApiSettings.read(environment))
        .hasMessageContaining("CLAUSEWATCH_TOKENS_FILE: is not set");
  }

  @Test
  void aFileThatIsNotThereIsAFault() {
    Map<String, String> environment =
        environment("CLAUSEWATCH_TOKENS_FILE", folder.resolve("nowhere").toString());
    assertThatThrownBy(() -> AuditApiSettings.read(environment))
        .hasMessageContaining("cannot be read")
        .hasMessageContaining("NoSuchFileException");
  }
}
