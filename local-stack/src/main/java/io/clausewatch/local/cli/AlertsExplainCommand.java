package io.clausewatch.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.RequestQuery;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clausewatch alerts explain}. */
@Command(
    name = "explain",
    description = {"Show who was told of a finding, when, or what kept it back.", ""},
    footer = {"", "Example:", "  ./clausewatch alerts explain 3f2a…"})
final class AlertsExplainCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private ConnectionArguments connection;

  @Parameters(paramLabel = "FINDING", description = "The id of the finding.")
  private String findingId;

  AlertsExplainCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    try (ApiClient api = connection.client(context, ApiRole.OFFICER)) {
      String id = RequestQuery.inPath(findingId);
      JsonNode told = api.get("/v1/findings/" + id + "/alerts", RequestQuery.NONE);
      if (told.path("items").isEmpty()) {
        context
            .terminal()
            .out()
            .println("Nobody was told: " + told.path("keptBackBy").asText() + ".");
      } else {
        context
            .terminal()
            .out()
            .print(ApiListing.ALERTS.table(told.path("items")).render(context.terminal().width()));
      }
    }
    return ExitCode.OK;
  }
}
