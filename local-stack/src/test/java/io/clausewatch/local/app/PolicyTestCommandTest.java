package io.clausewatch.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.local.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTestCommandTest {

  private static final Path POLICIES = Path.of("..", "policies");

  private final TestWorld context = new TestWorld();

  @Test
  void countsWhatPassed() {
    assertThat(context.run("policy", "test", "--strict", POLICIES.toString()))
        .isEqualTo(ExitCode.OK);

    assertThat(context.out())
        .matches(
            "([a-z-]+: \\d{2,3} scenarios passed, 0 failed\n"
                + "  branches: (\\d+) of \\2 seen both ways\n){6}");
    assertThat(context.err()).isEmpty();
  }

  @Test
  void saysWhatFailed(@TempDir Path folder) throws IOException {
    Folders.copy(POLICIES, folder);
    Path policy = folder.resolve("sony-music-kr.yaml");
    Files.writeString(
        policy, Files.readString(policy).replace("[WARRANT, JUDGE_PERMIT,", "[JUDGE_PERMIT,"));

    assertThat(context.run("policy", "test", folder.toString())).isEqualTo(ExitCode.FAULTY);

    assertThat(context.out())
        .containsPattern("FAILED SMK-LE: a good warrant \\(scenarios/sony-music-kr.yaml:\\d+\\)")
        .contains("unexpected finding e1/s1 SMK-LE: name went to LAW_ENFORCEMENT police");
  }

  @Test
  void saysWhatIsNotTested(@TempDir Path folder) throws IOException {
    Folders.copy(POLICIES, folder);
    Files.delete(folder.resolve("scenarios").resolve("sony-music-kr.yaml"));

    assertThat(context.run("policy", "test", folder.toString())).isEqualTo(ExitCode.OK);

    assertThat(context.out())
        .contains("sony-music-kr: 0 scenarios passed, 0 failed")
        .contains("no scenario breaks: SMK-PURPOSE, SMK-COLLECT")
        .containsPattern("branches: 0 of \\d+ seen both ways")
        .containsPattern("SMK-LE  line \\d+:\\d+: toAuthority was neither true nor false");
  }

  @Test
  void failsForWhatIsNotTestedIfItIsToBeStrict(@TempDir Path folder) throws IOException {
    Folders.copy(POLICIES, folder);
    Path policy = folder.resolve("sony-music-kr.yaml");
    Files.writeString(
        policy,
        Files.readString(policy)
            .replace("toAuthority && ", "toAuthority && service != 'nobody' && "));

    assertThat(context.run("policy", "test", folder.toString())).isEqualTo(ExitCode.OK);
    assertThat(context.run("policy", "test", "--strict", folder.toString()))
        .isEqualTo(ExitCode.FAULTY);

    assertThat(context.out())
        .containsPattern("SMK-LE  line \\d+:\\d+: service != 'nobody' was never false");
  }

  @Test
  void namesErrorsOfTheFiles(@TempDir Path folder) throws IOException {
    Folders.copy(POLICIES, folder);
    Path scenarios = folder.resolve("scenarios").resolve("sony-music-kr.yaml");
    Files.writeString(
        scenarios, Files.readString(scenarios).replaceFirst("kind: WARRANT", "kind: WARANT"));

    assertThat(context.run("policy", "test", folder.toString())).isEqualTo(ExitCode.FAULTY);

    assertThat(context.err())
        .containsPattern("scenarios/sony-music-kr\\.yaml:\\d+:\\d+: \\[SMK-[A-Z]+] e\\d: ")
        .contains("$.data.instrument.kind: expected one of WARRANT,", "found \"WARANT\"");
    assertThat(context.out()).isEmpty();
  }
}
