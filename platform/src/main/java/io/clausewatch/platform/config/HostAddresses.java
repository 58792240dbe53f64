package io.clausewatch.platform.config;

import java.net.URI;
import java.util.Locale;

/** What can be said of a server by its address. */
public final class HostAddresses {
  private HostAddresses() {}

  /** Whether it is spoken to over TLS. */
  public static boolean isHttps(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  /** Whether what is sent there crosses a network unencrypted. */
  public static boolean isOpen(URI url) {
    return !isHttps(url) && !isLoopback(url.getHost());
  }

  /** Whether what is sent there stays on this machine. */
  public static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.startsWith("127.") || name.equals("[::1]");
  }
}
