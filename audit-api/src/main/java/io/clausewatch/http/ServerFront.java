package io.clausewatch.http;

import io.javalin.config.Key;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * How others reach the server: under which names, and by way of which proxies. Immutable.
 *
 * @param publicUrl where browsers reach it, without a path; empty when nobody said
 * @param hosts further names that requests may have in {@code Host}, in small letters
 * @param proxies whose word counts for where a request comes from
 */
public record ServerFront(Optional<URI> publicUrl, Set<String> hosts, TrustedProxies proxies) {
  /** Reached under its address alone, and by way of no proxy. */
  public static final ServerFront NONE =
      new ServerFront(Optional.empty(), Set.of(), TrustedProxies.NONE);

  static final Key<ServerFront> KEY = new Key<>("front");

  /** Copies the names. */
  public ServerFront {
    hosts = Set.copyOf(hosts);
  }

  /**
   * The address that a request comes from: as far back as trusted proxies say.
   *
   * @return an IP address
   */
  public static String clientAddress(Context ctx) {
    return ctx.appData(KEY).proxies().client(ctx.ip(), ctx.req());
  }

  /**
   * Where people find a page of this server: under the public URL, or else under the address that
   * the request came to. What the request has in {@code Host} does not count: whoever sends it
   * chooses that, and a link is followed by somebody else.
   *
   * @param path begins with a slash
   */
  public static URI link(Context ctx, String path) {
    String local = ctx.req().getLocalAddr();
    return ctx.appData(KEY)
        .publicUrl()
        .orElseGet(
            () ->
                URI.create(
                    "http://%s:%d"
                        .formatted(
                            local.contains(":") && !local.startsWith("[")
                                ? "[" + local + "]"
                                : local,
                            ctx.req().getLocalPort())))
        .resolve(path);
  }
}
