package io.clausewatch.local.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * The commands that speak to a Clausewatch that runs, wherever it does, and those that read files
 * alone.
 */
public final class ApiCommands {

  private ApiCommands() {}

  /** All of them. */
  public static List<CommandLine> of(CommandContext context) {
    List<CommandLine> commands = new ArrayList<>();
    commands.add(new CommandLine(new SendCommand(context)));
    commands.add(listing(new ListingCommand.OfFindings(context)));
    commands.add(listing(new ListingCommand.OfDeadlines(context)));
    commands.add(listing(new ListingCommand.OfGaps(context)));
    commands.add(listing(new ListingCommand.OfTrail(context)));
    commands.add(new CommandLine(new SubjectCommand(context)));
    commands.add(listing(new ListingCommand.OfActivity(context)));
    CommandLine export = new CommandLine(new ExportCommand.Group());
    for (ApiListing listing :
        List.of(ApiListing.FINDINGS, ApiListing.TRAIL, ApiListing.DEADLINES)) {
      export.addSubcommand(listing.command(), export(new ExportCommand(context, listing)));
    }
    commands.add(export);
    commands.add(new CommandLine(new StatusCommand(context)));
    commands.add(new CommandLine(new ReviewCommand(context)));
    CommandLine policy = new CommandLine(new PolicyCommand());
    policy.addSubcommand(new PolicyCheckCommand(context));
    policy.addSubcommand(new PolicyTestCommand(context));
    commands.add(policy);
    CommandLine alerts = new CommandLine(new AlertsCommand());
    alerts.addSubcommand(new AlertsCheckCommand(context));
    alerts.addSubcommand("list", listing(new ListingCommand.OfAlerts(context)));
    alerts.addSubcommand(new AlertsTestCommand(context));
    alerts.addSubcommand(new AlertsExplainCommand(context));
    commands.add(alerts);
    return commands;
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
}
