package io.clausewatch.local.launch;

import io.clausewatch.local.cli.CommandContext;
import io.clausewatch.local.cli.ExitCode;
import io.clausewatch.local.stack.ServerAccess;
import io.clausewatch.local.stack.StackException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clausewatch addresses}. */
@Command(
    name = "addresses",
    description = {
      "Tell where Kafka and the schema registry of the local stack are, and how to sign in there.",
      "",
      "Prints them as environment variables, one a line, for services that send events into Kafka."
          + " The address of the registry has its path. They stay the same from start to start.",
      "Passwords are among them. As files they are kafka-client.properties and"
          + " registry.properties in the folder of the stack.",
      ""
    },
    footer = {"", "Example:", "  export $(./clausewatch addresses)"})
final class AddressesCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The folder of the local stack. Default: ${DEFAULT-VALUE}")
  private Path data;

  AddressesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws StackException {
    ServerAccess.of(data)
        .variables()
        .forEach((name, value) -> context.terminal().out().println(name + "=" + value));
    return ExitCode.OK;
  }
}
