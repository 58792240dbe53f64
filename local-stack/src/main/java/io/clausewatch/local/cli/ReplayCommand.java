package io.clausewatch.local.cli;

import io.clausewatch.local.stack.Maintenance;
import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class ReplayCommand implements Callable<Integer> {

  private final World world;

  @Spec private CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The folder of the local stack. Default: ${DEFAULT-VALUE}")
  private Path data;

  @Option(
      names = "--list",
      description =
          "Send nothing, and show what would be sent: when it was given up and why, where it"
              + " lies (topic, partition, offset), its event id, and each fault.")
  private boolean list;

  ReplayCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws StackException, InterruptedException {
    StackOptions options =
        StackOptions.defaults(StackOptions.findHome())
            .withData(data)
            .withPort(0)
            .withSettings(StackArguments.settings(world.environment(), command));
    Maintenance.REPLAY.run(
        options,
        list ? List.of("list") : List.of(),
        world.terminal().err()::println,
        world.terminal().out()::println);
    return ExitCode.OK;
  }
}
