package io.clausewatch.http;

import io.javalin.config.Key;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;

/**
 * The cookies of the pages: no script can read them, and where browsers come over https they go
 * over that alone, under the prefix {@code __Host-} (RFC 6265bis), so that no neighbouring host can
 * plant one.
 */
public final class BrowserCookies {
  /** Whether browsers reach this server over https. */
  static final Key<Boolean> HTTPS = new Key<>("https");

  private BrowserCookies() {}

  /** The name that a cookie has in browsers. */
  public static String name(boolean https, String name) {
    return https ? "__Host-" + name : name;
  }

  /**
   * Has the browser keep a cookie.
   *
   * @param lifetime how long; zero takes it back
   */
  public static void set(
      Context ctx, String name, String value, Duration lifetime, SameSite sameSite) {
    boolean https = ctx.appData(HTTPS);
    Cookie cookie = new Cookie(name(https, name), value, "/", (int) lifetime.toSeconds());
    cookie.setHttpOnly(true);
    cookie.setSecure(https);
    cookie.setSameSite(sameSite);
    ctx.cookie(cookie);
  }

  /** The value of a cookie that {@link #set} set; null when the request has none. */
  public static String get(Context ctx, String name) {
    return ctx.cookie(name(ctx.appData(HTTPS), name));
  }
}
