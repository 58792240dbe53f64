package io.clausewatch.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Problem;
import io.clausewatch.platform.config.Secret;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The organisation's OpenID Connect provider. Its discovery document is fetched when it is first
 * needed and then kept; its keys are kept for a while, and fetched anew when a token is signed with
 * another. Safe for use by many threads.
 */
public final class IdentityProvider {

  private static final Logger LOG = LoggerFactory.getLogger(IdentityProvider.class);

  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 5_000;
  private static final int MAX_KEYS_BYTES = 512 * 1024;

  /** Keys are used so long, and those of a provider that is away so much longer. */
  private static final Duration KEEP_KEYS = Duration.ofMinutes(5);

  private static final Duration OUTLAST_OUTAGES = Duration.ofHours(4);

  /** A token with an unknown key has keys fetched, but not more than twice in this time. */
  private static final Duration FETCH_KEYS_EVERY = Duration.ofSeconds(30);

  /** A provider that is away is asked again after this time. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** Signatures by a private key of the provider: neither none, nor any by a shared secret. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OidcSettings settings;
  private final ClientID clientId;
  private final Optional<SSLSocketFactory> trust;
  private final InstantSource clock;

  private volatile Discovered discovered;
  private Instant awayUntil = Instant.MIN;

  /** What is known of the provider once it has been asked, and what checks its tokens. */
  private record Discovered(
      OIDCProviderMetadata metadata,
      IDTokenValidator idTokens,
      DefaultJWTProcessor<SecurityContext> accessTokens) {}

  /** A provider that is not asked for anything yet. */
  public IdentityProvider(OidcSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clientId = new ClientID(settings.clientId());
    this.trust = settings.tls().context().map(SSLContext::getSocketFactory);
    this.clock = clock;
  }

  /** What people call it. */
  public String name() {
    return settings.name();
  }

