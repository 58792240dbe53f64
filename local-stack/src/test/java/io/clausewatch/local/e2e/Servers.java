package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What is asked of servers alike, by both kinds of running system and by tests. */
final class Servers {

  private Servers() {}

  /** Sends JSON, and expects a 200. */
  static String send(
      HttpClient.Builder client, HttpRequest.Builder request, String method, String json)
      throws IOException, InterruptedException {
    try (HttpClient http = client.build()) {
      HttpResponse<String> answer =
          http.send(
              request
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString(json))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    }
  }

  /**
   * The same request by somebody whom the server knows.
   *
   * @param login {@code user:password}, or null where it asks nobody
   */
  static HttpRequest.Builder signedIn(HttpRequest.Builder request, String login) {
    if (login != null) {
      byte[] both = login.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
    }
    return request;
  }

  /** What an app measures of itself, as Prometheus reads it. */
  static String metrics(URI app) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(app.resolve("/metrics")).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
