package io.clausewatch.local.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.local.cli.CommandContext;
import io.clausewatch.local.launch.DataFolderTokens;
import io.clausewatch.local.launch.StackLauncher;
import io.clausewatch.local.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A world that remembers what was written, and in which nobody waits. */
final class TestWorld {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** The environment variables; a test adds to them. */
  final Map<String, String> environment = new HashMap<>();

  /** The pauses that were asked for. */
  final List<Duration> pauses = new ArrayList<>();

  /** Whether the process has been told to stop. */
  boolean stopping = false;

  /** Standard input. */
  InputStream in = InputStream.nullInputStream();

  /** Starts the local stack. */
  StackLauncher stacks =
      (options, progress) -> {
        throw new AssertionError("no stack expected");
      };

  /** Puts a text on standard input. */
  void type(String text) {
    in = new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** Runs a command line and returns its exit code. */
  int run(String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, 100);
    CommandContext context =
        new CommandContext(
            terminal, in, environment, DataFolderTokens::token, pauses::add, () -> stopping);
    return ClausewatchCli.run(context, stacks, arguments);
  }

  /** What was written to standard output. */
  String out() {
    return out.toString(UTF_8);
  }

  /** What was written to standard error. */
  String err() {
    return err.toString(UTF_8);
  }
}
