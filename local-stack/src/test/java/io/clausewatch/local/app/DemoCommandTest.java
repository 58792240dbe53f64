package io.clausewatch.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.local.cli.ExitCode;
import io.clausewatch.local.client.FakeApi;
import io.clausewatch.local.client.FakeApi.Answer;
import io.clausewatch.local.client.FakeApi.Asked;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The demo on a server that knows nothing of policies: whatever it shows, it must have read back
 * from there.
 */
class DemoCommandTest {

  private final TestWorld context = new TestWorld();
  private final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger statusCalls = new AtomicInteger();

  @Test
  void sendsTheStoryAndTheDayAndShowsWhatComesBack() throws IOException {
    try (FakeApi api = new FakeApi(this::answer)) {
      FakeStack stack = new FakeStack(api.url(), null);
      context.stacks = stack;

      assertThat(context.run("demo", "--events", "200")).isEqualTo(ExitCode.OK);

      assertThat(received).hasSize(205);
      assertThat(received.stream().limit(5))
          .allSatisfy(
              event -> {
                assertThat(event.at("/data/recipient/kind").asText()).isEqualTo("LAW_ENFORCEMENT");
                assertThat(event.at("/data/instrument/kind").asText())
                    .isEqualTo("SEALED_WRITTEN_REQUEST");
                assertThat(event.at("/data/legalBasis/kind").asText()).isEqualTo("LEGAL_PROCESS");
                assertThat(event.at("/data").has("justification")).isFalse();
              });
      assertThat(received.stream().limit(5).map(event -> event.path("policy").asText()))
          .doesNotHaveDuplicates();
      assertThat(context.out())
          .containsPattern("loen-partner-center +UNLAWFUL, LOW +FAKE-1 +“Fake quote.”")
          .containsPattern("sony-music-kr +lawful +SMK-LE +“Kept quote.”")
          .contains("200 events in ", "Clausewatch is ready at " + api.url());
      assertThat(context.out().lines().filter(line -> line.startsWith("Clausewatch is ready")))
          .hasSize(1);
      assertThat(context.err()).contains("tokens.properties: `officer`");
      assertThat(stack.closed).isTrue();
    }
  }

  @Test
  void tellsWhenNotWhatWasGivenIsFoundAndEnds() throws IOException {
    try (FakeApi api = new FakeApi(this::answer)) {
      context.stacks = new FakeStack(api.url(), null);

      assertThat(context.run("demo", "--events", "200", "--exit")).isEqualTo(ExitCode.FAILED);
      assertThat(context.out()).contains("were missed").doesNotContain("Clausewatch is ready");
    }
  }

  @Test
  void waitsUntilAllIsJudgedAndSearchable() throws IOException {
    try (FakeApi api = new FakeApi(this::answer)) {
      context.stacks = new FakeStack(api.url(), null);
      context.run("demo", "--events", "0");

      assertThat(statusCalls.get()).isGreaterThanOrEqualTo(4);
      assertThat(context.pauses).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void givesUpWhenNothingMoves() throws IOException {
    try (FakeApi api =
        new FakeApi(
            asked ->
                asked.target().startsWith("/v1/status")
                    ? Answer.of(200, "{\"ready\": true, \"processorLag\": 9, \"indexerLag\": 4}")
                    : answer(asked))) {
      FakeStack stack = new FakeStack(api.url(), null);
      context.stacks = stack;

      assertThat(context.run("demo")).isEqualTo(ExitCode.FAILED);
      assertThat(context.err())
          .contains("Clausewatch does not get on: 9 records are not judged, 4 not searchable.");
      assertThat(stack.closed).isTrue();
    }
  }

  private Answer answer(Asked asked) {
    String path = asked.target().replaceAll("\\?.*", "");
    return switch (path) {
      case "/v1/events" -> {
        asked.json().forEach(received::add);
        yield FakeApi.acceptAll(asked);
      }
      case "/v1/status" -> {
        int lag = Math.max(0, 3 - statusCalls.getAndIncrement());
        yield Answer.of(
            200, "{\"ready\": true, \"processorLag\": %d, \"indexerLag\": 0}".formatted(lag));
      }
      case "/v1/trail" -> page(List.of(item().put("verdict", "LAWFUL")));
      case "/v1/findings" -> page(findings(asked.target()));
      default -> policy();
    };
  }

  /** One finding, about the first event that was received. */
  private List<ObjectNode> findings(String target) {
    String first = received.getFirst().path("id").asText();
    boolean asksForIt = target.contains("eventId=" + first) || !target.contains("eventId=");
    return asksForIt
        ? List.of(
            item()
                .put("eventId", first)
                .put("severity", "LOW")
                .put("clauseId", "FAKE-1")
                .put("quote", "Fake quote."))
        : List.of();
  }

  private static Answer policy() {
    ObjectNode policy = item().put("versionInForce", "1");
    ArrayNode clauses =
        policy.putArray("versions").addObject().put("version", "1").putArray("clauses");
    for (String id : List.of("LPC-LE", "SMU-LEGAL", "SMK-LE", "SSG-LE", "KTP-LE")) {
      clauses.addObject().put("clauseId", id).put("quote", "Kept quote.");
    }
    return Answer.of(200, policy.toString());
  }

  private static Answer page(List<ObjectNode> items) {
    ObjectNode page = item().put("total", items.size()).putNull("nextCursor");
    items.forEach(page.putArray("items")::add);
    return Answer.of(200, page.toString());
  }

  private static ObjectNode item() {
    return JsonNodeFactory.instance.objectNode();
  }
}
