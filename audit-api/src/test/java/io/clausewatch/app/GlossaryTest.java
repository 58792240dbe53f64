package io.clausewatch.app;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names of all main classes, of every module, and {@code docs/glossary.md}. */
class GlossaryTest {
  private static final Path ROOT = Path.of(Files.isDirectory(Path.of("policies")) ? "." : "..");
  private static final Pattern ONE_WORD = Pattern.compile("[A-Z][a-z0-9]*");
  private static final Pattern DECLARED =
      Pattern.compile("(?m)^ *(?:[a-z-]+ )*(?:class|record|enum|interface) ([A-Z]\\w*)");
  private static final Pattern QUOTED_NAME = Pattern.compile("`([A-Z]\\w*)`");

  /** Each was once the name of a class, and told nobody what it was. */
  private static final Set<String> RIDDLES =
      Set.of(
          "Act",
          "Acts",
          "Bench",
          "Cause",
          "Demand",
          "Door",
          "Duty",
          "FanOut",
          "Frame",
          "Hashed",
          "Known",
          "Letters",
          "Marked",
          "Needs",
          "Outages",
          "Patience",
          "Recent",
          "Say",
          "Says",
          "Scene",
          "Setup",
          "Shape",
          "Shown",
          "Silence",
          "Stage",
          "Tally",
          "Told",
          "Trouble",
          "Values",
          "Walk",
          "Watch",
          "Within",
          "Wordless",
          "World");

  private static List<Path> mainFiles() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().endsWith("-info.java"))
          .toList();
    }
  }

  private static List<String> mainClasses() throws IOException {
    return mainFiles().stream()
        .map(file -> file.getFileName().toString().replace(".java", ""))
        .toList();
  }

  /** Those within others too. */
  private static Set<String> allTypes() throws IOException {
    Set<String> types = new TreeSet<>();
    for (Path file : mainFiles()) {
      DECLARED.matcher(Files.readString(file)).results().forEach(one -> types.add(one.group(1)));
    }
    return types;
  }

  private static Set<String> inTheGlossary() throws IOException {
    return QUOTED_NAME
        .matcher(Files.readString(ROOT.resolve("docs/glossary.md")))
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void noTwoClassesHaveTheSameName() throws IOException {
    Map<String, List<String>> byName = mainClasses().stream().collect(groupingBy(name -> name));
    assertThat(byName.entrySet()).hasSizeGreaterThan(400);
    assertThat(byName.values()).filteredOn(same -> same.size() > 1).isEmpty();
  }

  @Test
  void aClassOfOneWordIsInTheGlossary() throws IOException {
    List<String> oneWord =
        mainClasses().stream().filter(name -> ONE_WORD.matcher(name).matches()).toList();
    assertThat(inTheGlossary()).containsAll(oneWord);
    assertThat(oneWord.size() * 100 / mainClasses().size()).as("percent").isLessThan(20);
  }

  @Test
  void theGlossaryNamesClassesThatThereAre() throws IOException {
    assertThat(mainClasses()).containsAll(inTheGlossary());
  }

  @Test
  void noRiddleComesBack() throws IOException {
    assertThat(allTypes()).as("nested ones are found").contains("JudgedEvent");
    assertThat(allTypes()).doesNotContainAnyElementsOf(RIDDLES);
  }
}
