package io.clausewatch.local.cli;

import io.clausewatch.local.stack.Maintenance;
import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
      "Against servers of your own, run io.clausewatch.index.ReindexMain from the stream"
          + " processor's jar, with the settings of the apps."
    })
final class ReindexCommand implements Callable<Integer> {

  private final World world;

  @Spec private CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The folder of the local stack. Default: ${DEFAULT-VALUE}")
  private Path data;

  ReindexCommand(World world) {
    this.world = world;
  }

  @Override
  public Integer call() throws StackException, InterruptedException {
    StackOptions options =
        StackOptions.defaults(StackOptions.findHome())
            .withData(data)
            .withPort(0)
            .withSettings(StackArguments.settings(world.environment(), command));
    Consumer<String> progress = world.terminal().err()::println;
    Maintenance.REINDEX.run(options, List.of(), progress, progress);
    return ExitCode.OK;
  }
}
