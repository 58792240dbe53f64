package io.clausewatch.local.cli;

import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.RequestQuery;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One listing, filtered: {@code clausewatch findings} and its like. */
abstract sealed class ListingCommand implements Callable<Integer> {

  private final CommandContext context;
  private final ApiListing listing;

  @Spec private CommandSpec spec;

  @Mixin private ConnectionArguments connection;

  @Mixin private ListingArguments arguments;

  private ListingCommand(CommandContext context, ApiListing listing) {
    this.context = context;
    this.listing = listing;
  }

  /** Which listing it shows. */
  final ApiListing listing() {
    return listing;
  }

  @Override
  public final Integer call() throws Exception {
    RequestQuery query = FilterOptions.query(spec, listing);
    long limit = arguments.limit();
    try (ApiClient api = connection.client(context, ApiRole.OFFICER)) {
      ListingPrinter shown = new ListingPrinter(context.terminal(), api, limit);
      if (arguments.json()) {
        shown.json(listing, query);
      } else {
        shown.table(listing, query, ColumnsOption.chosen(spec, listing));
      }
    }
    return ExitCode.OK;
  }

  /** {@code clausewatch findings}. */
  @Command(
      name = "findings",
      description = {
        "Show what broke a clause.",
        "",
        "The latest findings, as a table or as JSON.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  ./clausewatch findings --status OPEN --severity CRITICAL",
        "  ./clausewatch findings --recipient-kind LAW_ENFORCEMENT --from 2026-01-01 --all",
        "  ./clausewatch findings --instrument-reference 2026-17 --columns"
            + " clauseId,instrumentIssuer",
        "  ./clausewatch findings --q warrant --json"
      })
  static final class OfFindings extends ListingCommand {

    OfFindings(CommandContext context) {
      super(context, ApiListing.FINDINGS);
    }
  }

  /** {@code clausewatch trail}. */
  @Command(
      name = "trail",
      description = {
        "Show every event received, with its verdicts.",
        "",
        "The latest events, once for each person they concern, as a table or as JSON.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  ./clausewatch trail --verdict VIOLATED",
        "  ./clausewatch trail --event-kind disclosure --recipient-id pay-gateway",
        "  ./clausewatch trail --gap-reason 'recipient.country is not known'",
        "  ./clausewatch trail --event-id demo-abc-000017 --json"
      })
  static final class OfTrail extends ListingCommand {

    OfTrail(CommandContext context) {
      super(context, ApiListing.TRAIL);
    }
  }

  /** {@code clausewatch deadlines}. */
  @Command(
      name = "deadlines",
      description = {
        "Show what falls due next.",
        "",
        "Deadlines that run, the next first, as a table or as JSON: what is left to be destroyed,"
            + " answered or told.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  ./clausewatch deadlines --days 7",
        "  ./clausewatch deadlines --status OVERDUE --severity CRITICAL",
        "  ./clausewatch deadlines --policy-id sony-music-kr --all --json"
      })
  static final class OfDeadlines extends ListingCommand {

    OfDeadlines(CommandContext context) {
      super(context, ApiListing.DEADLINES);
    }
  }

  /** {@code clausewatch alerts list}. */
  @Command(
      name = "list",
      description = {
        "Show who was told of what.",
        "",
        "The latest messages to receivers, as a table or as JSON, with each attempt.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  ./clausewatch alerts list --state DEAD",
        "  ./clausewatch alerts list --receiver pager --from 2026-01-01 --json"
      })
  static final class OfAlerts extends ListingCommand {

    OfAlerts(CommandContext context) {
      super(context, ApiListing.ALERTS);
    }
  }

  /** {@code clausewatch activity}. */
  @Command(
      name = "activity",
      description = {
        "Show what you did through the API.",
        "",
        "Each search, look at a finding, report, export and change of a status, the latest first,"
            + " as a table or as JSON. With an admin's token, also what others did.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  ./clausewatch activity --from 2026-01-01",
        "  ./clausewatch activity --actor-id kim --all --json"
      })
  static final class OfActivity extends ListingCommand {

    OfActivity(CommandContext context) {
      super(context, ApiListing.ACTIVITY);
    }
  }

  /** {@code clausewatch gaps}. */
  @Command(
      name = "gaps",
      description = {
        "Show what could not be decided, and why.",
        "",
        "The reasons, the most frequent first, as a table or as JSON. The events themselves: trail"
            + " --gap-reason.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  ./clausewatch gaps --from 2026-01-01",
        "  ./clausewatch gaps --service crm --json"
      })
  static final class OfGaps extends ListingCommand {

    OfGaps(CommandContext context) {
      super(context, ApiListing.GAPS);
    }
  }
}
