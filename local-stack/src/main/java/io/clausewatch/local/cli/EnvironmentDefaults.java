package io.clausewatch.local.cli;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives every option an environment variable: {@code --recipient-id} is {@code
 * CLAUSEWATCH_RECIPIENT_ID}.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {

  private final Map<String, String> environment;

  /**
   * @param environment the environment variables
   */
  public EnvironmentDefaults(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The variables of all options of a command and its subcommands. */
  public static Set<String> variables(CommandLine command) {
    Set<String> variables = new HashSet<>();
    command.getCommandSpec().options().forEach(option -> variables.add(variable(option)));
    command.getSubcommands().values().forEach(sub -> variables.addAll(variables(sub)));
    return variables;
  }

  /**
   * The variable's value, or null where it is unset, blank, or the argument is none that has one.
   */
  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    String value = environment.get(variable(option));
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String variable(OptionSpec option) {
    return "CLAUSEWATCH_"
        + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
