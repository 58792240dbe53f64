package io.clausewatch.local.cli;

import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.RequestQuery;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The review of the access records of a month, as a file. */
@Command(
    name = "review",
    description = "Write the review of a month's access records to standard output.",
    footer = {
      "",
      "Example:",
      "  ./clausewatch review sony-music-kr 2026-10 --format pdf --reason 'monthly review' >"
          + " october.pdf"
    })
final class ReviewCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private ConnectionArguments connection;

  @Parameters(paramLabel = "POLICY", description = "Under which policy.")
  private String policyId;

  @Parameters(paramLabel = "MONTH", description = "Such as 2026-10.")
  private String month;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv, pdf or json. Default: ${DEFAULT-VALUE}")
  private String format;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      defaultValue = "en",
      description = "Of the words: en or ko. Default: ${DEFAULT-VALUE}")
  private String language;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; required.")
  private String reason;

  ReviewCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    RequestQuery query =
        RequestQuery.NONE.with("format", format).with("language", language).with("reason", reason);
    String path =
        "/v1/reviews/%s/%s/export"
            .formatted(RequestQuery.inPath(policyId), RequestQuery.inPath(month));
    try (ApiClient api = connection.client(context, ApiRole.OFFICER)) {
      FileDownloads.write(context.terminal(), api, "Reviewing", path, path, query);
    }
    return ExitCode.OK;
  }
}
