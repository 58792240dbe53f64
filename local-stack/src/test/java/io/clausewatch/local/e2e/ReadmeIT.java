package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.local.stack.StackOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The README's example works as it stands, but for the address of this run's stack. */
@ExtendWith(OneStack.class)
class ReadmeIT {

  private static final Pattern TESTED =
      Pattern.compile(
          "<!-- The end-to-end tests run this block.*?-->\\s*```sh\\n(.*?)```", Pattern.DOTALL);

  @Test
  void theExampleWorks(OneStack.Running running) throws Exception {
    String readme = Files.readString(StackOptions.findHome().resolve("README.md"));
    Matcher block = TESTED.matcher(readme);
    assertThat(block.find()).isTrue();
    String script =
        block.group(1).replace("http://127.0.0.1:8080", running.door().base().toString());
    assertThat(script).isNotEqualTo(block.group(1));

    assertThat(run(script, running)).contains("\"accepted\":1");
    running.door().settle();
    assertThat(run(script, running)).contains("\"total\":1").contains("LPC-LE");
  }

  private static String run(String script, OneStack.Running running) throws Exception {
    Path work = running.data().resolve("stack").getParent();
    Path link = work.resolve("data");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, work.resolve("stack"));
    }
    Process shell =
        new ProcessBuilder("sh", "-c", script)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
    return said;
  }
}
