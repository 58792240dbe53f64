package io.clausewatch.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.local.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClausewatchCliTest {

  private final TestWorld context = new TestWorld();

  @Test
  void helpNamesEveryCommandInItsGroupAndWhereToBegin() {
    assertThat(context.run("--help")).isEqualTo(ExitCode.OK);

    assertThat(context.out().lines().map(String::strip).toList())
        .containsSubsequence(
            List.of(
                "Run it on this machine:",
                "demo          Start everything, and show what it does.",
                "up            Start everything on this machine.",
                "Use one that runs:",
                "send          Send events from a file.",
                "findings      Show what broke a clause.",
                "deadlines     Show what falls due next.",
                "gaps          Show what could not be decided, and why.",
                "trail         Show every event received, with its verdicts.",
                "subject       Show what happened to one person's data.",
                "activity      Show what you did through the API.",
                "Write policies:",
                "policy check  Compile every policy file of a folder.",
                "policy test   Run the scenarios of every policy of a folder."));
    assertThat(context.out())
        .contains("New here? `./clausewatch demo`", "CLAUSEWATCH_DATA for --data");
  }

  @Test
  void nothingAtAllShowsTheHelpAndIsWrongUsage() {
    assertThat(context.run()).isEqualTo(ExitCode.USAGE);
    assertThat(context.err()).contains("Usage: ./clausewatch", "New here?");
    assertThat(context.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "demo",
        "send",
        "findings",
        "deadlines",
        "gaps",
        "trail",
        "subject",
        "activity",
        "policy check",
        "policy test"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    assertThat(context.run((command + " --help").split(" "))).isEqualTo(ExitCode.OK);
    assertThat(context.out())
        .contains("Usage: ./clausewatch " + command, "Example", "  ./clausewatch ");
    assertThat(context.out().lines()).allMatch(line -> line.length() <= 120);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          up --port x           | Invalid value for option '--port': 'x' is not an int
          up --port 70000       | port must be 0 to 65535
          up --settle 5s        | expected an ISO-8601 duration such as PT5S, PT10M or P1D, found '5s'
          up --settle -PT5S     | expected an ISO-8601 duration such as PT5S, PT10M or P1D, found '-PT5S'
          demo --events -1      | --events: expected 0 to 200000, found -1
          send                  | Missing required parameter: 'FILE'
          send no/such/file     | The file 'no/such/file' can't be read.
          findings --limit 0    | --limit: expected a number from 1, found 0
          findings --polcy x    | Possible solutions: --policy-id
          trail --severity HIGH | Unknown options: '--severity'
          gaps --sort count     | '--sort'
          deadlines --q words   | '--q'
          subject               | Missing required parameter: 'ID'
          replay --own-acts-before now | Invalid value for option '--own-acts-before'
          replay --list --own-acts-before 2026-11-29T08:00:00Z | are mutually exclusive
          policy check          | Missing required parameter: 'DIR'
          fnidings              | 'fnidings'
          """)
  void wrongUsageIsNamedInOneSentence(String command, String message) {
    assertThat(context.run(command.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(context.err())
        .contains(message, "--help` tells how it is used.")
        .doesNotContain("\tat ");
    assertThat(context.out()).isEmpty();
  }

  @Test
  void warningsOfPoliciesAreCountedApartAndStrictMakesThemErrors(@TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("vocabulary.yaml"), "purposes: {audit: ''}\ndataCategories: {}\n");
    Files.writeString(folder.resolve("shared.yaml"), "definitions: {}\nexemptions: {}\n");
    Files.writeString(folder.resolve("shop.txt"), "We audit.");
    Files.writeString(
        folder.resolve("shop.yaml"),
        """
        policyId: shop
        controller: Shop
        jurisdiction: SG
        language: en
        document: shop.txt
        versions:
          - version: "1"
            purposes: {audit: {section: "1", quote: "We audit."}}
        """);
    String dir = folder.toString();

    assertThat(context.run("policy", "check", dir)).isEqualTo(ExitCode.OK);
    assertThat(context.out()).contains("1 policy, no errors, 1 warning.");
    assertThat(context.err()).contains(": warning: no policy here says 'ownActs: true'");
    assertThat(context.run("policy", "check", "--strict", dir)).isEqualTo(ExitCode.FAULTY);
    assertThat(context.run("policy", "test", dir)).isEqualTo(ExitCode.OK);
    assertThat(context.err())
        .contains("scenarios/shop.yaml: warning: there is no such file")
        .endsWith("2 warnings.\n");
    assertThat(context.run("policy", "test", "--strict", dir)).isEqualTo(ExitCode.FAULTY);

    Files.writeString(folder.resolve("shop.txt"), "We do not.");
    assertThat(context.run("policy", "check", dir)).isEqualTo(ExitCode.FAULTY);
    assertThat(context.err()).endsWith("1 error.\n");
  }

  @Test
  void aMissingTokenIsExplained() {
    assertThat(context.run("findings", "--data", "no-such-folder")).isEqualTo(ExitCode.USAGE);
    assertThat(context.err())
        .contains("There is no token: no-such-folder/tokens.properties does not exist.");
  }

  @Test
  void aUrlThatIsNoneIsExplained() {
    assertThat(context.run("findings", "--token", "t", "--url", "localhost:8080"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(context.err()).contains("--url: expected an address such as http://127.0.0.1:8080");
  }

  @Test
  void aServerThatIsNotThereIsAFailureInOneSentence() {
    assertThat(context.run("trail", "--token", "t", "--url", "http://127.0.0.1:1"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(context.err())
        .isEqualTo(
            "Clausewatch does not answer at http://127.0.0.1:1. Start it with `./clausewatch up`,"
                + " or name its address by --url.\n");
  }

  @Test
  void whatFailsWhileTheProcessStopsIsNoNews() {
    context.stopping = true;

    assertThat(context.run("trail", "--token", "t", "--url", "http://127.0.0.1:1"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(context.err()).isEmpty();
  }
}
