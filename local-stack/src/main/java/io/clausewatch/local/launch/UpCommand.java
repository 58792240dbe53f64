package io.clausewatch.local.launch;

import io.clausewatch.local.cli.CommandContext;
import io.clausewatch.local.launch.StackLauncher.RunningStack;
import io.clausewatch.local.stack.StackException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code clausewatch up}. */
@Command(
    name = "up",
    description = {
      "Start everything on this machine.",
      "",
      "Starts Kafka, a schema registry, Elasticsearch, the stream processor and the API, and stays"
          + " in the foreground. Ctrl-C stops all of it; the next start finds its data again. When"
          + " all is ready, one line on standard output says where.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./clausewatch up",
      "  ./clausewatch up --port 9000 --data /var/lib/clausewatch",
      "  ./clausewatch up --settle PT5S     # show missed deadlines at once, to try things out"
    })
final class UpCommand implements Callable<Integer> {

  private final CommandContext context;
  private final StackLauncher stacks;

  @Mixin private StackArguments arguments;

  UpCommand(CommandContext context, StackLauncher stacks) {
    this.context = context;
    this.stacks = stacks;
  }

  @Override
  public Integer call() throws StackException, InterruptedException {
    ForegroundStack foreground = new ForegroundStack(context, stacks);
    try (RunningStack stack = foreground.start(arguments)) {
      return foreground.stay(stack, arguments);
    }
  }
}
