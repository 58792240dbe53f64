package io.clausewatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of {@code policies/README.md} is a whole policy: it compiles, its scenarios pass, and
 * what they leave out is what the guide says.
 */
class AuthorsGuideTest {

  private static final Path POLICIES = Path.of("..", "policies");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theExampleWorksAsItStands() throws Exception {
    String guide = Files.readString(POLICIES.resolve("README.md"));
    List<String> examples = YAML.matcher(guide).results().map(found -> found.group(1)).toList();
    assertThat(examples).hasSize(2);
    Files.copy(POLICIES.resolve("vocabulary.yaml"), folder.resolve("vocabulary.yaml"));
    Files.copy(POLICIES.resolve("shared.yaml"), folder.resolve("shared.yaml"));
    write("corner-shop.yaml", examples.getFirst());
    write("scenarios/corner-shop.yaml", examples.getLast());
    write(
        "documents/corner-shop.txt",
        """
        1. We use your data to send you what you ordered, and to tell you about offers, if you agree.
        2. A courier brings it to you.
        3. We collect nothing from children under 13.
        4. When you leave, we delete your data within five days, but for contracts.
        """);

    PolicyReport report = PolicyScenarios.load(folder).getFirst().report();

    assertThat(report.toString()).startsWith("corner-shop: 9 scenarios passed, 0 failed\n");
    assertThat(guide).contains("```\n" + report + "```\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