  /**
   * Where a browser goes to sign in.
   *
   * @throws ProviderAwayException when the provider does not answer
   */
  public URI signInUrl(SignInAttempt attempt) throws ProviderAwayException {
    return new AuthenticationRequest.Builder(
            new ResponseType(ResponseType.Value.CODE),
            new Scope(settings.scopes().toArray(String[]::new)),
            clientId,
            settings.redirectUri())
        .endpointURI(discovered().metadata().getAuthorizationEndpointURI())
        .state(new State(attempt.state()))
        .nonce(new Nonce(attempt.nonce()))
        .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Ends an attempt, with what the provider sent the browser back with.
   *
   * @param attempt whose state has been checked
   * @param parameters of the request to {@link OidcSettings#CALLBACK}
   * @throws ProviderAwayException when the provider does not answer
   */
  public SignedIn end(SignInAttempt attempt, Map<String, List<String>> parameters)
      throws ProviderAwayException {
    Discovered provider = discovered();
    try {
      AuthenticationResponse response =
          AuthenticationResponseParser.parse(settings.redirectUri(), parameters);
      Issuer sender = response.getIssuer();
      if (sender == null
          ? provider.metadata().supportsAuthorizationResponseIssuerParam()
          : !sender.equals(provider.metadata().getIssuer())) {
        LOG.warn("A sign-in was refused: the answer is not of the provider that was asked");
        return new SignedIn.Unproven();
      }
      if (response instanceof AuthenticationErrorResponse refusal) {
        LOG.warn("The provider let nobody sign in: {}", code(refusal.getErrorObject()));
        return new SignedIn.Denied();
      }
      AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
      return code == null ? new SignedIn.Unproven() : redeem(provider, attempt, code);
    } catch (ParseException e) {
      LOG.warn("A sign-in was refused: the provider's answer is not one of the code flow");
      return new SignedIn.Unproven();
    }
  }

  private SignedIn redeem(Discovered provider, SignInAttempt attempt, AuthorizationCode code)
      throws ProviderAwayException, ParseException {
    TokenResponse response;
    try {
      HTTPRequest request =
          tokenRequest(
                  provider.metadata(),
                  new AuthorizationCodeGrant(
                      code, settings.redirectUri(), new CodeVerifier(attempt.verifier())))
              .toHTTPRequest();
      configure(request);
      response = OIDCTokenResponseParser.parse(request.send());
    } catch (IOException e) {
      throw new ProviderAwayException(e);
    }
    if (!(response instanceof OIDCTokenResponse success)) {
      LOG.error(
          "The provider redeems no code of ours: {}",
          code(response.toErrorResponse().getErrorObject()));
      return new SignedIn.Unproven();
    }
    JWT idToken = success.getOIDCTokens().getIDToken();
    try {
      Map<String, Object> claims =
          provider
              .idTokens()
              .validate(idToken, new Nonce(attempt.nonce()))
              .toJWTClaimsSet()
              .getClaims();
      Secret serialized = Secret.of(idToken.getParsedString());
      return settings
          .claims()
          .caller(claims)
          .<SignedIn>map(caller -> new SignedIn.As(caller, serialized))
          .orElseGet(SignedIn.WithoutRole::new);
    } catch (RateLimitReachedException | BadJOSEException e) {
      LOG.warn("A sign-in was refused: {}", e.getMessage()); // quotes iss, aud or nonce, no person
      return new SignedIn.Unproven();
    } catch (JOSEException e) {
      throw new ProviderAwayException(e);
    }
  }

  private TokenRequest tokenRequest(OIDCProviderMetadata metadata, AuthorizationGrant grant) {
    URI endpoint = metadata.getTokenEndpointURI();
    if (settings.clientSecret().isEmpty()) {
      return new TokenRequest.Builder(endpoint, clientId, grant).build();
    }
    var secret = new com.nimbusds.oauth2.sdk.auth.Secret(settings.clientSecret().get().reveal());
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    boolean basic =
        methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    ClientAuthentication authentication =
        basic ? new ClientSecretBasic(clientId, secret) : new ClientSecretPost(clientId, secret);
    return new TokenRequest.Builder(endpoint, authentication, grant).build();
  }

  /**
   * Who has an access token of this provider that is made out to the API.
   *
   * @return empty when the token is not such a one, or has expired
   * @throws io.clausewatch.http.ProblemException 403 when it is one, of somebody without a role;
   *     503 when the provider does not answer, which alone can tell
   */
  public Optional<Caller> caller(String token) {
    if (settings.audience().isEmpty()) {
      return Optional.empty();
    }
    try {
      JWTClaimsSet claims = discovered().accessTokens().process(SignedJWT.parse(token), null);
      return Optional.of(
          settings
              .claims()
              .caller(claims.getClaims())
              .orElseThrow(
                  () -> Problem.forbidden("The token names no role of this server.").exception()));
    } catch (java.text.ParseException | RateLimitReachedException | BadJOSEException e) {
      LOG.debug("A token was refused: {}", e.getClass().getSimpleName());
      return Optional.empty();
    } catch (JOSEException | ProviderAwayException e) {
      throw Problem.unavailable(
              "The provider that issues tokens does not answer at the moment.", RETRY_AFTER)
          .exception();
    }
  }

  /**
   * Where a browser goes to sign out at the provider too.
   *
   * @param idToken the one that it was signed in with
   * @return empty when the provider has no such place
   */
  public Optional<URI> signOutUrl(Secret idToken) {
    Discovered provider = discovered;
    if (provider == null || provider.metadata().getEndSessionEndpointURI() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LogoutRequest(
                  provider.metadata().getEndSessionEndpointURI(),
                  JWTParser.parse(idToken.reveal()),
                  settings.publicUrl().resolve("/sign-in"),
                  null)
              .toURI());
    } catch (java.text.ParseException e) {
      throw new IllegalStateException("An ID token that was checked cannot be read", e);
    }
  }

  private Discovered discovered() throws ProviderAwayException {
    Discovered known = discovered;
    return known != null ? known : discover();
  }

  private synchronized Discovered discover() throws ProviderAwayException {
    if (discovered != null) {
      return discovered;
    }
    if (clock.instant().isBefore(awayUntil)) {
      throw new ProviderAwayException();
    }
    try {
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), this::configure);
      if (metadata.getAuthorizationEndpointURI() == null
          || metadata.getTokenEndpointURI() == null) {
        throw new GeneralException("It has no authorization endpoint or no token endpoint");
      }
      JWSKeySelector<SecurityContext> keys =
          new JWSVerificationKeySelector<>(ALGORITHMS, keys(metadata.getJWKSetURI()));
      discovered =
          new Discovered(
              metadata,
              new IDTokenValidator(metadata.getIssuer(), clientId, keys, null),
              accessTokens(metadata.getIssuer(), keys));
      LOG.info("The sign-in provider {} is there", settings.issuer());
      return discovered;
    } catch (GeneralException | IOException | IllegalArgumentException e) {
      awayUntil = clock.instant().plus(RETRY_AFTER);
      LOG.warn("The sign-in provider {} cannot be used: {}", settings.issuer(), e.getMessage());
      throw new ProviderAwayException(e);
    }
  }

  private JWKSource<SecurityContext> keys(URI url) throws MalformedURLException {
    return JWKSourceBuilder.<SecurityContext>create(
            url.toURL(),
            new DefaultResourceRetriever(
                CONNECT_MILLIS, READ_MILLIS, MAX_KEYS_BYTES, true, trust.orElse(null)))
        .cache(KEEP_KEYS.toMillis(), CONNECT_MILLIS + READ_MILLIS)
        .refreshAheadCache(false)
        .rateLimited(FETCH_KEYS_EVERY.toMillis())
        .outageTolerant(OUTLAST_OUTAGES.toMillis())
        .build();
  }

  private DefaultJWTProcessor<SecurityContext> accessTokens(
      Issuer issuer, JWSKeySelector<SecurityContext> keys) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(keys);
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            settings.audience().orElse(""),
            new JWTClaimsSet.Builder().issuer(issuer.getValue()).build(),
            Set.of("exp", "sub")));
    return processor;
  }

  /** What holds for each request to the provider. */
  private void configure(HTTPRequest request) {
    request.setConnectTimeout(CONNECT_MILLIS);
    request.setReadTimeout(READ_MILLIS);
    request.setFollowRedirects(false);
    trust.ifPresent(request::setSSLSocketFactory);
  }

  /** An error by its name alone: descriptions may say anything. */
  private static String code(ErrorObject error) {
    String code = error == null ? null : error.getCode();
    return code != null && code.matches("[a-z_]{1,40}") ? code : "for no reason that it names";
  }
}
