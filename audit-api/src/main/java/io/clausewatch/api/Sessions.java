package io.clausewatch.api;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Browsers that have signed in: a random 256-bit id in a cookie stands for a caller, for {@link
 * #LIFETIME}. Held in memory alone, so a restart signs everybody out.
 */
public final class Sessions {

  /** How long a session lasts from its start. */
  public static final Duration LIFETIME = Duration.ofHours(12);

  /** The name of the cookie. */
  public static final String COOKIE = "clausewatch_session";

  /** More open sessions than any office needs; a limit on memory. */
  private static final int MAX_SESSIONS = 10_000;

  private final Map<String, Session> byId = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;

  private record Session(Caller caller, Instant endsAt) {}

  /** No sessions yet. */
  public Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Signs a caller in: starts a session and sets its cookie on the response. A session that the
   * request already had ends.
   *
   * @throws ProblemException when too many sessions are open, or the request comes from another
   *     site
   */
  public void start(Context ctx, Caller caller) {
    requireSameOrigin(ctx);
    end(ctx);
    Instant now = clock.instant();
    byId.values().removeIf(session -> !session.endsAt().isAfter(now));
    if (byId.size() >= MAX_SESSIONS) {
      throw Problem.unavailable("Too many sessions are open.", Duration.ofMinutes(1)).exception();
    }
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    byId.put(id, new Session(caller, now.plus(LIFETIME)));
    ctx.cookie(cookie(ctx, id, (int) LIFETIME.toSeconds()));
  }

  /** Signs out: ends the request's session, if it has one, and takes the cookie back. */
  public void end(Context ctx) {
    String id = ctx.cookie(COOKIE);
    if (id != null) {
      byId.remove(id);
      ctx.cookie(cookie(ctx, "", 0));
    }
  }

  /** Who is signed in with the request's cookie; empty without a session that is still open. */
  public Optional<Caller> find(Context ctx) {
    String id = ctx.cookie(COOKIE);
    if (id == null) {
      return Optional.empty();
    }
    Session session = byId.get(id);
    if (session == null || !session.endsAt().isAfter(clock.instant())) {
      return Optional.empty();
    }
    return Optional.of(session.caller());
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

  private static Cookie cookie(Context ctx, String value, int maxAge) {
    Cookie cookie = new Cookie(COOKIE, value, "/", maxAge);
    cookie.setHttpOnly(true);
    cookie.setSecure(ctx.scheme().equals("https"));
    cookie.setSameSite(SameSite.STRICT);
    return cookie;
  }
}
