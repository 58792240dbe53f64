package io.clausewatch.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The five policies that the project ships. Loading checks every quote against the published
 * documents.
 */
class ShippedPoliciesTest {

  private static final Path POLICIES = Path.of("..", "policies");

  @Test
  void allCompile() throws PolicyException {
    PolicyCatalog catalog = PolicyCatalog.load(POLICIES);

    assertThat(catalog.policies()).hasSize(5);
    for (Policy policy : catalog.policies()) {
      assertThat(policy.versions()).as(policy.policyId()).isNotEmpty();
      assertThat(policy.document()).as(policy.policyId()).isNotBlank();
    }
  }

  @Test
  void aClauseInAnotherLanguageIsTranslated() throws PolicyException {
    for (Policy policy : PolicyCatalog.load(POLICIES).policies()) {
      for (PolicyVersion version : policy.versions()) {
        for (Clause clause : version.clauses()) {
          assertThat(clause.translation() != null)
              .as(clause.id())
              .isEqualTo(!policy.language().equals("en"));
        }
      }
    }
  }
}
