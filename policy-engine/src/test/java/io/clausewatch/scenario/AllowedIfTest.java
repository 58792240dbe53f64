package io.clausewatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.judge.Judge;
import io.clausewatch.judge.Judgement;
import io.clausewatch.judge.Violation;
import io.clausewatch.policy.Clause;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clause that says what it allows, instead of what breaks it. */
class AllowedIfTest {

  private static final String POLICY =
      """
      policyId: corner-shop
      controller: Corner Shop
      jurisdiction: SG
      language: en
      document: shop.txt
      versions:
        - version: "1"
          purposes:
            delivery: {section: "1", quote: "we give it to nobody"}
          clauses:
            - id: SHOP-GIVE
              title: Given away
              section: "1"
              quote: "we give it to nobody"
              severity: HIGH
              on: [disclosure]
              when: recipient.kind == 'PARTNER'
              allowedIf:
                - known(recipient.country) && recipient.country == 'SG'
                - what: consent to this partner
                  why: "{consentFault()}"
                  rule: consented(['recipient'])
                - |
                  legalBasis.kind == 'LEGAL_OBLIGATION'
                    && known(legalBasis.statute)
              explanation: "{recipient.id} got {categories}: {refusals()}."
            - id: SHOP-FLAGS
              title: Given away
              section: "1"
              quote: "we give it to nobody"
              severity: HIGH
              on: [disclosure]
              flags: >-
                recipient.kind == 'PARTNER' && !(known(recipient.country) && recipient.country == 'SG'
                || consented(['recipient']) || legalBasis.kind == 'LEGAL_OBLIGATION' && known(legalBasis.statute))
              explanation: "It is not allowed."
      """;

  private static final String KOREAN =
      """
                localWhat: 제공 동의
                  why: "{consentFault()}"
                  localWhy: "{consentFault()}"\
      """;

  private static final String SCENARIOS =
      """
      policyId: corner-shop
      clauses:
        SHOP-GIVE:
          - name: to somebody else
            events: [disclosure: {recipient: {kind: AFFILIATE}, purpose: delivery}]
            finds: []
          - name: at home
            events: [disclosure: {recipient: {kind: PARTNER, country: SG}, purpose: delivery}]
            finds: []
          - name: with consent
            events:
              - consent: {purposes: [delivery], recipientId: recipient}
              - disclosure: {recipient: {kind: PARTNER, country: US}, purpose: delivery}
            finds: []
          - name: by law
            events:
              - disclosure: {recipient: {kind: PARTNER}, purpose: delivery, legalBasis: {kind: LEGAL_OBLIGATION, statute: Act 1}}
            finds: []
          - name: by no law
            events:
              - disclosure: {recipient: {kind: PARTNER}, purpose: delivery, legalBasis: {kind: LEGAL_OBLIGATION}}
            finds: [SHOP-GIVE, SHOP-FLAGS]
            says: >-
              recipient got name: known(recipient.country) && recipient.country == 'SG'; consent to this partner
              (no consent to it is known); legalBasis.kind == 'LEGAL_OBLIGATION' && known(legalBasis.statute).
      """;

  @TempDir Path folder;

  @BeforeEach
  void aFolder() throws IOException {
    write("vocabulary.yaml", "purposes: {delivery: ''}\ndataCategories: {contact: {name: ''}}\n");
    write("shared.yaml", "definitions: {}\nexemptions: {}\nclocks: {}\n");
    write("shop.txt", "Your data is yours: we give it to nobody.\n");
    write("corner-shop.yaml", POLICY);
    Files.createDirectories(folder.resolve("scenarios"));
  }

  @Test
  void findsWhatFlagsWouldAndSaysWhyNothingAllowsIt() throws Exception {
    write("scenarios/corner-shop.yaml", SCENARIOS);

    PolicyScenarios scenarios = PolicyScenarios.load(folder).getFirst();

    for (Scenario scenario : scenarios.scenarios()) {
      assertThat(scenarios.run(scenario).differences()).as(scenario.toString()).isEmpty();
    }
  }

