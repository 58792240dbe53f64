package io.clausewatch.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.local.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckCommandTest {

  private static final Path POLICIES = Path.of("..", "policies");

  private final TestWorld context = new TestWorld();

  @Test
  void summarisesPoliciesThatCompile() {
    assertThat(context.run("policy", "check", POLICIES.toString())).isEqualTo(ExitCode.OK);

    assertThat(context.out())
        .startsWith("POLICY ")
        .contains("sony-music-kr", "주식회사 카카오")
        .endsWith("6 policies, no errors.\n");
    assertThat(context.err()).isEmpty();
  }

  @Test
  void namesEachErrorWithFileLineColumnAndClause(@TempDir Path folder) throws IOException {
    Folders.copy(POLICIES, folder);
    Path broken = folder.resolve("sony-music-kr.yaml");
    Files.writeString(
        broken, Files.readString(broken).replaceFirst("severity: HIGH", "severity: VERY_HIGH"));

    assertThat(context.run("policy", "check", folder.toString())).isEqualTo(ExitCode.FAULTY);
    assertThat(context.err().lines().findFirst().orElseThrow())
        .matches("sony-music-kr\\.yaml:\\d+:\\d+: \\[SMK-[A-Z]+] .*");
    assertThat(context.err()).endsWith("1 error.\n");
    assertThat(context.out()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    assertThat(context.run("policy", "check", "no/such/folder")).isEqualTo(ExitCode.FAULTY);
    assertThat(context.err()).contains("no/such/folder: there is no such folder");
  }
}
