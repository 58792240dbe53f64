package io.clausewatch.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.client.ApiException;
import io.clausewatch.local.client.RequestQuery;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clausewatch alerts test}. */
@Command(
    name = "test",
    description = {
      "Send a receiver a test message, and say what came of it.",
      "",
      "The message goes the way of all others, from the alert sender that runs.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it was delivered", "1:it was not", "2:wrong usage"},
    footer = {"", "Example:", "  ./clausewatch alerts test pager"})
final class AlertsTestCommand implements Callable<Integer> {
  /** A receiver has ten seconds to answer; what is tried again by then is told as such. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration LOOK_EVERY = Duration.ofMillis(300);

  private final CommandContext context;

  @Mixin private ConnectionArguments connection;

  @Parameters(paramLabel = "RECEIVER", description = "Its name in the routes file.")
  private String receiver;

  AlertsTestCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    try (ApiClient api = connection.client(context, ApiRole.OFFICER)) {
      String path = "/v1/alerts/receivers/" + RequestQuery.inPath(receiver) + "/test";
      JsonNode asked = api.post(path, JsonNodeFactory.instance.objectNode());
      JsonNode message = outcome(api, asked.path("messageId").asText());
      String state = message.path("state").asText("");
      JsonNode attempts = message.path("attempts");
      String answer =
          attempts.isEmpty()
              ? "no answer yet"
              : attempts.get(attempts.size() - 1).path("answer").asText();
      if (state.equals("DELIVERED")) {
        long millis = attempts.get(attempts.size() - 1).path("milliseconds").asLong();
        context
            .terminal()
            .out()
            .println("%s has it: %s, after %d ms.".formatted(receiver, answer, millis));
        return ExitCode.OK;
      }
      String why =
          state.isEmpty()
              ? receiver
                  + " was not tried within "
                  + PATIENCE.toSeconds()
                  + " s: does the alert"
                  + " sender run?"
              : "%s does not have it: %s (%s).".formatted(receiver, answer, state);
      context.terminal().err().println(why);
      return ExitCode.FAULTY;
    }
  }

  /** The message as soon as it was tried, or as it is when nobody waits any longer. */
  private JsonNode outcome(ApiClient api, String messageId)
      throws ApiException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode found =
          api.get("/v1/alerts", RequestQuery.NONE.with("messageId", messageId)).path("items");
      JsonNode message = found.path(0);
      if (!message.path("attempts").isEmpty() || System.nanoTime() > end) {
        return message;
      }
      context.pause().of(LOOK_EVERY);
    }
  }
}
