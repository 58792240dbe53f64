package io.clausewatch.local.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How much of a listing is shown, and in which form. */
final class ListingArguments {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "The API's JSON instead of a table.")
  private boolean json;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "The most to show. Default: ${DEFAULT-VALUE}")
  private long limit;

  @Option(names = "--all", description = "Show all, however many.")
  private boolean all;

  /** Whether JSON is wanted. */
  boolean json() {
    return json;
  }

  /**
   * The most items to show.
   *
   * @throws ParameterException when it is none
   */
  long limit() {
    if (limit < 1) {
      throw new ParameterException(
          command.commandLine(), "--limit: expected a number from 1, found " + limit);
    }
    return all ? Long.MAX_VALUE : limit;
  }
}
