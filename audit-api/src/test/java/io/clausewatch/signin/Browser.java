package io.clausewatch.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.http.TestServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a browser does for a page: keeps cookies, sends forms; follows no redirect by itself. */
final class Browser {

  private final TestServer server;
  private final Map<String, String> cookies = new TreeMap<>();

  Browser(TestServer server) {
    this.server = server;
  }

  /** The cookies that it keeps; may be changed. */
  Map<String, String> cookies() {
    return cookies;
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(server.request(path, null), headers);
  }

  /** Sends a form of a page of the server. */
  HttpResponse<String> post(String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        server.request(path, null).POST(BodyPublishers.ofString(body)),
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Sec-Fetch-Site",
        "same-origin");
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> response = server.send(request.build());
    for (String setCookie : response.headers().allValues("Set-Cookie")) {
      String[] pair = setCookie.split(";", 2)[0].split("=", 2);
      if (setCookie.contains("Expires=Thu, 01 Jan 1970")) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    return response;
  }
}
