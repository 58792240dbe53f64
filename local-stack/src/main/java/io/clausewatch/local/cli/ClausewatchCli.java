package io.clausewatch.local.cli;

import io.clausewatch.local.client.ApiException;
import io.clausewatch.local.demo.DemoException;
import io.clausewatch.local.stack.StackException;
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
    GROUPS.put("Run it on this machine:", List.of("demo", "up"));
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
  }

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(run(CommandContext.real(), arguments));
  }

  /** Runs one command. */
  static int run(CommandContext context, String... arguments) {
    CommandLine command = commandLine(context);
    int exitCode = command.execute(arguments);
    command.getOut().flush();
    command.getErr().flush();
    return exitCode;
  }

  private static CommandLine commandLine(CommandContext context) {
    CommandLine command = new CommandLine(new ClausewatchCli());
    command.addSubcommand(new DemoCommand(context));
    command.addSubcommand(new UpCommand(context));
    command.addSubcommand(new SendCommand(context));
    command.addSubcommand(listing(new ListingCommand.OfFindings(context)));
    command.addSubcommand(listing(new ListingCommand.OfDeadlines(context)));
    command.addSubcommand(listing(new ListingCommand.OfGaps(context)));
    command.addSubcommand(listing(new ListingCommand.OfTrail(context)));
    command.addSubcommand(new SubjectCommand(context));
    command.addSubcommand(listing(new ListingCommand.OfActivity(context)));
    CommandLine export = new CommandLine(new ExportCommand.Group());
    for (ApiListing listing :
        List.of(ApiListing.FINDINGS, ApiListing.TRAIL, ApiListing.DEADLINES)) {
      export.addSubcommand(listing.command(), export(new ExportCommand(context, listing)));
    }
    command.addSubcommand(export);
    command.addSubcommand(new StatusCommand(context));
    command.addSubcommand(new ReviewCommand(context));
    command.addSubcommand(new MaintenanceCommand.Reindex(context));
    command.addSubcommand(new MaintenanceCommand.Replay(context));
    CommandLine policy = new CommandLine(new PolicyCommand());
    policy.addSubcommand(new PolicyCheckCommand(context));
    policy.addSubcommand(new PolicyTestCommand(context));
    command.addSubcommand(policy);
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

  private static CommandLine listing(ListingCommand command) {
    CommandLine line = filtered(new CommandLine(command), command.listing());
    ColumnsOption.addTo(line.getCommandSpec(), command.listing());
    return line;
  }

  private static CommandLine export(ExportCommand command) {
    CommandLine line = filtered(new CommandLine(command), command.listing());
    line.getCommandSpec()
        .usageMessage()
        .description("Write all " + command.listing().command() + " that meet the filters.", "");
    return line;
  }

  private static CommandLine filtered(CommandLine line, ApiListing listing) {
    FilterOptions.addTo(line.getCommandSpec(), listing);
    // --policy for --policy-id.
    line.setAbbreviatedOptionsAllowed(true);
    return line;
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
      case ApiException e -> terminal.err().println(e.getMessage());
      case StackException e -> terminal.err().println(e.getMessage());
      case DemoException e -> terminal.err().println(e.getMessage());
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
