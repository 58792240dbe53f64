package io.clausewatch.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The policies that the project ships: five of others, that of its own audit trail, and examples of
 * other worlds. Loading checks every quote against the published documents.
 */
class ShippedPoliciesTest {

  private static final Path POLICIES = Path.of("..", "policies");
  private static final Path EXAMPLES = POLICIES.resolve("examples");
  private static final Pattern EXPRESSION = Pattern.compile("\\{[^}]*}");

  @Test
  void allCompile() throws PolicyException {
    PolicyCatalog catalog = PolicyCatalog.load(POLICIES);

    assertThat(catalog.policies()).hasSize(6);
    assertThat(catalog.warnings()).isEmpty();
    assertThat(catalog.ownActs()).map(Policy::policyId).hasValue("clausewatch");
    for (Policy policy : catalog.policies()) {
      assertThat(policy.versions()).as(policy.policyId()).isNotEmpty();
      assertThat(policy.document()).as(policy.policyId()).isNotBlank();
    }
  }

  @Test
  void soDoTheExamplesWithoutAWarning() throws PolicyException {
    PolicyCatalog catalog = PolicyCatalog.load(EXAMPLES);

    assertThat(catalog.policies())
        .extracting(Policy::policyId)
        .containsExactly("clausewatch", "gdpr-shop", "hipaa-clinic");
    assertThat(catalog.warnings()).isEmpty();
  }

  /** Their folder is whole, so that an installation can start with a copy of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"clausewatch.yaml", "documents/clausewatch.txt", "scenarios/clausewatch.yaml"})
  void thePolicyOfTheAuditTrailIsTheSameBesideTheExamples(String file) {
    assertThat(EXAMPLES.resolve(file)).hasSameTextualContentAs(POLICIES.resolve(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../policies", "../policies/examples"})
  void aClauseInAnotherLanguageIsTranslatedAndHasAHeadlineInIt(Path folder) throws PolicyException {
    for (Policy policy : PolicyCatalog.load(folder).policies()) {
      for (PolicyVersion version : policy.versions()) {
        for (Clause clause : version.clauses()) {
          boolean translated = !policy.language().equals("en");
          assertThat(clause.translation() != null).as(clause.id()).isEqualTo(translated);
          assertThat(clause.localTitle() != null).as(clause.id()).isEqualTo(translated);
          if (policy.language().equals("ko")) {
            assertThat(clause.localTitle()).as(clause.id()).matches("[\\p{IsHangul}0-9 ]+");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../policies", "../policies/examples"})
  void anExplanationInTheOtherLanguageTellsTheSameFacts(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        Node root = YamlFile.compose(file, (line, column, message) -> {}).orElseThrow();
        for (YamlMap version : new YamlMap(root, (line, column, message) -> {}).maps("versions")) {
          for (YamlMap clause : version.maps("clauses")) {
            if (clause.has("localExplanation")) {
              assertThat(expressions(clause.text("localExplanation")))
                  .as(clause.text("id"))
                  .containsExactlyInAnyOrderElementsOf(expressions(clause.text("explanation")));
            }
          }
        }
      }
    }
  }

  /** Words that an expression chooses from are in the explanation's own language. */
  private static List<String> expressions(String explanation) {
    return EXPRESSION
        .matcher(explanation)
        .results()
        .map(found -> found.group().replaceAll("'[^']*'", "'…'"))
        .toList();
  }
}
