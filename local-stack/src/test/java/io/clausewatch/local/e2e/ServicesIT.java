package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whoever looks after a service sees on a page how it sends. */
@EndToEnd
class ServicesIT {
  private static final String SERVICE = "services-shop";

  private static ObjectNode event(String id, String purpose, Instant at) {
    ObjectNode event = Story.read(id, "sony-music-kr", "services-person", purpose, at);
    return event.put("source", SERVICE);
  }

  @Test
  void aServiceIsShownWithWhatIsWrongWithIt(Door door) {
    Instant now = Instant.now();
    door.send(
        List.of(
            event("services-well", "analytics", now),
            event("services-typo", "analitics", now),
            event("services-ahead", "analytics", now.plusSeconds(7_200))));
    door.settle();
    door.send(List.of(event("services-well", "security", now))); // its id is taken
    assertThat(
            door.post("application/cloudevents+json", event("services-refused", "", now).toString())
                .status())
        .isEqualTo(400);
    Awaitility.await("the page counts anew")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(door.get("/services").text())
                    .contains(
                        SERVICE,
                        "1 hour ahead",
                        "<b>analitics</b>",
                        "analytics",
                        "$.eventId: expected one that no other event has",
                        "$.data.purpose: expected a string of 1 to 256 characters"));
  }
}
