package io.clausewatch.local.cli;

import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.ApiException;
import io.clausewatch.local.client.RequestQuery;
import io.clausewatch.local.terminal.CommandException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clausewatch subject ID}. */
@Command(
    name = "subject",
    description = {
      "Show what happened to one person's data.",
      "",
      "Every event about one person, and every finding. The id is the producer's own: it is hashed"
          + " by the server, is not stored, and is not printed but in the report.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./clausewatch subject member-4711",
      "  ./clausewatch subject member-4711 --all --json",
      "  ./clausewatch subject member-4711 --report --format pdf --reason 'access request 12' >"
          + " report.pdf"
    })
final class SubjectCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private ConnectionArguments connection;

  @Mixin private ListingArguments arguments;

  @Mixin private ReportArguments report;

  @Parameters(paramLabel = "ID", description = "The person, by the producer's own id.")
  private String subjectId;

  SubjectCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    RequestQuery query = RequestQuery.NONE.with("subjectId", subjectId);
    long limit = arguments.limit();
    try (ApiClient api = connection.client(context, ApiRole.OFFICER)) {
      if (report.wanted()) {
        report(api);
        return ExitCode.OK;
      }
      ListingPrinter shown = new ListingPrinter(context.terminal(), api, limit);
      if (arguments.json()) {
        shown.json(query, ApiListing.FINDINGS, ApiListing.TRAIL);
      } else {
        shown.table(ApiListing.FINDINGS, query, List.of());
        context.terminal().out().println();
        shown.table(ApiListing.TRAIL, query, List.of());
      }
    }
    return ExitCode.OK;
  }

  private void report(ApiClient api) throws ApiException, IOException, InterruptedException {
    FileDownloads.write(
        context.terminal(),
        api,
        "Reporting",
        "/v1/subjects/ID/report",
        "/v1/subjects/" + RequestQuery.inPath(subjectId) + "/report",
        report.query());
  }
}
