package io.clausewatch.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The proxies in front of the server. What they say of where a request comes from counts ({@code
 * Forwarded}, RFC 7239, or {@code X-Forwarded-For}); what anybody else says is made up as easily as
 * typed. Immutable.
 *
 * @param networks where they are
 */
public record TrustedProxies(List<IpNetwork> networks) {
  /** None: the address of the connection is the caller's. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  /** Copies the list. */
  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  /**
   * Where a request comes from: the last of the addresses on its way that no trusted proxy has. A
   * hop that hides ({@code unknown}, {@code _name}) or is no address ends the way: what stands
   * before it proves nothing, so the proxy that told of it counts. So it does where both headers
   * are there and tell different things: a proxy that writes the one passes on the other as it
   * came.
   *
   * @param connection the address that the connection comes from
   */
  String client(String connection, HttpServletRequest request) {
    if (!isTrusted(connection)) {
      return connection;
    }
    Optional<String> forwarded =
        way(request, "Forwarded", TrustedProxies::forwarded).map(way -> client(connection, way));
    Optional<String> listed =
        way(request, "X-Forwarded-For", TrustedProxies::listed).map(way -> client(connection, way));
    if (forwarded.isPresent() && listed.isPresent() && !forwarded.equals(listed)) {
      return connection;
    }
    return forwarded.or(() -> listed).orElse(connection);
  }

  private boolean isTrusted(String address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /** The hops of all lines of a header, the nearest first; empty when there is no such line. */
  private static Optional<List<String>> way(
      HttpServletRequest request, String header, Function<String, List<String>> hops) {
    List<String> way = new ArrayList<>();
    Collections.list(request.getHeaders(header)).forEach(line -> way.addAll(hops.apply(line)));
    Collections.reverse(way);
    return way.isEmpty() ? Optional.empty() : Optional.of(way);
  }

  private String client(String connection, List<String> way) {
    String known = connection;
    for (String hop : way) {
      Optional<String> address = IpNetwork.address(hop);
      if (address.isEmpty() || !isTrusted(known)) {
        break;
      }
      known = address.get();
    }
    return known;
  }

  private static List<String> listed(String line) {
    return List.of(line.split(",", -1)).stream().map(String::strip).toList();
  }

  /** The {@code for} of each element; empty text for an element without one, or with two. */
  private static List<String> forwarded(String line) {
    List<String> hops = new ArrayList<>();
    List<String> hop = new ArrayList<>();
    StringBuilder pair = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : ',';
      if (i == line.length() || (!quoted && (c == ',' || c == ';'))) {
        hopIn(pair).ifPresent(hop::add);
        pair.setLength(0);
        if (c == ',') {
          hops.add(hop.size() == 1 ? hop.getFirst() : "");
          hop.clear();
        }
      } else if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\' && i + 1 < line.length()) {
        i++;
        pair.append(line.charAt(i));
      } else {
        pair.append(c);
      }
    }
    return hops;
  }

  private static Optional<String> hopIn(CharSequence pair) {
    String[] parts = pair.toString().split("=", 2);
    return parts.length == 2 && parts[0].strip().equalsIgnoreCase("for")
        ? Optional.of(parts[1].strip())
        : Optional.empty();
  }
}
