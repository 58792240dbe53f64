package io.clausewatch.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** Requests as they are, which no HTTP client would send: their addresses are not well-formed. */
public final class RawHttp {
  private RawHttp() {}

  /** A GET with the token of a role; the whole response. */
  static String get(int port, String target, Role role) throws IOException {
    return request(port, "GET", target, role);
  }

  /** Some call with the token of a role; the whole response. */
  public static String request(int port, String method, String target, Role role, String... headers)
      throws IOException {
    return send(
        port,
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + TestServer.TOKENS.get(role)
            + "\r\n"
            + String.join("", headers)
            + "\r\n");
  }

  /** Sends these characters, one byte each; the whole response. */
  public static String send(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      ByteArrayOutputStream response = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(response);
      } catch (SocketException e) {
        if (response.size() == 0) {
          throw e;
        } // else it was answered, and reset since the rest of the request was not read
      }
      return response.toString(UTF_8);
    }
  }
}
