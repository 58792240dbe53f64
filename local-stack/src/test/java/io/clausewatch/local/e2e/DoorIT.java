package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The HTTP door as a producing service meets it. */
@EndToEnd
class DoorIT {

  @Test
  void theGoodOnesOfABatchAreAccepted(Door door) {
    ObjectNode good =
        Story.read("door-good", "sony-music-kr", "door-person", "analytics", Instant.now());
    ObjectNode bad = good.deepCopy().put("id", "door-bad");
    ((ObjectNode) bad.path("data")).put("operation", "PEEK").remove("purpose");

    Door.Answer answer =
        door.post("application/cloudevents-batch+json", List.of(good, bad).toString());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
    JsonNode rejected = answer.json().path("rejected");
    assertThat(rejected).hasSize(1);
    assertThat(rejected.path(0).path("index").asInt()).isEqualTo(1);
    assertThat(rejected.path(0).path("id").asText()).isEqualTo("door-bad");
    assertThat(rejected.path(0).path("errors").toString())
        .contains("$.data.operation")
        .contains("PEEK")
        .contains("$.data.purpose");
  }

  @Test
  void eventsComeInStructuredAndBinaryModeToo(Door door) {
    ObjectNode event =
        Story.read("door-structured", "sony-music-kr", "door-person", "analytics", Instant.now());
    assertThat(door.post("application/cloudevents+json", event.toString()).status()).isEqualTo(202);

    Door.Answer binary =
        door.exchange(
            door.request("/v1/events", door.tokens().producer())
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", "door-binary")
                .header("ce-source", "e2e")
                .header("ce-type", "io.clausewatch.access.v1")
                .header("ce-time", Instant.now().toString())
                .header("ce-policy", "sony-music-kr")
                .POST(BodyPublishers.ofString(event.path("data").toString())));
    assertThat(binary.status()).as(binary.text()).isEqualTo(202);

    door.settle();
    assertThat(door.all("/v1/trail", "eventId", "door-structured")).hasSize(1);
    assertThat(door.all("/v1/trail", "eventId", "door-binary")).hasSize(1);
  }

  @Test
  void aStrangerIsTurnedAway(Door door) {
    assertThat(door.exchange(door.request("/v1/findings", "wrong").GET()).status()).isEqualTo(401);
    assertThat(door.exchange(door.request("/v1/findings", door.tokens().producer()).GET()).status())
        .isEqualTo(403);
    assertThat(
            door.exchange(
                    door.request("/v1/events", door.tokens().officer())
                        .header("Content-Type", "application/cloudevents+json")
                        .POST(BodyPublishers.ofString("{}")))
                .status())
        .isEqualTo(403);
    assertThat(door.post("text/plain", "hello").status()).isEqualTo(415);
  }

  @Test
  void tooMuchIsTooLarge(Door door) {
    StringBuilder batch = new StringBuilder("[{}");
    batch.append(",{}".repeat(1_000)).append(']');
    assertThat(door.post("application/cloudevents-batch+json", batch.toString()).status())
        .isEqualTo(413);
    String large = "[\"" + "x".repeat(8 * 1024 * 1024) + "\"]";
    Door.Answer answer = door.post("application/cloudevents-batch+json", large);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }
}
