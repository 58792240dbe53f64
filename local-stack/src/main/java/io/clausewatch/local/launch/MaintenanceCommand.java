package io.clausewatch.local.launch;

import io.clausewatch.local.cli.CommandContext;
import io.clausewatch.local.cli.ExitCode;
import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackMaintenance;
import io.clausewatch.local.stack.StackOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks after a local stack, beside it or without one. */
abstract class MaintenanceCommand implements Callable<Integer> {

  private final CommandContext context;
  private final StackMaintenance work;
  private final Consumer<String> output;

  @Spec private CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The folder of the local stack. Default: ${DEFAULT-VALUE}")
  private Path data;

  /**
   * A command that does some work.
   *
   * @param output takes what the work says
   */
  private MaintenanceCommand(
      CommandContext context, StackMaintenance work, Consumer<String> output) {
    this.context = context;
    this.work = work;
    this.output = output;
  }

  /** What the work is told. */
  List<String> arguments() {
    return List.of();
  }

  @Override
  public Integer call() throws StackException, InterruptedException {
    StackOptions options =
        StackOptions.defaults(StackOptions.findHome())
            .withData(data)
            .withPort(0)
            .withSettings(StackArguments.settings(context.environment(), command));
    work.run(options, arguments(), context.terminal().err()::println, output);
    return ExitCode.OK;
  }

  /** {@code clausewatch reindex}. */
  @Command(
      name = "reindex",
      description = {
        "Make the whole search index anew from Kafka.",
        "",
        "Works beside a local stack that runs on the folder; where none does, it starts the servers"
            + " for as long as it takes. The old index is searched until the new one is whole, and"
            + " stays if this is interrupted. Needed when a new version says so, and whenever the"
            + " index is damaged.",
        ""
      },
      footer = {
        "",
        "Against servers of your own, run io.clausewatch.indexing.ReindexMain from the stream"
            + " processor's jar, with the settings of the apps."
      })
  static final class Reindex extends MaintenanceCommand {

    Reindex(CommandContext context) {
      super(context, StackMaintenance.REINDEX, context.terminal().err()::println); // progress
    }
  }

  /** {@code clausewatch replay}. */
  @Command(
      name = "replay",
      description = {
        "Send once more what could not be processed, when its cause is mended.",
        "",
        "Works beside a local stack that runs on the folder; where none does, it starts the servers"
            + " for as long as it takes, and the records are judged at the next start. Takes the"
            + " dead letters that no run before has taken; what cannot be processed now either gets"
            + " another one.",
        ""
      },
      footer = {
        "",
        "Against servers of your own, run io.clausewatch.replay.ReplayMain from the stream"
            + " processor's jar, with the settings of the apps."
      })
  static final class Replay extends MaintenanceCommand {

    @ArgGroup private Instead instead = new Instead();

    /** What to do instead; not both. */
    private static final class Instead {
      @Option(
          names = "--list",
          description =
              "Send nothing, and show what would be sent: when it was given up and why, where it"
                  + " lies (topic, partition, offset), its event id, and each fault.")
      private boolean list;

      @Option(
          names = "--own-acts-before",
          paramLabel = "TIME",
          description =
              "After the upgrade from version 0.1.0 alone: send on what people did through that"
                  + " version and had not been judged yet. The time is that at which it was"
                  + " stopped, such as 2026-11-29T08:00:00Z; what came later was not its own.")
      private Instant ownActsBefore;
    }

    Replay(CommandContext context) {
      super(context, StackMaintenance.REPLAY, context.terminal().out()::println);
    }

    @Override
    List<String> arguments() {
      if (instead.ownActsBefore != null) {
        return List.of("own-acts", instead.ownActsBefore.toString());
      }
      return instead.list ? List.of("list") : List.of();
    }
  }
}
