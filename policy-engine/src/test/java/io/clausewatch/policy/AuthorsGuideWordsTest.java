package io.clausewatch.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.facts.ConsentRequirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code policies/README.md} leaves out no word of the rule language, and has none that is not in
 * it.
 */
class AuthorsGuideWordsTest {

  private static final Path POLICIES = Path.of("..", "policies");

  private final String guide = read();

  @Test
  void everyFieldIsThere() {
    for (RuleVariable variable : RuleVariables.all().values()) {
      assertThat(guide).contains("`" + variable.name() + "`");
      if (variable.domain() instanceof EnumDomain.Symbols symbols) {
        assertThat(guide).as(variable.name()).contains(symbols.symbols());
      }
    }
  }

  @Test
  void everyFunctionIsThere() {
    for (RuleFunction function : RuleFunctions.all().values()) {
      assertThat(guide).contains((function.member() ? "`list." : "`") + function.name() + "(");
    }
  }

  @Test
  void noOtherFunctionIsThere() {
    List<String> told =
        firstColumn("### Functions", "### Explanations", "`(?:list\\.|text\\.)?(\\w+)\\(");

    assertThat(told).hasSizeGreaterThan(40).isSubsetOf(RuleFunctions.names());
  }

  @Test
  void noOtherFieldIsThere() {
    List<String> told =
        firstColumn("### Fields of the event", "### Names that a policy", "`([a-zA-Z.]+)`");

    assertThat(told).hasSizeGreaterThan(40).isSubsetOf(RuleVariables.all().keySet());
  }

  @Test
  void everyFunctionOfCelItselfIsThere() {
    assertThat(guide)
        .contains("`size(list)`", "`text.startsWith(", "`timestamp('", "`instant + period`")
        .contains("`instant - period`", "`instant - instant`");
    assertThat(RuleFunctions.standard()).hasSize(6);
  }

  @Test
  void everyWordOfADeadlineIsThere() {
    assertThat(guide)
        .contains(CalendarAnchor.WORDS.keySet().stream().map(w -> "`from: " + w + "`").toList());
  }

  @Test
  void everythingThatCanBeAskedOfAConsentIsThere() {
    for (ConsentRequirement demand : ConsentRequirement.values()) {
      String word = demand.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      assertThat(guide).contains("`'" + word + "'`");
    }
  }

  @Test
  void everyGroupOfCategoriesIsThere() throws PolicyException {
    PolicyCatalog.load(POLICIES)
        .vocabulary()
        .categories()
        .keySet()
        .forEach(group -> assertThat(guide).contains("`" + group + "Categories`"));
  }

  /** What the pattern finds in the first column of the tables between two headings. */
  private List<String> firstColumn(String from, String to, String pattern) {
    String section = guide.substring(guide.indexOf(from + "\n"), guide.indexOf(to));
    return Pattern.compile("(?m)^\\| (.*?) \\|")
        .matcher(section)
        .results()
        .map(row -> row.group(1))
        .flatMap(cell -> Pattern.compile(pattern).matcher(cell).results())
        .map(found -> found.group(1))
        .toList();
  }

  private static String read() {
    try {
      return Files.readString(POLICIES.resolve("README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
