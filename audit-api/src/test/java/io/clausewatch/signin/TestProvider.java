package io.clausewatch.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import no.nav.security.mock.oauth2.http.Ssl;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.Headers;

/** A real OIDC server on this machine: its keys can be changed, and it can be made to lie. */
final class TestProvider implements AutoCloseable {

  private static final String ISSUER_ID = "acme";

  private final Keys keys = new Keys();
  private final Lies lies = new Lies();
  private final MockOAuth2Server server;

  /** One key at a time. */
  private static final class Keys extends KeyProvider {
    private static int made;
    private volatile RSAKey key = newKey();

    @Override
    public JWK signingKey(String issuerId) {
      return key;
    }
  }

  /** Answers for the token endpoint, while there is something to answer. */
  private static final class Lies implements Route {
    private final AtomicReference<String> next = new AtomicReference<>();

    @Override
    public boolean match(OAuth2HttpRequest request) {
      return request.getUrl().encodedPath().endsWith("/token") && next.get() != null;
    }

    @Override
    public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
      String json =
          "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"%s\"}"
              .formatted(next.getAndSet(null));
      return new OAuth2HttpResponse(
          Headers.of("Content-Type", "application/json"), 200, json, null);
    }
  }

  /** Starts it on a free port for 0; with TLS where a certificate is given. */
  TestProvider(int port, Optional<Ssl> ssl) {
    server =
        new MockOAuth2Server(
            new OAuth2Config(
                false,
                null,
                null,
                false,
                new OAuth2TokenProvider(keys),
                Set.of(),
                new NettyWrapper(ssl.orElse(null))),
            lies);
    try {
      server.start(InetAddress.getByName("localhost"), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new key pair, with a key id that no other has. */
  static synchronized RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID("key-" + Keys.made++).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  String issuer() {
    return server.issuerUrl(ISSUER_ID).toString();
  }

  RSAKey key() {
    return keys.key;
  }

  void rotateKey() {
    keys.key = newKey();
  }

  /** Who signs in next. */
  void nextPerson(Map<String, Object> claims) {
    server.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            ISSUER_ID, "subject-1", "JWT", List.of("unused"), claims, 3600));
  }

  /** The next code is redeemed with this ID token. */
  void lie(String idToken) {
    lies.next.set(idToken);
  }

  /** An access token that is good for a while. */
  String accessToken(String audience, Map<String, Object> claims, long seconds) {
    return server.issueToken(ISSUER_ID, "subject-1", audience, claims, seconds).serialize();
  }

  @Override
  public void close() {
    server.shutdown();
  }
}
