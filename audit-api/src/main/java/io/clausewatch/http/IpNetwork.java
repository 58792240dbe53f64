package io.clausewatch.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that begin alike (CIDR, RFC 4632): one, or a network of them. Nothing here looks a
 * name up.
 */
public final class IpNetwork {
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([^\\]]*)]|([^:]*))(?::(?:\\d{1,5}|_[\\w.-]+))?");

  private final byte[] first;
  private final int bits;

  private IpNetwork(byte[] first, int bits) {
    this.first = first;
    this.bits = bits;
  }

  /**
   * Reads {@code 192.0.2.7}, {@code 10.0.0.0/8}, {@code ::1} or {@code 2001:db8::/32}.
   *
   * @return empty when it is none of those
   */
  public static Optional<IpNetwork> of(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    return bytes(address)
        .flatMap(
            first -> {
              int all = first.length * 8;
              if (slash < 0) {
                return Optional.of(new IpNetwork(first, all));
              }
              String bits = text.substring(slash + 1);
              return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= all
                  ? Optional.of(new IpNetwork(first, Integer.parseInt(bits)))
                  : Optional.empty();
            });
  }

  /**
   * The address of a hop as proxies write it: with a port or without, that of IPv6 in brackets
   * then.
   *
   * @return as Java writes it, without brackets and zone; empty when it is none
   */
  static Optional<String> address(String hop) {
    Matcher parts = WITH_PORT.matcher(hop);
    String bare = hop;
    if (parts.matches()) {
      bare = parts.group(1) != null ? parts.group(1) : parts.group(2);
    }
    return bytes(bare).map(IpNetwork::text);
  }

  /** Whether an address is in it; false of what is none. */
  boolean contains(String address) {
    Optional<byte[]> bytes = bytes(unbracketed(address));
    return bytes.isPresent()
        && bytes.get().length == first.length
        && Arrays.equals(masked(bytes.get()), masked(first));
  }

  /**
   * Who is likely to be one caller: an address of IPv4, and the network of an IPv6 one that a
   * provider gives to a customer, who may choose any address in it.
   */
  public static String household(String address) {
    return bytes(unbracketed(address))
        .filter(bytes -> bytes.length == 16)
        .map(bytes -> text(new IpNetwork(bytes, 64).masked(bytes)) + "/64")
        .orElse(address);
  }

  private static String unbracketed(String address) {
    String bare = address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
    int zone = bare.indexOf('%');
    return zone < 0 ? bare : bare.substring(0, zone);
  }

  /** Of IPv4 within IPv6 ({@code ::ffff:192.0.2.7}), those of IPv4. */
  private static Optional<byte[]> bytes(String address) {
    boolean literal =
        V4.matcher(address).matches()
            || (address.indexOf(':') >= 0 && V6.matcher(address).matches());
    if (!literal) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(address).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static String text(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // four or sixteen bytes
    }
  }

  private byte[] masked(byte[] address) {
    byte[] masked = address.clone();
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(bits - 8L * i, 0, 8);
      masked[i] &= (byte) (0xFF << (8 - kept));
    }
    return masked;
  }
}
