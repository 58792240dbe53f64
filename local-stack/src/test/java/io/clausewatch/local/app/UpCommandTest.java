package io.clausewatch.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.local.cli.ExitCode;
import io.clausewatch.local.stack.StackException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UpCommandTest {

  private final TestWorld context = new TestWorld();
  private final FakeStack stack = new FakeStack(URI.create("http://127.0.0.1:8080"), null);

  UpCommandTest() {
    context.stacks = stack;
  }

  @Test
  void endsWithExactlyOneLineOnStandardOutput() {
    assertThat(context.run("up")).isEqualTo(ExitCode.OK);

    assertThat(context.out()).isEqualTo("Clausewatch is ready at http://127.0.0.1:8080\n");
    assertThat(context.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("\\[ +\\d+\\.\\d s] Starting everything"),
            line ->
                assertThat(line).startsWith("The tokens are in data/tokens.properties: `officer`"),
            line ->
                assertThat(line)
                    .startsWith(
                        "Kafka is at 127.0.0.1:9, its schema registry at http://127.0.0.1:8/api"));
    assertThat(stack.closed).isTrue();
  }

  @Test
  void hasTheDefaultsOfTheContract() {
    context.run("up");

    assertThat(stack.options.data()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(stack.options.port()).isEqualTo(8080);
    assertThat(stack.options.bind()).isEqualTo("127.0.0.1");
    assertThat(stack.options.settle()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void takesOptions() {
    context.run("up", "--data", "/tmp/d", "--port=9", "--bind", "0.0.0.0", "--settle", "PT5S");

    assertThat(stack.options.data()).isEqualTo(Path.of("/tmp/d"));
    assertThat(stack.options.port()).isEqualTo(9);
    assertThat(stack.options.bind()).isEqualTo("0.0.0.0");
    assertThat(stack.options.settle()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void takesTheEnvironmentForOptionsAndPassesTheRestOn() {
    context.environment.put("CLAUSEWATCH_PORT", "9000");
    context.environment.put("CLAUSEWATCH_SETTLE", "PT7S");
    context.environment.put("CLAUSEWATCH_DATA", "/tmp/from-environment");
    context.environment.put("CLAUSEWATCH_EVENTS", "10");
    context.environment.put("CLAUSEWATCH_STREAM_THREADS", "2");
    context.environment.put("HOME", "/root");
    context.run("up", "--settle", "PT8S");

    assertThat(stack.options.port()).isEqualTo(9000);
    assertThat(stack.options.settle()).as("the option wins").isEqualTo(Duration.ofSeconds(8));
    assertThat(stack.options.data()).isEqualTo(Path.of("/tmp/from-environment"));
    assertThat(stack.options.settings()).containsOnlyKeys("CLAUSEWATCH_STREAM_THREADS");
  }

  @Test
  void aFaultInTheEnvironmentIsWrongUsage() {
    context.environment.put("CLAUSEWATCH_PORT", "many");

    assertThat(context.run("up")).isEqualTo(ExitCode.USAGE);
    assertThat(context.err()).contains("'many' is not an int");
  }

  @Test
  void saysWhyItCouldNotStart() {
    context.stacks =
        (options, progress) -> {
          throw new StackException("Port 8080 is taken: choose another by --port.");
        };

    assertThat(context.run("up")).isEqualTo(ExitCode.FAILED);
    assertThat(context.err()).isEqualTo("Port 8080 is taken: choose another by --port.\n");
    assertThat(context.out()).isEmpty();
  }

  @Test
  void saysWhyItHadToStop() {
    FakeStack failing = new FakeStack(URI.create("http://127.0.0.1:8080"), "Kafka died too often.");
    context.stacks = failing;

    assertThat(context.run("up")).isEqualTo(ExitCode.FAILED);
    assertThat(context.err()).endsWith("Clausewatch has stopped: Kafka died too often.\n");
    assertThat(failing.closed).isTrue();
  }
}
