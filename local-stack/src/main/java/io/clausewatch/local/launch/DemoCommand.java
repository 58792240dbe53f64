package io.clausewatch.local.launch;

import io.clausewatch.local.cli.CommandContext;
import io.clausewatch.local.cli.ExitCode;
import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.demo.DemoAlerts;
import io.clausewatch.local.demo.DemoRun;
import io.clausewatch.local.launch.StackLauncher.RunningStack;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clausewatch demo}. */
@Command(
    name = "demo",
    description = {
      "Start everything, and show what it does.",
      "",
      "Like `up`, and then: one request of the police for the same data, made under all five"
          + " policies, gets five verdicts; a day of ordinary traffic is sent, with a few mistakes"
          + " in it; and a table shows which clauses were broken. Alerts of unlawful disclosures"
          + " are printed as they arrive, unless --alerts says who is told. Then it stays, so that"
          + " you can look around. Another run adds another day.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./clausewatch demo",
      "  ./clausewatch demo --events 50000 --seed 7",
      "  ./clausewatch demo --exit          # stop again after the table"
    })
final class DemoCommand implements Callable<Integer> {

  private static final int MAX_EVENTS = 200_000;

  private final CommandContext context;
  private final StackLauncher stacks;

  @Spec private CommandSpec spec;

  @Mixin private StackArguments arguments;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "5000",
      description =
          "How many events the day has, up to " + MAX_EVENTS + ". Default: ${DEFAULT-VALUE}")
  private int events;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed makes the same day. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--exit", description = "Stop after the table instead of staying.")
  private boolean exit;

  DemoCommand(CommandContext context, StackLauncher stacks) {
    this.context = context;
    this.stacks = stacks;
  }

  @Override
  public Integer call() throws Exception {
    if (events < 0 || events > MAX_EVENTS) {
      throw new ParameterException(
          spec.commandLine(), "--events: expected 0 to " + MAX_EVENTS + ", found " + events);
    }
    ForegroundStack foreground = new ForegroundStack(context, stacks);
    try (DemoAlerts alerts = DemoAlerts.start(foreground::say);
        RunningStack stack = foreground.start(arguments.tellingOf(alerts.routes()));
        ApiClient producer = new ApiClient(stack.url(), stack.tokens().producer());
        ApiClient officer = new ApiClient(stack.url(), stack.tokens().officer())) {
      foreground.say("The stack is ready; the demo begins");
      boolean asPlanned =
          new DemoRun(producer, officer, context.terminal(), context.pause())
              .play(events, seed, Instant.now());
      if (!exit) {
        return foreground.stay(stack, arguments);
      }
      return asPlanned ? ExitCode.OK : ExitCode.FAILED;
    }
  }
}
