package io.clausewatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.policy.PolicyException;
import io.clausewatch.policy.PolicyFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What authors of policies are told of their mistakes, word for word: {@code mistakes.yaml} holds
 * each with its messages, and the policies in which it is made lie beside it.
 */
class PolicyMistakesTest {

  private static final Path FOLDER =
      Path.of("src", "test", "resources", "io", "clausewatch", "scenario", "mistakes");
  private static final String MISTAKES = "mistakes.yaml";

  @TempDir Path folder;

  @Test
  void withoutAMistakeNothingIsTold() throws IOException {
    copy();
    assertThat(told()).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> aMistakeIsToldWithWhatToWriteInstead() throws IOException {
    return mistakes().stream()
        .map(
            mistake ->
                DynamicTest.dynamicTest(
                    (String) mistake.get("mistake"),
                    () -> {
                      make(mistake);
                      assertThat(told()).isEqualTo(mistake.get("told"));
                    }));
  }

  @SuppressWarnings("unchecked") // a list of mappings, as can be seen in it
  private static List<Map<String, Object>> mistakes() throws IOException {
    return (List<Map<String, Object>>)
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(FOLDER.resolve(MISTAKES)));
  }

  private void make(Map<String, Object> mistake) throws IOException {
    copy();
    Path file = folder.resolve((String) mistake.get("in"));
    String text = Files.readString(file);
    String instead = (String) mistake.get("instead");
    String write = (String) mistake.get("write");
    if (instead == null) {
      Files.writeString(file, text + write);
    } else {
      assertThat(text).containsOnlyOnce(instead);
      Files.writeString(file, text.replace(instead, write));
    }
  }

  private void copy() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(FOLDER.relativize(file).toString());
        if (!file.endsWith(MISTAKES)) {
          Files.createDirectories(to.getParent());
          Files.writeString(to, Files.readString(file));
        }
      }
    }
  }

  private List<String> told() {
    List<PolicyFault> faults = new ArrayList<>();
    try {
      List<PolicyScenarios> unused = PolicyScenarios.load(folder, faults::add);
    } catch (PolicyException e) {
      faults.addAll(e.faults());
    }
    return faults.stream()
        .map(fault -> fault.toString().replace(folder.toString(), "policies"))
        .toList();
  }
}
