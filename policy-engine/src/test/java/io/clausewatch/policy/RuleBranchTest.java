package io.clausewatch.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as a branch of a rule, and where it is said to stand. */
class RuleBranchTest {

  private static final String HEAD =
      """
      policyId: corner-shop
      controller: Corner Shop
      jurisdiction: SG
      language: en
      document: documents/corner-shop.txt
      versions:
        - version: "1"
          purposes:
            audit: {section: "1", quote: "to serve you"}
          clauses:
            - id: SHOP-ALL
              title: Anything
              section: "1"
              quote: "to serve you"
              severity: HIGH
              explanation: "{kind == 'access' && collects ? service : 'nothing'}"
      """;

  @TempDir Path folder;

  @BeforeEach
  void aFolder() throws IOException {
    write("vocabulary.yaml", "purposes: {audit: ''}\ndataCategories: {contact: {name: ''}}\n");
    write(
        "shared.yaml",
        """
        definitions: {collects: operation == 'COLLECT' && store == 'PRIMARY'}
        exemptions: {aggregated: aggregated && kind == 'disclosure'}
        clocks:
          leave: {on: subject, starts: subject.change == 'CANCELLED' && kind == 'subject'}
          ask: {on: request, starts: request.stage == 'RECEIVED'}
        """);
    write("documents/corner-shop.txt", "We use your data to serve you.\n");
  }

  @Test
  void isWhatTheOperatorsAreAppliedTo() throws Exception {
    assertBranches(
        "(known(purpose) || !(purpose in declaredPurposes)) && categories.without(['name']) =="
            + " ['x']",
        "known(purpose)",
        "purpose in declaredPurposes",
        "categories.without(['name']) == ['x']");
    assertBranches(
        "purpose != 'audit' && !some(categories) && !!consented()",
        "purpose != 'audit'",
        "some(categories)",
        "consented()");
    assertBranches(
        "!aggregated && (store == 'PRIMARY' ? message.advertising : !message.senderNamed)",
        "aggregated",
        "store == 'PRIMARY'",
        "message.advertising",
        "message.senderNamed");
  }

  @Test
  void isTheWholeRuleWhereThereIsNoOperator() throws Exception {
    assertBranches("( purpose == 'audit' )", "purpose == 'audit'");
  }

  @Test
  void isAlsoTheConditionOfAChoiceBetweenValues() throws Exception {
    assertBranches(
        "purpose in (aggregated ? ['audit'] : declaredPurposes)",
        "aggregated",
        "purpose in (aggregated ? ['audit'] : declaredPurposes)");
  }

  @Test
  void isADefinitionAsOneAndNoConstant() throws Exception {
    assertBranches("collects || false || !true", "collects");
  }

  @Test
  void goesAsFarAsItsWordsInQuotes() throws Exception {
    assertBranches(
        "attribute('a) && (b') == '?' || attribute(\"it's\") == ''",
        "attribute('a) && (b') == '?'",
        "attribute(\"it's\") == ''");
  }

  @Test
  void isFoundInTheRulesOfADeadline() throws Exception {
    assertThat(
            read(
                """
                        on: [deadline]
                        deadline:
                          after: [leave]
                          afterCollecting: collects && youngerThan(7)
                          destroy: collected
                          within: P5D
                          destroyedBy: "purpose == 'audit'"
                          unless: keptByConsent()
                """))
        .extracting(RuleBranch::text)
        .containsExactly("collects", "youngerThan(7)", "purpose == 'audit'", "keptByConsent()");
    assertThat(
            read(
                """
                        on: [deadline]
                        deadline:
                          after: [ask]
                          within: P5D
                          await:
                            - {what: an answer, when: request.stage == 'COMPLETED'}
                """))
        .extracting(RuleBranch::text)
        .containsExactly("request.stage == 'COMPLETED'");
  }

  @Test
  void standsInALineAndAColumnOfTheFile() throws Exception {
    assertThat(
            read(
                """
                        on: [access]
                        flags: |
                          collects
                            && !(purpose
                              in declaredPurposes)
                """))
        .containsExactly(
            new RuleBranch("corner-shop", "SHOP-ALL", 19, 11, "collects"),
            new RuleBranch("corner-shop", "SHOP-ALL", 20, 18, "purpose in declaredPurposes"));
  }

  private void assertBranches(String rule, String... texts) throws Exception {
    assertThat(read("        on: [access, disclosure]\n        flags: |\n          " + rule + "\n"))
        .extracting(RuleBranch::text)
        .containsExactly(texts);
  }

  private List<RuleBranch> read(String restOfTheClause) throws Exception {
    write("corner-shop.yaml", HEAD + restOfTheClause);
    List<RuleBranch> branches = new ArrayList<>();
    PolicyCatalog.load(
        folder,
        (branch, rule) -> {
          branches.add(branch);
          return rule;
        });
    return branches;
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
