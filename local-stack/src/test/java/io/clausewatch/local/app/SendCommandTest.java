package io.clausewatch.local.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.local.cli.ExitCode;
import io.clausewatch.local.client.FakeApi;
import io.clausewatch.local.client.FakeApi.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendCommandTest {

  private final TestWorld context = new TestWorld();

  @TempDir private Path folder;

  @Test
  void sendsAFileWithTheProducersTokenOfTheLocalStack() throws IOException {
    Path file = file("{\"id\": \"a\"}\n{\"id\": \"b\"}\n");
    Files.writeString(
        folder.resolve("tokens.properties"),
        "producer=prod\nofficer=off\nauditor=aud\nadmin=adm\n");
    try (FakeApi api = new FakeApi(FakeApi::acceptAll)) {
      int code =
          context.run(
              "send", file.toString(), "--url", api.url().toString(), "--data", folder.toString());

      assertThat(code).isEqualTo(ExitCode.OK);
      assertThat(context.out()).isEqualTo("2 accepted, 0 refused.\n");
      assertThat(api.asked())
          .singleElement()
          .satisfies(asked -> assertThat(asked.authorization()).isEqualTo("Bearer prod"));
    }
  }

  @Test
  void sendsStandardInputWithTheTokenOfTheEnvironment() throws IOException {
    context.type("[{\"id\": \"a\"}, {\"id\": \"b\"}]");
    try (FakeApi api = new FakeApi(FakeApi::acceptAll)) {
      context.environment.put("CLAUSEWATCH_TOKEN", "secret");
      context.environment.put("CLAUSEWATCH_URL", api.url().toString());

      assertThat(context.run("send", "-")).isEqualTo(ExitCode.OK);
      assertThat(context.out()).isEqualTo("2 accepted, 0 refused.\n");
      assertThat(api.asked())
          .singleElement()
          .satisfies(asked -> assertThat(asked.authorization()).isEqualTo("Bearer secret"));
      assertThat(context.out() + context.err()).doesNotContain("secret");
    }
  }

  @Test
  void listsWhatWasRefused() throws IOException {
    context.type("{\"id\": \"a\"}\nnot json\n{\"id\": \"c\"}\n");
    String answer =
        "{\"accepted\": 1, \"rejected\": [{\"index\": 1, \"id\": \"c\", \"errors\":"
            + " [\"$.type: expected a known type\", \"$.data: expected an object\"]}]}";
    try (FakeApi api = new FakeApi(asked -> Answer.of(202, answer))) {
      int code = context.run("send", "-", "--token", "t", "--url", api.url().toString());

      assertThat(code).isEqualTo(ExitCode.FAULTY);
      assertThat(context.out().lines())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("line 2: refused"),
              line -> assertThat(line).isEqualTo("    not a JSON object"),
              line -> assertThat(line).isEqualTo("line 3, id c: refused"),
              line -> assertThat(line).isEqualTo("    $.type: expected a known type"),
              line -> assertThat(line).isEqualTo("    $.data: expected an object"),
              line -> assertThat(line).isEqualTo("1 accepted, 2 refused."));
    }
  }

  @Test
  void showsTheWarningsOfWhatWasTaken() throws IOException {
    context.type("\n{\"id\": \"a\"}\n");
    String answer =
        "{\"accepted\": 1, \"rejected\": [], \"warnings\": [{\"index\": 0, \"id\": \"a\","
            + " \"path\": \"$.policy\", \"message\": \"no known policy\", \"closest\": null}]}";
    try (FakeApi api = new FakeApi(asked -> Answer.of(202, answer))) {
      int code = context.run("send", "-", "--token", "t", "--url", api.url().toString());

      assertThat(code).isEqualTo(ExitCode.OK);
      assertThat(context.out().lines())
          .containsExactly(
              "line 2, id a: taken, with a warning",
              "    $.policy: no known policy",
              "1 accepted, 0 refused.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \r\n\n", "\uFEFF", "[]"})
  void saysThatThereIsNothingToSend(String text) throws IOException {
    context.type(text);
    try (FakeApi api = new FakeApi(FakeApi::acceptAll)) {
      int code = context.run("send", "-", "--token", "t", "--url", api.url().toString());

      assertThat(code).isEqualTo(ExitCode.FAULTY);
      assertThat(context.out()).isEqualTo("Nothing was sent: the file '-' holds no event.\n");
      assertThat(api.asked()).isEmpty();
    }
  }

  @Test
  void sendsOneEventAsAnEditorWritesIt() throws IOException {
    Path file = file("{\n  \"id\": \"a\",\n  \"data\": {}\n}\n");
    try (FakeApi api = new FakeApi(FakeApi::acceptAll)) {
      int code =
          context.run("send", file.toString(), "--token", "t", "--url", api.url().toString());

      assertThat(code).isEqualTo(ExitCode.OK);
      assertThat(context.out()).isEqualTo("1 accepted, 0 refused.\n");
      assertThat(api.asked())
          .singleElement()
          .satisfies(asked -> assertThat(asked.json().get(0).get("id").asText()).isEqualTo("a"));
    }
  }

  @Test
  void saysWhatWasAcceptedBeforeItFailed() throws IOException {
    AtomicInteger times = new AtomicInteger();
    context.type("{\"id\": \"x\"}\n".repeat(1_500));
    try (FakeApi api =
        new FakeApi(
            asked ->
                times.getAndIncrement() == 0
                    ? FakeApi.acceptAll(asked)
                    : Answer.of(500, "{\"title\": \"Internal Server Error\"}"))) {
      int code = context.run("send", "-", "--token", "t", "--url", api.url().toString());

      assertThat(code).isEqualTo(ExitCode.FAILED);
      assertThat(context.out())
          .isEqualTo(
              "1,000 accepted, 0 refused before it failed. The file may be sent again: nothing"
                  + " counts twice.\n");
      assertThat(context.err()).contains("/v1/events answered 500: Internal Server Error");
    }
  }

  @Test
  void waitsWhereTheServerIsBusy() throws IOException {
    AtomicInteger times = new AtomicInteger();
    context.type("{\"id\": \"x\"}\n");
    try (FakeApi api =
        new FakeApi(
            asked ->
                times.getAndIncrement() == 0
                    ? new Answer(503, Map.of("Retry-After", "3"), "")
                    : FakeApi.acceptAll(asked))) {
      int code = context.run("send", "-", "--token", "t", "--url", api.url().toString());

      assertThat(code).isEqualTo(ExitCode.OK);
      assertThat(context.pauses).hasSize(1);
      assertThat(context.err()).contains("the server is busy, again in 3 s");
    }
  }

  /**
   * However long the input is, no more of it is read than fits into the batch that is being filled.
   */
  @Test
  void streamsAHugeInput() throws IOException {
    Flood flood = new Flood(100_000_000);
    context.in = flood;
    AtomicLong received = new AtomicLong();
    AtomicLong furthestAhead = new AtomicLong();
    try (FakeApi api =
        new FakeApi(
            asked -> {
              received.addAndGet(asked.body().length());
              furthestAhead.accumulateAndGet(flood.position.get() - received.get(), Math::max);
              return FakeApi.acceptAll(asked);
            },
            false)) {
      assertThat(context.run("send", "-", "--token", "t", "--url", api.url().toString()))
          .isEqualTo(ExitCode.OK);
      assertThat(received).hasValueGreaterThan(100_000_000);
      assertThat(furthestAhead).hasValueLessThan(100_000);
    }
  }

  /** An input that is nowhere held: the same event again and again. */
  private static final class Flood extends InputStream {

    private static final byte[] EVENT =
        ("{\"id\": \"e\", \"x\": \"" + "y".repeat(2_000) + "\"}\n").getBytes(UTF_8);

    private final long length;
    private final AtomicLong position = new AtomicLong();

    Flood(long atLeast) {
      this.length = (atLeast / EVENT.length + 1) * EVENT.length;
    }

    @Override
    public int read() {
      return position.get() == length ? -1 : next();
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) {
      int count = (int) Math.min(wanted, length - position.get());
      for (int i = 0; i < count; i++) {
        bytes[offset + i] = next();
      }
      return count == 0 ? -1 : count;
    }

    private byte next() {
      return EVENT[(int) (position.getAndIncrement() % EVENT.length)];
    }
  }

  private Path file(String text) throws IOException {
    return Files.write(folder.resolve("events.ndjson"), List.of(text.split("\n", -1)));
  }
}
