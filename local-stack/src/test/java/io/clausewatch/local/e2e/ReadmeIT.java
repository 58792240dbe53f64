package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's example works as it stands, but for the address of this run's stack. */
@EndToEnd
class ReadmeIT {

  private static final Pattern TESTED =
      Pattern.compile(
          "<!-- The end-to-end tests run this block.*?-->\\s*```sh\\n(.*?)```", Pattern.DOTALL);

  @Test
  void theExampleWorks(RunningSystem running) throws Exception {
    String readme = Files.readString(Folders.home().resolve("README.md"));
    Matcher block = TESTED.matcher(readme);
    assertThat(block.find()).isTrue();
    String script =
        block.group(1).replace("http://127.0.0.1:8080", running.door().base().toString());
    assertThat(script).isNotEqualTo(block.group(1));

    assertThat(run(script, running)).contains("\"accepted\":1");
    running.door().settle();
    assertThat(run(script, running)).contains("\"total\":1").contains("LPC-LE");
  }

  private static String run(String script, RunningSystem running) throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", script)
            .directory(running.workFolder().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
    return said;
  }
}
