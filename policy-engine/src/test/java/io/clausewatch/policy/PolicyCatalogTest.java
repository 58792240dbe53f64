package io.clausewatch.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reading and compiling policy files; the policy of these tests is a sixth one that the project
 * doesn't ship.
 */
class PolicyCatalogTest {

  private static final String POLICY =
      """
      policyId: corner-shop
      controller: Corner Shop
      jurisdiction: SG
      language: en
      document: documents/corner-shop.txt
      versions:
        - version: "1"
          parameters:
            childUnder: 12
          purposes:
            order-fulfilment: {section: "1", quote: "to send you what you ordered"}
          lists:
            ours: [name, email]
          clauses:
            - id: SHOP-PURPOSE
              title: Purpose outside the policy
              section: "1"
              quote: "to send you what you ordered"
              severity: HIGH
              on: [access, disclosure]
              flags: "!(purpose in declaredPurposes)"
              explanation: "{categories} was handled for {purpose}."
      """;

  @TempDir Path folder;

  @BeforeEach
  void aFolder() throws IOException {
    write(
        "vocabulary.yaml",
        """
        purposes: {order-fulfilment: "", audit: ""}
        dataCategories: {contact: {name: "", email: ""}}
        """);
    write(
        "shared.yaml",
        """
        definitions: {collects: operation == 'COLLECT'}
        exemptions: {}
        """);
    Files.createDirectories(folder.resolve("documents"));
    write("documents/corner-shop.txt", "We use your data\n  to send you   what you ordered.\n");
    write("corner-shop.yaml", POLICY);
  }

  @Test
  void readsAPolicy() throws PolicyException {
    Policy policy = PolicyCatalog.load(folder).policy("corner-shop").orElseThrow();

    assertThat(policy.controller()).isEqualTo("Corner Shop");
    assertThat(policy.document()).contains("what you ordered");
    PolicyVersion version = policy.versions().getFirst();
    assertThat(version.purposes()).containsOnlyKeys("order-fulfilment");
    Clause clause = version.clauses().getFirst();
    assertThat(clause.on()).contains(EventKind.DISCLOSURE).doesNotContain(EventKind.CONSENT);
    assertThat(clause.severity()).isEqualTo(Severity.HIGH);
    assertThat(clause.rule()).isEqualTo("!(purpose in declaredPurposes)");
  }

  @Test
  void namesEveryFaultWithItsPlace() throws IOException {
    write(
        "corner-shop.yaml",
        POLICY
            .replace(
                "!(purpose in declaredPurposes)", "purpose == 'aduit' && recipient.kidn == 'X'")
            .replace("severity: HIGH", "severity: SEVERE")
            .replace("controller: Corner Shop", "controler: Corner Shop"));

    assertThatThrownBy(() -> PolicyCatalog.load(folder))
        .isInstanceOfSatisfying(
            PolicyException.class,
            e ->
                assertThat(e.faults().stream().map(PolicyFault::toString))
                    .anyMatch(f -> f.contains("'controller' is missing"))
                    .anyMatch(f -> f.contains("'controler' is not known here"))
                    .anyMatch(f -> f.contains("[SHOP-PURPOSE] expected CRITICAL, HIGH"))
                    .anyMatch(
                        f ->
                            f.equals(
                                "corner-shop.yaml:21:49: [SHOP-PURPOSE] 'recipient' has no 'kidn';"
                                    + " the closest known name is 'kind'")));
  }

  @Test
  void aLiteralThatTheFieldCannotHoldIsAFault() {
    assertFault("recipient.kind == 'POLICE'", "but found 'POLICE'");
    assertFault("recipient.kind in ['COURT', 'KOURT']", "but found 'KOURT'");
    assertFault("purpose == 'fun'", "a purpose of the vocabulary, but found 'fun'");
    assertFault("'shoe-size' in categories", "a category of the vocabulary, but found 'shoe-size'");
    assertFault("some(categories.among(['shoe-size']))", "but found 'shoe-size'");
    assertFault("goodInstrument(['PAPER'])", "but found 'PAPER'");
    assertFault("consented(['on sundays'])", "but found 'on sundays'");
    assertFault("announcedAhead('a week')", "a duration such as P7D");
    assertFault("latestChange([purpose]) == 'X'", "expected a word in quotes");
    assertFault(
        "consentFault() == 'expired'", "== compares two of one kind, found fault and a word");
  }

  @Test
  void aRuleMustBeTrueOrFalse() {
    assertFault("purpose", "true or false");
    assertFault("purpose + 'x' == 'y'", "not part of the rule language");
    assertFault(
        "categories.exists(c, c == 'name')",
        "there is no function 'exists': write some(list.among");
    assertFault("!(collects", "the ( that opens here is never closed");
  }

