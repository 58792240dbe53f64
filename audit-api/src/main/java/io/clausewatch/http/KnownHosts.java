package io.clausewatch.http;

import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses requests to a host that is not this server's (421, RFC 9110 section 15.5.20). A page
 * whose own name is made to point at this server (DNS rebinding) counts to a browser as a page of
 * this server; the name gives it away. IP addresses and {@code localhost} cannot be made to point
 * elsewhere.
 */
final class KnownHosts extends Handler.Wrapper {
  /** Asked for by whatever runs the server, under whatever name; they hold no personal data. */
  private static final Set<String> EXEMPT = Set.of("/healthz", "/readyz", "/metrics");

  private final ServerFront front;
  private final JettyProblems problems;

  /**
   * Watches over all requests.
   *
   * @param front the names of this server
   * @param problems says what is refused
   */
  KnownHosts(ServerFront front, JettyProblems problems) {
    this.front = front;
    this.problems = problems;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (isKnown(host(request.getHttpURI())) || EXEMPT.contains(Request.getPathInContext(request))) {
      return super.handle(request, response, callback);
    }
    problems.refuse(
        Problem.of(
            421,
            "This server is not known under the name in the header Host. Whoever runs it sets"
                + " CLAUSEWATCH_PUBLIC_URL, or CLAUSEWATCH_HOSTS for further names."),
        response,
        callback);
    return true;
  }

  private static String host(HttpURI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private boolean isKnown(String host) {
    return host.equals("localhost")
        || IpNetwork.address(host).isPresent()
        || front.hosts().contains(host)
        || front.publicUrl().filter(url -> host.equalsIgnoreCase(url.getHost())).isPresent();
  }
}