  @Test
  void countsEveryAlternative() throws Exception {
    write(
        "scenarios/corner-shop.yaml",
        SCENARIOS.substring(0, SCENARIOS.indexOf("    - name: at home")));

    String report = PolicyScenarios.load(folder).getFirst().report().toString();

    assertThat(report)
        .contains(
            "SHOP-GIVE  line 19:13: known(recipient.country) was neither true nor false\n",
            "SHOP-GIVE  line 22:19: consented(['recipient']) was neither true nor false\n",
            "SHOP-GIVE  line 25:18: known(legalBasis.statute) was neither true nor false\n");
  }

  @Test
  void isShownAsItIsWritten() throws Exception {
    Clause clause = policy().versions().getFirst().clauses().getFirst();

    assertThat(clause.rule())
        .isEqualTo(
            """
            when: recipient.kind == 'PARTNER'
            allowedIf: known(recipient.country) && recipient.country == 'SG'
            or: consented(['recipient'])
            or: legalBasis.kind == 'LEGAL_OBLIGATION'
              && known(legalBasis.statute)\
            """);
  }

  @Test
  void saysInBothLanguagesWhyNothingAllowsIt() throws Exception {
    write(
        "corner-shop.yaml",
        POLICY
            .replace("language: en", "language: ko")
            .replace("          why: \"{consentFault()}\"", KOREAN)
            .replace(
                "title: Given away",
                "title: Given away\n        localTitle: 제공\n        translation: so")
            .replaceAll("( +)explanation: (.*)", "$1explanation: $2\n$1localExplanation: $2"));
    write("scenarios/corner-shop.yaml", SCENARIOS);

    Violation violation = violation("by no law");

    assertThat(violation.explanation()).contains("partner (no consent to it is known); legalBasis");
    assertThat(violation.localExplanation()).contains("제공 동의(해당 처리에 대한 동의가 확인되지 않음); legalBasis");
  }

  @Test
  void slipsAreTold() throws Exception {
    assertFault(
        POLICY.replaceAll("(?s) {8}allowedIf:.*?(?= {8}explanation)", ""), "'when' goes with");
    assertFault(
        POLICY.replace("when: recipient", "flags: recipient"), "write either 'flags', or 'when'");
    assertFault(
        POLICY.replace("It is not allowed.", "{refusals()}"), "'refusals()' goes with 'allowedIf'");
    assertFault(POLICY.replace("why: \"{cons", "localWhy: \"{cons"), "there is no 'localWhy'");
    assertFault(
        POLICY.replace("rule: consented(['recipient'])", "rule: consented(['nobody'])"),
        "corner-shop.yaml:22:");
    assertFault(POLICY.replace("why: \"{cons", "wy: \"{cons"), "'wy' is not known here");
    assertFault(POLICY.replace("'PARTNER'\n        all", "'PARTNR'\n        all"), ":17:");
  }

  private Violation violation(String scenario) throws PolicyException {
    PolicyScenarios scenarios = PolicyScenarios.load(folder).getFirst();
    Policy policy = policy();
    Judge judge = new Judge(PolicyCatalog.load(folder).vocabulary());
    Scenario wanted =
        scenarios.scenarios().stream()
            .filter(each -> each.name().equals(scenario))
            .findFirst()
            .orElseThrow();
    List<Judgement> judgements =
        List.copyOf(
            new ScenarioRunner(policy, judge).judge(wanted.events(), wanted.until()).values());
    return Stream.of(judgements.getFirst())
        .flatMap(judgement -> judgement.violations().stream())
        .findFirst()
        .orElseThrow();
  }

  private Policy policy() throws PolicyException {
    return PolicyCatalog.load(folder).policy("corner-shop").orElseThrow();
  }

  private void assertFault(String policy, String message) throws IOException {
    write("corner-shop.yaml", policy);
    assertThatThrownBy(() -> PolicyCatalog.load(folder))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(message);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
