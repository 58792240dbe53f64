package io.clausewatch.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.local.client.EventSender.Refusal;
import io.clausewatch.local.client.EventSender.Totals;
import io.clausewatch.local.client.FakeApi.Answer;
import io.clausewatch.local.client.FakeApi.Asked;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventSenderTest {

  private final List<Refusal> refusals = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void sendsBatchesOfAThousandAndCounts() throws Exception {
    try (FakeApi api = new FakeApi(FakeApi::acceptAll)) {
      assertThat(send(api, lines(2_345))).isEqualTo(new Totals(2_345, 0));
      assertThat(api.asked())
          .extracting(asked -> asked.json().size())
          .containsExactly(1_000, 1_000, 345);
      assertThat(api.asked())
          .allSatisfy(
              asked -> {
                assertThat(asked.method()).isEqualTo("POST");
                assertThat(asked.target()).isEqualTo("/v1/events");
                assertThat(asked.contentType()).isEqualTo("application/cloudevents-batch+json");
              });
      assertThat(api.asked().get(2).json().get(344).get("id").asText()).isEqualTo("e2345");
    }
  }

  @Test
  void keepsBatchesBelowEightMebibytes() throws Exception {
    String large = "{\"id\": \"e\", \"x\": \"" + "y".repeat(3_000_000) + "\"}\n";
    try (FakeApi api = new FakeApi(FakeApi::acceptAll)) {
      assertThat(send(api, large.repeat(5))).isEqualTo(new Totals(5, 0));
      assertThat(api.asked()).extracting(asked -> asked.json().size()).containsExactly(2, 2, 1);
      assertThat(api.asked())
          .allSatisfy(asked -> assertThat(asked.body().length()).isLessThanOrEqualTo(8 << 20));
    }
  }

  @Test
  void tellsTheLineOfEachThatIsRefusedHereOrThereInOrder() throws Exception {
    Function<Asked, Answer> refuseTheFirst =
        asked ->
            Answer.of(
                202,
                "{\"accepted\": 2, \"rejected\": [{\"index\": 0, \"id\": \"a\", \"errors\":"
                    + " [\"$.time: expected a time\", \"$.data.purpose: expected a string\"]}]}");
    try (FakeApi api = new FakeApi(refuseTheFirst)) {
      Totals totals = send(api, "{\"id\":\"a\"}\nnonsense\n\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n");

      assertThat(totals).isEqualTo(new Totals(2, 2));
      assertThat(refusals).hasSize(2);
      assertThat(refusals.getFirst())
          .isEqualTo(
              new Refusal(
                  1, "a", List.of("$.time: expected a time", "$.data.purpose: expected a string")));
      assertThat(refusals.getLast().line()).isEqualTo(2);
    }
  }

  @Test
  void tellsTheLineOfEachWarning() throws Exception {
    Function<Asked, Answer> warnOfTwo =
        asked ->
            Answer.of(
                202,
                """
                {"accepted": 2, "rejected": [], "warnings": [
                  {"index": 0, "id": "a", "path": "$.policy", "message": "no known policy",
                   "closest": "acme"},
                  {"index": 1, "id": "b", "path": "$.data.purpose", "message": "not declared",
                   "closest": null}]}
                """);
    try (FakeApi api = new FakeApi(warnOfTwo)) {
      assertThat(send(api, "{\"id\":\"a\"}\n\n{\"id\":\"b\"}\n")).isEqualTo(new Totals(2, 0));
      assertThat(refusals).isEmpty();
      assertThat(warnings)
          .containsExactly(
              "1 a $.policy: no known policy (the closest known is acme)",
              "3 b $.data.purpose: not declared");
    }
  }

  @Test
  void comesBackWhenTheServerSaysSo() throws Exception {
    AtomicInteger times = new AtomicInteger();
    Function<Asked, Answer> busyTwice =
        asked ->
            times.getAndIncrement() < 2
                ? new Answer(503, Map.of("Retry-After", "7"), "{\"title\": \"busy\"}")
                : FakeApi.acceptAll(asked);
    try (FakeApi api = new FakeApi(busyTwice)) {
      assertThat(send(api, lines(3))).isEqualTo(new Totals(3, 0));
      assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
      assertThat(api.asked()).hasSize(3);
    }
  }

  @Test
  void givesUpAfterTwoMinutesOfBusyness() throws Exception {
    try (FakeApi api = new FakeApi(asked -> Answer.of(503, "{\"detail\": \"Kafka is away\"}"))) {
      assertThatThrownBy(() -> send(api, lines(3)))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("Kafka is away");
      assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
          .isBetween(Duration.ofSeconds(119), Duration.ofSeconds(121));
    }
  }

  @Test
  void oneEventThatSpoilsItsBatchDoesNotHoldUpTheOthers() throws Exception {
    Function<Asked, Answer> strict =
        asked ->
            asked.body().contains("\"e7\"")
                ? Answer.of(400, "{\"title\": \"Bad Request\", \"detail\": \"Duplicate field.\"}")
                : FakeApi.acceptAll(asked);
    try (FakeApi api = new FakeApi(strict)) {
      assertThat(send(api, lines(20))).isEqualTo(new Totals(19, 1));
      assertThat(refusals)
          .singleElement()
          .satisfies(
              refusal -> {
                assertThat(refusal.line()).isEqualTo(7);
                assertThat(refusal.errors())
                    .singleElement()
                    .asString()
                    .contains("Duplicate field.");
              });
    }
  }

  @Test
  void sendsAgainTheHalfThatWasNotTaken() throws Exception {
    AtomicInteger ofTheSecondHalf = new AtomicInteger();
    Function<Asked, Answer> busyWithTheSecondHalf =
        asked -> {
          if (asked.json().size() == 4) {
            return Answer.of(413, "{}");
          }
          return asked.body().contains("\"e3\"") && ofTheSecondHalf.getAndIncrement() == 0
              ? new Answer(503, Map.of("Retry-After", "7"), "")
              : FakeApi.acceptAll(asked);
        };
    try (FakeApi api = new FakeApi(busyWithTheSecondHalf)) {
      assertThat(send(api, lines(4))).isEqualTo(new Totals(4, 0));
      assertThat(pauses).containsExactly(Duration.ofSeconds(7));
      assertThat(api.asked()).hasSize(4);
    }
  }

  @Test
  void stopsWhenTheTokenIsRefused() throws Exception {
    try (FakeApi api = new FakeApi(asked -> Answer.of(403, "{\"title\": \"Forbidden\"}"))) {
      assertThatThrownBy(() -> send(api, lines(3_000)))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("role");
      assertThat(api.asked()).hasSize(1);
    }
  }

  @Test
  void tellsWhatCouldNotBeReadAlsoWhenTheServerFails() throws Exception {
    try (FakeApi api = new FakeApi(asked -> Answer.of(500, "{}"))) {
      assertThatThrownBy(() -> send(api, "nonsense\n" + lines(1))).isInstanceOf(ApiException.class);
      assertThat(refusals).extracting(Refusal::line).containsExactly(1L);
    }
  }

  private Totals send(FakeApi api, String text) throws Exception {
    EventSender.Listener listener =
        new EventSender.Listener() {
          @Override
          public void refused(Refusal refusal) {
            refusals.add(refusal);
          }

          @Override
          public void warned(long line, String id, String warning) {
            warnings.add(line + " " + id + " " + warning);
          }

          @Override
          public void progress(Totals totals, long position) {}

          @Override
          public void waiting(Duration pause) {}
        };
    try (ApiClient client = new ApiClient(api.url(), "t");
        EventSource source = EventFile.open(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
      return new EventSender(client, pauses::add, EventSender.MAX_EVENTS, listener).send(source);
    }
  }

  private static String lines(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "{\"id\": \"e" + i + "\"}\n")
        .collect(Collectors.joining());
  }
}
