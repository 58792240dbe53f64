package io.clausewatch.local.launch;

import io.clausewatch.local.cli.EnvironmentDefaults;
import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of the commands that start the local stack. */
final class StackArguments {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description =
          "Where everything is kept; the next start finds it again. Default: ${DEFAULT-VALUE}")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description =
          "The port of the API and the page; 0 takes a free one. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDR",
      defaultValue = "127.0.0.1",
      description = "The address that the API and the page listen on. Default: ${DEFAULT-VALUE}")
  private String bind;

  @Option(
      names = "--settle",
      paramLabel = "DURATION",
      defaultValue = "PT5M",
      description =
          "How long a missed deadline waits for news that is under way before it becomes a finding,"
              + " as ISO-8601: PT5S is five seconds. Default: ${DEFAULT-VALUE}")
  private Duration settle;

  @Option(
      names = {"--alerts", "--alerts-file"},
      paramLabel = "FILE",
      description =
          "Who is told of which finding, as docs/alerts.md says. Without it nobody is told.")
  private Path alerts;

  /** The same with a routes file, where none was given. */
  StackArguments tellingOf(Path routes) {
    if (alerts == null) {
      alerts = routes;
    }
    return this;
  }

  /** Where everything is kept. */
  Path data() {
    return data;
  }

  /**
   * What the local stack is to be started with. The apps get the other {@code CLAUSEWATCH_…}
   * variables as their settings.
   *
   * @throws ParameterException when an option's value makes no sense
   * @throws StackException when this program can't tell where it is installed
   */
  StackOptions options(Map<String, String> environment) throws StackException {
    try {
      Map<String, String> settings = settings(environment, command);
      if (alerts != null) {
        settings.put(StackOptions.ALERTS_FILE, alerts.toAbsolutePath().toString());
      }
      return new StackOptions(
          StackOptions.findHome(), data, port, bind, settle, settings, List.of());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** The {@code CLAUSEWATCH_…} variables that are no options of a command: settings of the apps. */
  static Map<String, String> settings(Map<String, String> environment, CommandSpec command) {
    Map<String, String> settings = new HashMap<>(environment);
    settings.keySet().removeIf(name -> !name.startsWith("CLAUSEWATCH_"));
    settings.keySet().removeAll(EnvironmentDefaults.variables(command.root().commandLine()));
    return settings;
  }
}
