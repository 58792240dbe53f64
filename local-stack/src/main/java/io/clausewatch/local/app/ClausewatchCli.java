package io.clausewatch.local.app;

import io.clausewatch.local.cli.ApiCommands;
import io.clausewatch.local.cli.CommandContext;
import io.clausewatch.local.cli.EnvironmentDefaults;
import io.clausewatch.local.cli.ExitCode;
import io.clausewatch.local.launch.DataFolderTokens;
import io.clausewatch.local.launch.StackCommands;
import io.clausewatch.local.launch.StackLauncher;
import io.clausewatch.local.terminal.CommandException;
import io.clausewatch.local.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The program behind {@code ./clausewatch}. */
@Command(
    name = "./clausewatch",
    description = {
      "Holds an organisation to its own privacy policy, event by event.",
      "",
      "Services tell it what they do with personal data; it judges each event by every clause of"
          + " the policy, and shows what broke one.",
      ""
    },
    synopsisHeading = "Usage: ",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "New here? `./clausewatch demo` starts everything and shows what it does; `./clausewatch"
          + " COMMAND --help` tells more.",
      "",
      "Every option has an environment variable: CLAUSEWATCH_DATA for --data, CLAUSEWATCH_POLICY_ID"
          + " for --policy-id.",
      "",
      "Exit codes: 0 all well, 1 something given to it is faulty, 2 wrong usage, 3 it could not be"
          + " done."
    })
public final class ClausewatchCli {

  /** The commands in the order of the help, under what they are for. */
  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("Run it on this machine:", List.of("demo", "up", "addresses"));
    GROUPS.put(
        "Use one that runs:",
        List.of(
            "send",
            "findings",
            "deadlines",
            "gaps",
            "trail",
            "subject",
            "status",
            "export",
            "activity",
            "review"));
    GROUPS.put("Look after it:", List.of("reindex", "replay"));
    GROUPS.put("Write policies:", List.of("policy check", "policy test"));
    GROUPS.put("Say who is told:", List.of("alerts check"));
  }

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    CommandContext context = CommandContext.real(DataFolderTokens::token);
    System.exit(run(context, StackLauncher.EMBEDDED, arguments));
  }

  /** Runs one command. */
  static int run(CommandContext context, StackLauncher stacks, String... arguments) {
    CommandLine command = commandLine(context, stacks);
    int exitCode = command.execute(arguments);
    command.getOut().flush();
    command.getErr().flush();
    return exitCode;
  }

  private static CommandLine commandLine(CommandContext context, StackLauncher stacks) {
    CommandLine command = new CommandLine(new ClausewatchCli());
    add(command, StackCommands.of(context, stacks));
    add(command, ApiCommands.of(context));
    everywhere(command);

    Terminal terminal = context.terminal();
    command.setOut(writer(terminal.out()));
    command.setErr(writer(terminal.err()));
    command.setUsageHelpWidth(Math.max(80, Math.min(120, terminal.width())));
    command.setDefaultValueProvider(new EnvironmentDefaults(context.environment()));
    command.registerConverter(Duration.class, ClausewatchCli::duration);
    command.setParameterExceptionHandler(ClausewatchCli::usage);
    command.setExecutionExceptionHandler((failure, failed, parsed) -> failed(context, failure));
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, ClausewatchCli::groups);
    command.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
    return command;
  }

  private static void add(CommandLine command, List<CommandLine> subcommands) {
    subcommands.forEach(sub -> command.addSubcommand(sub.getCommandName(), sub));
  }

  /** What all commands have alike. */
  private static void everywhere(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.sortOptions(false);
    usage.abbreviateSynopsis(true);
    command.getCommandSpec().mixinStandardHelpOptions(false);
    command.getCommandSpec().addOption(help());
    command.getSubcommands().values().forEach(ClausewatchCli::everywhere);
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help.")
        .build();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static Duration duration(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeException e) {
      // The same fault as a negative one.
    }
    throw new TypeConversionException(
        "expected an ISO-8601 duration such as PT5S, PT10M or P1D, found '" + text + "'");
  }

  private static int usage(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    if (arguments.length == 0 && command.getParent() == null) {
      command.usage(command.getErr());
      return ExitCode.USAGE;
    }
    command.getErr().println(wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println("`" + name + " --help` tells how it is used.");
    return ExitCode.USAGE;
  }

  private static int failed(CommandContext context, Exception failure) throws Exception {
    if (context.stopping().getAsBoolean()) {
      return ExitCode.FAILED;
    }
    Terminal terminal = context.terminal();
    switch (failure) {
      case ParameterException wrong -> {
        return usage(wrong, new String[0]);
      }
      case CommandException e -> terminal.err().println(e.getMessage());
      case IOException e -> terminal.err().println("Reading or writing failed: " + e.getMessage());
      default -> throw failure;
    }
    return ExitCode.FAILED;
  }

  /** The list of commands in groups. */
  private static String groups(Help help) {
    StringBuilder text = new StringBuilder("\n");
    GROUPS.forEach(
        (heading, names) -> {
          text.append(heading).append('\n');
          for (String name : names) {
            Help command = help;
            for (String part : name.split(" ", -1)) {
              command = command.allSubcommands().get(part);
            }
            String description = command.commandSpec().usageMessage().description()[0];
            text.append("  %-14s%s%n".formatted(name, description));
          }
          text.append('\n');
        });
    return text.toString();
  }
}
