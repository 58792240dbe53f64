package io.clausewatch.local.launch;

import io.clausewatch.local.cli.CommandContext;
import io.clausewatch.local.cli.ExitCode;
import io.clausewatch.local.cli.LocalTokenSource;
import io.clausewatch.local.launch.StackLauncher.RunningStack;
import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.terminal.Terminal;
import java.util.Locale;
import java.util.Optional;

/** Starts the local stack in the foreground, says what it does, and stays until it stops. */
final class ForegroundStack {

  private final CommandContext context;
  private final StackLauncher stacks;
  private final long startedAt = System.nanoTime();

  ForegroundStack(CommandContext context, StackLauncher stacks) {
    this.context = context;
    this.stacks = stacks;
  }

  /** Starts it; each step is told with the seconds since the command began. */
  RunningStack start(StackArguments arguments) throws StackException {
    return stacks.start(arguments.options(context.environment()), this::say);
  }

  /** Says on standard error what is being done. */
  void say(String line) {
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    context.terminal().err().printf(Locale.ROOT, "[%6.1f s] %s%n", seconds, line);
  }

  /** Says that it is ready and where the tokens are, and waits until it has stopped. */
  int stay(RunningStack stack, StackArguments arguments) throws InterruptedException {
    Terminal terminal = context.terminal();
    terminal
        .err()
        .println(
            "The tokens are in "
                + arguments.data().resolve(LocalTokenSource.FILE)
                + ": `officer` for the page and the searches, `producer` to send. Ctrl-C stops"
                + " all.");
    terminal
        .err()
        .println(
            "Kafka is at %s, its schema registry at %s; `./clausewatch addresses` has the passwords."
                .formatted(stack.addresses().kafka(), stack.addresses().registry()));
    terminal.out().println("Clausewatch is ready at " + stack.url());
    Optional<String> failure = stack.awaitTermination();
    failure.ifPresent(reason -> terminal.err().println("Clausewatch has stopped: " + reason));
    return failure.isPresent() ? ExitCode.FAILED : ExitCode.OK;
  }
}
