package io.clausewatch.local.launch;

import io.clausewatch.local.cli.CommandContext;
import java.util.List;
import picocli.CommandLine;

/** The commands that start the local stack, or look after it. */
public final class StackCommands {

  private StackCommands() {}

  /**
   * All of them.
   *
   * @param stacks starts the local stack
   */
  public static List<CommandLine> of(CommandContext context, StackLauncher stacks) {
    return List.of(
        new CommandLine(new DemoCommand(context, stacks)),
        new CommandLine(new UpCommand(context, stacks)),
        new CommandLine(new AddressesCommand(context)),
        new CommandLine(new MaintenanceCommand.Reindex(context)),
        new CommandLine(new MaintenanceCommand.Replay(context)));
  }
}
