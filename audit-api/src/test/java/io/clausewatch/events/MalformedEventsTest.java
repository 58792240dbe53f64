package io.clausewatch.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.http.LogCapture;
import io.clausewatch.http.MalformedBytes;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Events that are wrong in whatever way are refused, by themselves, and are quoted nowhere. */
@Tag("long")
class MalformedEventsTest {

  @Test
  void eachIsLetInOrRefused() throws Exception {
    List<String> sound =
        List.of(
            Sample.consent("e").toString(),
            Sample.access("e").toString(),
            "[" + Sample.consent("a") + "," + Sample.access("b") + "]");
    MalformedBytes malformed = new MalformedBytes();
    Map<Integer, Integer> answers = new TreeMap<>();
    int tries = MalformedBytes.tries(15_000);
    try (TestServer server = new TestServer(TestEventRoutes.routes(event -> {}));
        HttpClient client = HttpClient.newHttpClient();
        LogCapture log = new LogCapture()) {
      for (int i = 0; i < tries; i++) {
        byte[] body = malformed.next(sound);
        HttpResponse<String> response =
            client.send(
                server
                    .request("/v1/events", Role.PRODUCER)
                    .header(
                        "Content-Type",
                        i % 3 == 0
                            ? "application/cloudevents-batch+json"
                            : "application/cloudevents+json")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build(),
                BodyHandlers.ofString());
        answers.merge(response.statusCode(), 1, Integer::sum);
        assertThat(response.statusCode())
            .as(() -> new String(body, ISO_8859_1))
            .isIn(202, 400, 413);
      }
      assertThat(log.text()).doesNotContain("ERROR", "\tat io.clausewatch", Sample.SUBJECT);
    }
    System.out.println("Answers to " + tries + " malformed events: " + answers);
    assertThat(answers).containsKeys(202, 400);
  }
}