  @Test
  void aDefinitionMayNotReferToItself() throws IOException {
    write("shared.yaml", "definitions: {a: b, b: a}\nexemptions: {}\n");
    assertFault("a", "refers to itself");
  }

  @Test
  void aQuoteMustStandInTheDocument() throws IOException {
    write("documents/corner-shop.txt", "We do what we like.\n");
    assertThatThrownBy(() -> PolicyCatalog.load(folder))
        .hasMessageContaining("the document does not hold these words");
  }

  @Test
  void aClauseInAnotherLanguageIsTranslatedAndSaysAllInItToo() throws IOException, PolicyException {
    String title = "        localTitle: 처리방침에 없는 목적\n";
    String local = "        localExplanation: \"목적({purpose}), 항목({categories})\"\n";
    String translation = "        translation: \"For what you ordered\"\n";
    String korean = POLICY.replace("language: en", "language: ko");

    write("corner-shop.yaml", korean + title + translation + local);
    Policy policy = PolicyCatalog.load(folder).policy("corner-shop").orElseThrow();
    assertThat(policy.versions().getFirst().clauses().getFirst().localTitle())
        .isEqualTo("처리방침에 없는 목적");

    assertFaultOf(
        korean + title + translation,
        "corner-shop.yaml:15:9: [SHOP-PURPOSE] 'localExplanation' is missing, since the policy's"
            + " language is 'ko'");
    assertFaultOf(korean + title + local, "[SHOP-PURPOSE] 'translation' is missing");
    assertFaultOf(korean + translation + local, "[SHOP-PURPOSE] 'localTitle' is missing");
    assertFaultOf(
        POLICY + local,
        "corner-shop.yaml:23:27: [SHOP-PURPOSE] the policy is in English, so that a clause has no"
            + " 'localExplanation'");
    assertFaultOf(POLICY + translation, "so that a clause has no 'translation'");
    assertFaultOf(POLICY + title, "so that a clause has no 'localTitle'");
  }

  @Test
  void brokenYamlIsAFaultWithItsLine() throws IOException {
    write("corner-shop.yaml", "policyId: corner-shop\n  controller: [\n");
    assertThatThrownBy(() -> PolicyCatalog.load(folder))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("corner-shop.yaml:2:");
  }

  @Test
  void twoFilesMayNotHoldOneClause() throws IOException {
    write("other.yaml", POLICY.replace("policyId: corner-shop", "policyId: other"));
    assertThatThrownBy(() -> PolicyCatalog.load(folder))
        .hasMessageContaining("'SHOP-PURPOSE' stands in");
  }

  @Test
  void oneFileSaysThatWhatIsDoneThroughClausewatchIsRecordedUnderIt()
      throws IOException, PolicyException {
    write("corner-shop.yaml", POLICY);
    assertThat(PolicyCatalog.load(folder).ownActs()).isEmpty();

    String own = POLICY + "ownActs: true\n";
    write("corner-shop.yaml", own);
    assertThat(PolicyCatalog.load(folder).ownActs()).map(Policy::policyId).hasValue("corner-shop");

    write("other.yaml", own.replace("corner-shop\ncon", "other\ncon").replace("SHOP-", "OTHER-"));
    assertThatThrownBy(() -> PolicyCatalog.load(folder))
        .hasMessageContaining("only one policy can have ownActs: true, not [corner-shop, other]");
  }

  @Test
  void anEventIsJudgedByTheVersionInForce() throws IOException, PolicyException {
    String second =
        POLICY
            .substring(POLICY.indexOf("  - version"))
            .replace(
                "\"1\"\n    parameters", "\"2\"\n    effectiveFrom: 2026-02-01\n    parameters");
    write("corner-shop.yaml", POLICY + second);

    Policy policy = PolicyCatalog.load(folder).policy("corner-shop").orElseThrow();

    assertThat(List.of("2020-01-01T00:00:00Z", "2026-01-31T23:59:59.999Z", "2026-02-01T00:00:00Z"))
        .extracting(at -> policy.at(Instant.parse(at)).version())
        .containsExactly("1", "1", "2");
  }

  private void assertFault(String rule, String message) {
    assertFaultOf(POLICY.replace("!(purpose in declaredPurposes)", rule), message);
  }

  private void assertFaultOf(String policy, String message) {
    assertThatThrownBy(
            () -> {
              write("corner-shop.yaml", policy);
              PolicyCatalog.load(folder);
            })
        .as(policy)
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(message);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
