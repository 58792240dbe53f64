package io.clausewatch.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.platform.config.Secret;
import io.javalin.http.Context;
import io.javalin.http.SameSite;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Browsers that have signed in: a random 256-bit id in a cookie stands for a caller, for {@link
 * #LIFETIME}, or until nothing has come from it for {@link #IDLE}. With one more than {@link
 * #MAX_OF_A_CALLER} the caller's oldest ends, so that nobody takes the place of others. Held in
 * memory alone, so a restart signs everybody out.
 */
public final class BrowserSessions {

  /** How long a session lasts from its start. */
  public static final Duration LIFETIME = Duration.ofHours(12);

  /** How long a session lasts from its latest request. */
  public static final Duration IDLE = Duration.ofHours(1);

  /** The name of the cookie; {@link BrowserCookies} has the prefix that it gets over https. */
  public static final String COOKIE = "clausewatch_session";

  /** The field of a form that holds the session's token against forged requests. */
  public static final String CSRF_FIELD = "csrf";

  /** More browsers than anybody has; sessions that were never signed out are among them. */
  static final int MAX_OF_A_CALLER = 20;

  /** More open sessions than any office needs; a limit on memory. */
  private static final int MAX_SESSIONS = 10_000;

  private static final String CSRF_ATTRIBUTE = BrowserSessions.class.getName();

  private final Map<String, Session> byId = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;
  private final boolean https;

  private record Session(
      Caller caller, String csrf, Optional<Secret> idToken, Instant endsAt, Instant idleAt) {

    boolean isOver(Instant now) {
      return !endsAt.isAfter(now) || !idleAt.isAfter(now);
    }

    Session usedAt(Instant now) {
      return new Session(caller, csrf, idToken, endsAt, now.plus(IDLE));
    }
  }

  /** No sessions yet, on a server that browsers reach over plain http. */
  public BrowserSessions(InstantSource clock) {
    this(clock, false);
  }

  /**
   * No sessions yet.
   *
   * @param https whether browsers reach this server over https, if only by a proxy in front
   */
  public BrowserSessions(InstantSource clock, boolean https) {
    this.clock = clock;
    this.https = https;
  }

  /** The time, by the clock that sessions end by. */
  Instant now() {
    return clock.instant();
  }

  /** Whether browsers reach this server over https. */
  boolean https() {
    return https;
  }

  /**
   * Signs in a caller who has shown a token: starts a session and sets its cookie on the response.
   * A session that the request already had ends, and the caller's oldest one where there are {@link
   * #MAX_OF_A_CALLER}.
   *
   * @throws ProblemException when too many sessions are open, or the request comes from another
   *     site
   */
  public void start(Context ctx, Caller caller) {
    start(ctx, new KnownToken(caller));
  }

  /**
   * The same, for a session that ends with its token at the latest.
   *
   * @throws ProblemException as {@link #start(Context, Caller)}
   */
  public void start(Context ctx, KnownToken known) {
    requireSameOrigin(ctx);
    start(ctx, known, Optional.empty());
  }

  /**
   * Signs in a caller for whom a provider vouches. The request comes from the provider's site: that
   * it was begun in this very browser is for whoever calls this to make sure.
   *
   * @param idToken what the provider wants to see when the caller signs out
   * @throws ProblemException when too many sessions are open
   */
  public void start(Context ctx, Caller caller, Secret idToken) {
    start(ctx, new KnownToken(caller), Optional.of(idToken));
  }

  private void start(Context ctx, KnownToken known, Optional<Secret> idToken) {
    end(ctx);
    Instant now = clock.instant();
    String id = newToken();
    Instant latest = now.plus(LIFETIME);
    Instant endsAt = known.endsAt().filter(latest::isAfter).orElse(latest);
    keep(id, new Session(known.caller(), newToken(), idToken, endsAt, now.plus(IDLE)), now);
    BrowserCookies.set(ctx, COOKIE, id, LIFETIME, SameSite.STRICT);
  }

  private synchronized void keep(String id, Session session, Instant now) {
    byId.values().removeIf(other -> other.isOver(now));
    List<String> oldestFirst =
        byId.entrySet().stream()
            .filter(other -> other.getValue().caller().equals(session.caller()))
            .sorted(Comparator.comparing(other -> other.getValue().endsAt()))
            .map(Map.Entry::getKey)
            .toList();
    oldestFirst.stream()
        .limit(Math.max(0, oldestFirst.size() + 1 - MAX_OF_A_CALLER))
        .forEach(byId::remove);
    if (byId.size() >= MAX_SESSIONS) {
      throw Problem.unavailable("Too many sessions are open.", Duration.ofMinutes(1)).exception();
    }
    byId.put(id, session);
  }

  private String newToken() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Signs out: ends the request's session, if it has one, and takes the cookie back.
   *
   * @return the ID token that the session was started with, if it was with one
   */
  public Optional<Secret> end(Context ctx) {
    String id = BrowserCookies.get(ctx, COOKIE);
    if (id == null) {
      return Optional.empty();
    }
    BrowserCookies.set(ctx, COOKIE, "", Duration.ZERO, SameSite.STRICT);
    return Optional.ofNullable(byId.remove(id)).flatMap(Session::idToken);
  }

  /** Whether a session of this id is open; does not count as a use of it. */
  boolean has(String id) {
    Session session = id == null ? null : byId.get(id);
    return session != null && !session.isOver(clock.instant());
  }

  /**
   * Who is signed in with the request's cookie; empty without a session that is still open. Counts
   * as a use of the session.
   */
  public Optional<Caller> find(Context ctx) {
    String id = BrowserCookies.get(ctx, COOKIE);
    if (id == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Session session =
        byId.computeIfPresent(id, (key, found) -> found.isOver(now) ? null : found.usedAt(now));
    if (session == null) {
      return Optional.empty();
    }
    ctx.attribute(CSRF_ATTRIBUTE, session.csrf());
    return Optional.of(session.caller());
  }

  /**
   * The token that the forms of a page have to carry, in the field {@link #CSRF_FIELD}.
   *
   * @return the token of the session in which the request was found to be made; empty without one,
   *     as for a request with a bearer token, whose forms need none
   */
  public static Optional<String> csrf(Context ctx) {
    return Optional.ofNullable(ctx.attribute(CSRF_ATTRIBUTE));
  }

  /**
   * Refuses a form that is not of this session, to be called after {@link #find}.
   *
   * @throws ProblemException 403 unless the form has the token of the session
   */
  static void requireCsrf(Context ctx) {
    String sent = String.join("", RequestParameters.form(ctx).getOrDefault(CSRF_FIELD, List.of()));
    boolean known =
        csrf(ctx)
            .filter(token -> MessageDigest.isEqual(token.getBytes(UTF_8), sent.getBytes(UTF_8)))
            .isPresent();
    if (!known) {
      throw Problem.forbidden(
              "This form is of an earlier session, or of no page of ours: open the page again, and"
                  + " send it once more.")
          .exception();
    }
  }

  /**
   * Whether a browser says that a page of another host made it send a request: of another site, or
   * of a neighbour of ours, whose requests {@code SameSite} cookies go with. Programs say nothing.
   */
  public static boolean isFromElsewhere(Context ctx) {
    String fetchSite = ctx.header("Sec-Fetch-Site");
    return fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none");
  }

  /**
   * Refuses a request that a page of another site made the browser send.
   *
   * @throws ProblemException 403 unless the browser says that the request comes from a page of this
   *     server
   */
  public static void requireSameOrigin(Context ctx) {
    String fetchSite = ctx.header("Sec-Fetch-Site");
    boolean sameOrigin =
        fetchSite != null
            ? fetchSite.equals("same-origin")
            : hasOrigin(ctx.header("Origin"), ctx.host());
    if (!sameOrigin) {
      throw Problem.forbidden("This request must come from a page of this server.").exception();
    }
  }

  /**
   * Whether {@code origin} is this host; the scheme is left out, which a proxy in front may have
   * changed.
   */
  private static boolean hasOrigin(String origin, String host) {
    if (origin == null || host == null) {
      return false;
    }
    try {
      return host.equalsIgnoreCase(new URI(origin).getRawAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
