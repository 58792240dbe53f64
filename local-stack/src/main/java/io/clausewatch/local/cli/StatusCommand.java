package io.clausewatch.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.RequestQuery;
import io.clausewatch.local.terminal.CommandException;
import java.io.PrintStream;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clausewatch status FINDING}. */
@Command(
    name = "status",
    description = {
      "Give a finding a status, a note or an assignee.",
      "",
      "Who did it, when and why are kept for good, and the finding's history is shown.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./clausewatch status 9f86d081884c7d65 --set ACKNOWLEDGED --assignee kim",
      "  ./clausewatch status 9f86d081884c7d65 --set RESOLVED --reason FIXED --note 'The job is"
          + " off.'"
    })
final class StatusCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private ConnectionArguments connection;

  @Parameters(
      paramLabel = "FINDING",
      description = "The finding's id, as `findings --json` shows it.")
  private String findingId;

  @Option(
      names = "--set",
      paramLabel = "STATUS",
      description = "OPEN, ACKNOWLEDGED, RESOLVED or DISMISSED.")
  private String status;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description =
          "With RESOLVED: FIXED or ACCEPTED_RISK; with DISMISSED: FALSE_ALARM, TEST_DATA or"
              + " DUPLICATE.")
  private String reason;

  @Option(names = "--note", paramLabel = "TEXT", description = "What to say about it.")
  private String note;

  @Option(
      names = "--assignee",
      paramLabel = "NAME",
      description = "Who takes care of it from now on; '' for nobody.")
  private String assignee;

  @Option(
      names = "--expect",
      paramLabel = "VERSION",
      description = "Only if the finding still has this version.")
  private Integer version;

  StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    ObjectNode act =
        JsonNodeFactory.instance.objectNode().put("actId", UUID.randomUUID().toString());
    put(act, "status", status);
    put(act, "reason", reason);
    put(act, "note", note);
    put(act, "assignee", assignee);
    if (version != null) {
      act.put("version", version);
    }
    String id = RequestQuery.inPath(findingId);
    try (ApiClient api = connection.client(context, ApiRole.OFFICER)) {
      show(api.post("/v1/findings/" + id + "/status", act), context.terminal().out());
    }
    return ExitCode.OK;
  }

  private static void put(ObjectNode act, String name, String value) {
    if (value != null) {
      act.put(name, value);
    }
  }

  private static void show(JsonNode finding, PrintStream out) {
    out.println(
        "%s is %s, version %d"
            .formatted(
                finding.path("findingId").asText(),
                finding.path("status").asText(),
                finding.path("version").asInt()));
    for (JsonNode entry : finding.path("statusHistory")) {
      StringBuilder line =
          new StringBuilder("  " + entry.path("at").asText() + "  " + entry.path("by").asText());
      for (String part : new String[] {"status", "reason", "assignee", "note", "because"}) {
        if (entry.hasNonNull(part)) {
          line.append("  ").append(entry.get(part).asText());
        }
      }
      out.println(line);
    }
  }
}
