package io.clausewatch.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.facts.ConsentRequirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code policies/README.md} leaves out no word of the rule language. */
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

  private static String read() {
    try {
      return Files.readString(POLICIES.resolve("README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
