package io.clausewatch.local.cli;

import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.RequestQuery;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All of one listing as a file: {@code clausewatch export findings} and its like. */
@Command(
    footer = {
      "",
      "Examples:",
      "  ./clausewatch export findings --reason 'audit 2026' --status OPEN > findings.csv",
      "  ./clausewatch export trail --format ndjson --reason 'court order 17' > trail.ndjson"
    })
final class ExportCommand implements Callable<Integer> {

  private final CommandContext context;
  private final ApiListing listing;

  @Spec private CommandSpec spec;

  @Mixin private ConnectionArguments connection;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv or ndjson. Default: ${DEFAULT-VALUE}")
  private String format;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; required.")
  private String reason;

  ExportCommand(CommandContext context, ApiListing listing) {
    this.context = context;
    this.listing = listing;
  }

  /** Which listing it exports. */
  ApiListing listing() {
    return listing;
  }

  @Override
  public Integer call() throws Exception {
    RequestQuery query =
        FilterOptions.query(spec, listing).with("format", format).with("reason", reason);
    String path = listing.path() + "/export";
    try (ApiClient api = connection.client(context, ApiRole.OFFICER)) {
      FileDownloads.write(context.terminal(), api, "Exporting", path, path, query);
    }
    return ExitCode.OK;
  }

  /** {@code clausewatch export}. */
  @Command(name = "export", description = "Write all that a search finds to standard output.")
  static final class Group {}
}
