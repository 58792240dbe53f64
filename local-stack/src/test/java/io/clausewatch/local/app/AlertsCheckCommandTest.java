package io.clausewatch.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.local.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsCheckCommandTest {
  private static final Path POLICIES = Path.of("..", "policies");

  private static final String ROUTES =
      """
      receivers:
        desk: { webhook: { url: "https://desk.example.org/hook", secretFile: none.key } }
        chat: { slack: { url: "${env:CHAT}" } }
      routes:
        - { match: { severity: CRITICAL }, to: desk, repeat: PT1H, continue: true }
        - { to: chat, groupBy: [policyId, clauseId] }
      """;

  private final TestWorld world = new TestWorld();

  @TempDir Path folder;

  private int check(String yaml) throws Exception {
    Path file = folder.resolve("alerts.yaml");
    Files.writeString(file, yaml);
    return world.run("alerts", "check", file.toString(), "--policies", POLICIES.toString());
  }

  @Test
  void aFileThatCanBeUsedIsShown() throws Exception {
    world.environment.put("CHAT", "https://hooks.example.org/secret-path");
    assertThat(check(ROUTES)).isEqualTo(ExitCode.OK);
    assertThat(world.out())
        .contains(
            "https://desk.example.org/hook", "the address in ${env:CHAT}", "policyId, clauseId")
        .contains("severity CRITICAL, and looks further")
        .endsWith("2 receivers, 2 routes, no errors.\n")
        .doesNotContain("secret-path");
    assertThat(world.err())
        .isEqualTo(
            "Not on this machine: the file %s cannot be read.\n"
                .formatted(folder.resolve("none.key")));
  }

  @Test
  void everyErrorIsToldWithItsLine() throws Exception {
    assertThat(check(ROUTES.replace("to: chat", "to: chatt").replace("CRITICAL", "URGENT")))
        .isEqualTo(ExitCode.FAULTY);
    assertThat(world.out()).isEmpty();
    assertThat(world.err())
        .contains("alerts.yaml:5:", "alerts.yaml:6:", "did you mean 'chat'?")
        .endsWith("2 errors.\n");
  }

  @Test
  void aFileByWhichNobodyIsToldSaysSo() throws Exception {
    assertThat(check("receivers: {}\n")).isEqualTo(ExitCode.OK);
    assertThat(world.out()).contains("Nobody is told of any finding: there is no route.");
  }

  @Test
  void aFolderWithoutPoliciesIsAnError() {
    assertThat(world.run("alerts", "check", "any.yaml", "--policies", folder + "/none"))
        .isEqualTo(ExitCode.FAULTY);
    assertThat(world.err()).contains("there is no such folder");
  }
}
