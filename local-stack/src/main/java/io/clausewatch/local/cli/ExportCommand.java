package io.clausewatch.local.cli;

import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.Query;
import io.clausewatch.local.stack.Tokens;
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

  private final World world;
  private final Listing listing;

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

  ExportCommand(World world, Listing listing) {
    this.world = world;
    this.listing = listing;
  }

  /** Which listing it exports. */
  Listing listing() {
    return listing;
  }

  @Override
  public Integer call() throws Exception {
    Query query = Filters.query(spec, listing).with("format", format).with("reason", reason);
    String path = listing.path() + "/export";
    try (ApiClient api = connection.client(Tokens::officer)) {
      Downloads.write(world.terminal(), api, "Exporting", path, path, query);
    }
    return ExitCode.OK;
  }

  /** {@code clausewatch export}. */
  @Command(name = "export", description = "Write all that a search finds to standard output.")
  static final class Group {}
}
