package io.clausewatch.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Tells who makes a request, and lets only those pass that may make it. */
public final class AccessControl {

  /** For a call that anybody may make, without a token. */
  public static final RouteRole OPEN = Anybody.ANYBODY;

  /** How many requests wait at the same time to be told whose their token is. */
  static final int MAX_ASKING = 64;

  private static final Pattern BEARER =
      Pattern.compile("bearer +([A-Za-z0-9\\-._~+/]+=*) *", Pattern.CASE_INSENSITIVE);
  private static final String ATTRIBUTE = AccessControl.class.getName();

  private final BearerTokens tokens;
  private final BrowserSessions sessions;
  private final Function<String, Optional<Caller>> provider;
  private final boolean asksProvider;
  private final RequestsAtOnce atOnce = RequestsAtOnce.all();
  private final EndedKeys endedKeys = new EndedKeys();

  /** A token that is none can make the provider be asked, and a thread wait for it. */
  private final Semaphore asking = new Semaphore(MAX_ASKING);

  private enum Anybody implements RouteRole {
    ANYBODY
  }

  /** Callers are known by their tokens, or by a session that they started with one. */
  public AccessControl(BearerTokens tokens, BrowserSessions sessions) {
    this(tokens, sessions, Optional.empty());
  }

  /**
   * The same, and callers with tokens of the organisation's provider are known too.
   *
   * @param provider who has a token, or empty when it is none of the provider's; empty where there
   *     is no provider
   */
  public AccessControl(
      BearerTokens tokens,
      BrowserSessions sessions,
      Optional<Function<String, Optional<Caller>>> provider) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.asksProvider = provider.isPresent();
    this.provider = provider.orElse(token -> Optional.empty());
  }

  /** The sessions of the web page. */
  public BrowserSessions sessions() {
    return sessions;
  }

  /** Whether some token is a reader's, so that one can sign in to the page with it. */
  public boolean readersHaveTokens() {
    return tokens.anyMay(Role.READERS);
  }

  /**
   * What is known of this local token, e.g. one typed into a form; empty when nothing is.
   *
   * @return also one that {@link #isOver counts no more}
   */
  public Optional<KnownToken> token(String token) {
    return tokens.find(token);
  }

  /** Whether a token that is known counts no more. */
  public boolean isOver(KnownToken known) {
    return known.isOver(sessions.now());
  }

  /**
   * Who makes this request.
   *
   * @throws ProblemException 401 when it has no token and no session, or one that isn't known or
   *     has ended; 403 for a request of another site, or a form that is not of the session; 429
   *     when they have too many that are not answered yet; 503 when whether its token is known
   *     cannot be told now
   */
  public Caller caller(Context ctx) {
    return find(ctx)
        .orElseThrow(
            () -> Problem.unauthorized("Send a token: Authorization: Bearer …").exception());
  }

  /**
   * Who makes this request, or empty when it says nothing about that: neither an Authorization
   * header nor the cookie of an open session.
   *
   * @throws ProblemException as {@link #caller}, but for a request that says nothing
   */
  public Optional<Caller> find(Context ctx) {
    Caller known = ctx.attribute(ATTRIBUTE);
    if (known != null) {
      return Optional.of(known);
    }
    String authorization = ctx.header("Authorization");
    Optional<Caller> caller =
        authorization != null ? Optional.of(bearer(ctx, authorization)) : session(ctx);
    caller.ifPresent(found -> ctx.attribute(ATTRIBUTE, found));
    return caller;
  }

  /**
   * Whether a request seems to come from somebody who is known, before a call is found for it: by a
   * session, by a local token, or by one that the provider can be asked about. No proof.
   */
  boolean seemsKnown(Request request) {
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (authorization != null) {
      Matcher matcher = BEARER.matcher(authorization);
      return matcher.matches()
          && (asksProvider
              || tokens.find(matcher.group(1)).filter(known -> !isOver(known)).isPresent());
    }
    String sessionCookie = BrowserCookies.name(sessions.https(), BrowserSessions.COOKIE);
    try {
      return Request.getCookies(request).stream()
          .filter(cookie -> cookie.getName().equals(sessionCookie))
          .anyMatch(cookie -> sessions.has(cookie.getValue()));
    } catch (RuntimeException e) {
      return false; // cookies that cannot be read: the call says so
    }
  }

  /**
   * Who was found to make this request, in a call that is not {@link #OPEN}.
   *
   * @throws IllegalStateException when nobody was looked for
   */
  public static Caller found(Context ctx) {
    Caller found = ctx.attribute(ATTRIBUTE);
    if (found == null) {
      throw new IllegalStateException("whose request it is was not asked");
    }
    return found;
  }

  /** Run before each matched call: lets it pass when the caller has one of the call's roles. */
  void check(Context ctx) {
    Set<RouteRole> allowed = ctx.routeRoles();
    if (allowed.contains(OPEN)) {
      return;
    }
    if (reads(ctx) && BrowserSessions.isFromElsewhere(ctx)) {
      // It would leave a record, or a file, in the name of somebody who never asked for it.
      throw Problem.forbidden(
              "A page of another host made the browser ask for this: open it from a page of this"
                  + " server.")
          .exception();
    }
    Caller caller = caller(ctx);
    if (allowed.stream().noneMatch(role -> role instanceof Role wanted && caller.is(wanted))) {
      throw Problem.forbidden(
              "This call is for "
                  + allowed.stream()
                      .filter(Role.class::isInstance)
                      .map(role -> ((Role) role).id())
                      .sorted()
                      .collect(Collectors.joining(" or "))
                  + "; the token is "
                  + caller.role().id()
                  + "'s.")
          .exception();
    }
  }

  private Caller bearer(Context ctx, String authorization) {
    Matcher matcher = BEARER.matcher(authorization);
    if (!matcher.matches()) {
      throw Problem.unauthorized("The Authorization header is not: Bearer <token>").exception();
    }
    String token = matcher.group(1);
    Caller caller =
        tokens
            .find(token)
            .map(this::caller)
            .or(() -> ask(token))
            .orElseThrow(() -> Problem.unauthorized("The token is not known.").exception());
    atOnce.enter(ctx, caller);
    return caller;
  }

  private Caller caller(KnownToken known) {
    if (isOver(known)) {
      endedKeys.refused(known, sessions.now());
      throw Problem.unauthorized(
              "The key ended on %s (UTC): ask for a new one."
                  .formatted(known.until().orElseThrow()))
          .exception();
    }
    return known.caller();
  }

  private Optional<Caller> ask(String token) {
    if (!asking.tryAcquire()) {
      throw Problem.unavailable(
              "Whether the token is known cannot be told now.", Duration.ofSeconds(1))
          .exception();
    }
    try {
      return provider.apply(token);
    } finally {
      asking.release();
    }
  }

  private Optional<Caller> session(Context ctx) {
    boolean reads = reads(ctx);
    if (!reads && ctx.path().startsWith("/v1/")) {
      return Optional.empty(); // what changes something through the API says so with a token
    }
    if (reads && BrowserSessions.isFromElsewhere(ctx)) {
      return Optional.empty(); // a neighbour's link, too, finds the page by way of the sign-in
    }
    Optional<Caller> caller = sessions.find(ctx);
    caller.ifPresent(found -> atOnce.enter(ctx, found)); // before a form is read
    if (caller.isPresent() && !reads) {
      BrowserSessions.requireSameOrigin(ctx);
      BrowserSessions.requireCsrf(ctx);
    }
    return caller;
  }

  private static boolean reads(Context ctx) {
    return ctx.method().equals(HandlerType.GET); // and HEAD, which is served as a GET
  }
}
