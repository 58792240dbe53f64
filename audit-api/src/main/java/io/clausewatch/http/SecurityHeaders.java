package io.clausewatch.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of every response, by name: the strictest; a page that needs more sets its own. */
final class SecurityHeaders {

  private static final Duration REMEMBER_HTTPS = Duration.ofDays(365);

  private SecurityHeaders() {}

  /**
   * All of them.
   *
   * @param https whether browsers reach this server over https, and shall never do otherwise
   */
  static Map<String, String> of(boolean https) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put(
        "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    headers.put(
        "Content-Security-Policy",
        "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");
    headers.put("Cache-Control", "no-store");
    if (https) {
      headers.put("Strict-Transport-Security", "max-age=" + REMEMBER_HTTPS.toSeconds());
    }
    return headers;
  }
}
