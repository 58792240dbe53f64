package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackOptionsTest {

  private final StackOptions options =
      StackOptions.defaults(Path.of("home")).withSettings(Map.of());

  @Test
  void defaults() {
    assertThat(options.data()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(options.port()).isEqualTo(8080);
    assertThat(options.bind()).isEqualTo("127.0.0.1");
    assertThat(options.settle()).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.policies()).isEqualTo(Path.of("home", "policies").toAbsolutePath());
  }

  @Test
  void policiesByTheSetting() {
    assertThat(options.withSettings(Map.of("CLAUSEWATCH_POLICIES", "mine")).policies())
        .isEqualTo(Path.of("mine").toAbsolutePath());
  }

  @Test
  void senselessValuesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> options.withPort(65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> options.withBind(" "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withSettle(Duration.ofSeconds(-1)));
  }

  @Test
  void anOptionOfJavaComesBehindThoseOfTheStack() throws StackException {
    StackOptions bigger = options.withJavaOptions("-Xmx1g");
    assertThat(bigger.withPort(0).javaOptions()).containsExactly("-Xmx1g");
    InstalledParts parts = InstalledParts.at(StackOptions.findHome());
    List<String> command =
        AppPrograms.command(parts, bigger.javaOptions(), "audit-api", "example.Main");
    assertThat(command.indexOf("-Xmx1g")).isGreaterThan(command.indexOf("-Xmx384m"));
  }

  @Test
  void secretsAreNotShown() {
    assertThat(options.withSettings(Map.of("CLAUSEWATCH_SUBJECT_KEY", "hush-hush")).toString())
        .contains("CLAUSEWATCH_SUBJECT_KEY")
        .doesNotContain("hush");
  }

  @Test
  void theHomeIsFoundFromTheClasses() throws StackException {
    assertThat(Files.exists(StackOptions.findHome().resolve("clausewatch"))).isTrue();
  }
}
