package io.clausewatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.Event;
import io.clausewatch.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reading and running scenarios; the policy of these tests is one that the project doesn't ship.
 */
class ScenarioFilesTest {

  private static final String HEAD = "policyId: corner-shop\nclauses:\n  SHOP-PURPOSE:\n";

  @TempDir Path folder;

  @BeforeEach
  void aPolicy() throws IOException {
    write(
        "vocabulary.yaml",
        """
        purposes: {service-provision: "", audit: ""}
        dataCategories: {contact: {name: "", email: ""}}
        """);
    write("shared.yaml", "definitions: {}\nexemptions: {}\n");
    write("documents/corner-shop.txt", "We use your data to serve you. We never call.");
    write(
        "corner-shop.yaml",
        """
        policyId: corner-shop
        controller: Corner Shop
        jurisdiction: SG
        language: en
        document: documents/corner-shop.txt
        versions:
          - version: "1"
            purposes:
              service-provision: {section: "1", quote: "to serve you"}
            clauses:
              - id: SHOP-PURPOSE
                title: Purpose outside the policy
                section: "1"
                quote: "We use your data to serve you."
                severity: HIGH
                on: [access, disclosure]
                flags: "!(purpose in declaredPurposes)"
                explanation: "Used for {purpose}."
              - id: SHOP-CALL
                title: A call
                section: "2"
                quote: "We never call."
                severity: LOW
                on: [access]
                flags: "operation == 'CONTACT' && message.channel == 'PHONE'"
                explanation: "Somebody was called."
        """);
  }

  @Test
  void whatIsExpectedPasses() throws Exception {
    PolicyReport report =
        run(
            """
                - name: a declared purpose
                  events:
                    - access: {}
                  finds: []
                - name: another purpose
                  events:
                    - access: {purpose: audit}
                  finds: [SHOP-PURPOSE]
                  says: for audit
            """);

    assertThat(report.passed()).isTrue();
    assertThat(report.toString()).contains("corner-shop: 2 scenarios passed, 0 failed");
  }

  @Test
  void anUnexpectedFindingFailsWithItsExplanation() throws Exception {
    assertThat(
            differences(
                """
                    - name: a call for another purpose
                      events:
                        - access: {purpose: audit, operation: CONTACT, message: {channel: PHONE}}
                      finds: [SHOP-PURPOSE]
                """))
        .containsExactly("unexpected finding e1/s1 SHOP-CALL: Somebody was called.");
  }

  @Test
  void aFindingThatIsNotThereFails() throws Exception {
    assertThat(
            differences(
                """
                    - name: a declared purpose
                      events:
                        - access: {}
                      finds: [SHOP-PURPOSE]
                """))
        .containsExactly("expected   finding e1/s1 SHOP-PURPOSE: not there");
  }

  @Test
  void anotherExplanationFails() throws Exception {
    assertThat(
            differences(
                """
                    - name: another purpose
                      events:
                        - access: {purpose: audit}
                      finds: [SHOP-PURPOSE]
                      says: for fun
                """))
        .containsExactly("expected an explanation that says 'for fun', found [Used for audit.]");
  }

  @Test
  void anUnexpectedGapFails() throws Exception {
    assertThat(
            differences(
                """
                    - name: a category that the vocabulary does not know
                      events:
                        - access: {dataCategories: [shoe-size]}
                      finds: []
                """))
        .containsExactly(
            "unexpected gap e1/s1 vocabulary: a data category is not in the vocabulary");
  }

  @Test
  void aListIsAboutTheLastEventAlone() throws Exception {
    assertThat(
            differences(
                """
                    - name: two accesses
                      events:
                        - access: {purpose: audit}
                        - access: {purpose: audit}
                      finds: [SHOP-PURPOSE]
                """))
        .containsExactly("unexpected finding e1/s1 SHOP-PURPOSE: Used for audit.");
  }

  @Test
  void aMappingNamesEventAndSubject() throws Exception {
    assertThat(
            differences(
                """
                    - name: two data subjects
                      events:
                        - access: {eventId: first, subjectIds: [s1, s2], purpose: audit}
                        - access: {}
                      finds: {first/s1: [SHOP-PURPOSE], e2: []}
                """))
        .containsExactly("unexpected finding first/s2 SHOP-PURPOSE: Used for audit.");
  }

  @Test
  void timesAreToldFromTheScenariosOwn() throws Exception {
    Scenario scenario =
        onlyScenario(
            """
                - name: times
                  now: "2024-02-29T12:00:00Z"
                  events:
                    - consent: {at: -1y -1ms, validUntil: now}
                    - subject: {birthDate: -13y +1d}
                    - disclosure: {instrument: {issuedAt: +1mo, validUntil: "2030-01-01T09:00:00+09:00"}}
                    - access: {at: +2h}
                  finds: []
            """);

    List<Event> events = scenario.events();
    assertThat(events.get(0).occurredAt()).isEqualTo("2023-02-28T11:59:59.999Z");
    assertThat(events.get(0).consent().getValidUntil()).isEqualTo("2024-02-29T12:00:00Z");
    assertThat(events.get(1).subject().getBirthDate()).isEqualTo(LocalDate.of(2011, 3, 1));
    assertThat(events.get(2).disclosure().getInstrument().getIssuedAt())
        .isEqualTo("2024-03-29T12:00:00Z");
    assertThat(events.get(2).disclosure().getInstrument().getValidUntil())
        .isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(events.get(3).occurredAt()).isEqualTo("2024-02-29T14:00:00Z");
  }

  @Test
  void whatIsNotSaidIsFilledIn() throws Exception {
    Scenario scenario =
        onlyScenario(
            """
                - name: defaults
                  events:
                    - access: {operation: CONTACT}
                    - access: {operation: COLLECT, collection: {source: SUBJECT}}
                    - disclosure: {instrument: {reference: null}}
                  finds: []
            """);

    List<Event> events = scenario.events();
    assertThat(events.get(0).access().getMessage()).isNotNull();
    assertThat(events.get(1).access().getCollection().getMethod()).isNotNull();
    assertThat(events.get(2).disclosure().getInstrument().getReference()).isNull();
    assertThat(events.get(2).disclosure().getInstrument().getIssuer()).isNotBlank();
  }

  @Test
  void clausesWithoutScenariosAreNamed() throws Exception {
    PolicyReport report =
        run(
            """
                - name: a declared purpose
                  events:
                    - access: {}
                  finds: []
            """);

    assertThat(report.coversEveryClause()).isFalse();
    assertThat(report.toString())
        .contains("no scenario breaks: SHOP-PURPOSE, SHOP-CALL")
        .contains("no scenario keeps: SHOP-CALL");
  }

  @Test
  void aPolicyWithoutAFileHasNoScenarios() throws Exception {
    PolicyScenarios policy = PolicyScenarios.load(folder).getFirst();

    assertThat(policy.scenarios()).isEmpty();
    assertThat(policy.report().neverKept()).containsExactly("SHOP-PURPOSE", "SHOP-CALL");
  }

  @Test
  void everyFaultIsNamedWithItsPlace() throws Exception {
    write(
        "scenarios/corner-shop.yaml",
        """
        policyId: corner-shop
        clauses:
          SHOP-HOURS:
            - name: a clause that the policy does not have
              events:
                - access: {operation: PEEK}
              finds: [SHOP-NOISE]
          SHOP-CALL:
            - name: faults
              now: noon
              events:
                - visit: {}
                - access: {at: tomorrow, recipient: {id: x}}
                - access: none
                - access: {purpose: audit, purpose: audit}
              finds: {e9: [SHOP-CALL]}
              note: nobody reads this
            - name: nothing
        """);
    write("scenarios/other-shop.yaml", "policyId: other-shop\n");

    assertThatThrownBy(() -> PolicyScenarios.load(folder))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(
            "scenarios/corner-shop.yaml:3:3: [SHOP-HOURS] the policy has no clause 'SHOP-HOURS'")
        .hasMessageContaining("scenarios/corner-shop.yaml:6:31: [SHOP-HOURS] e1: $.data.operation")
        .hasMessageContaining("[SHOP-HOURS] the policy has no clause 'SHOP-NOISE'")
        .hasMessageContaining("expected an instant in UTC")
        .hasMessageContaining("an event is one kind of the contract")
        .hasMessageContaining(
            "e2: 'tomorrow' is no time: write it from the scenario's now, as in +5d")
        .hasMessageContaining("e2: $.data.recipient")
        .hasMessageContaining("expected the fields of the event in braces")
        .hasMessageContaining(
            "corner-shop.yaml:15:36: [SHOP-CALL] no YAML: found duplicate key purpose")
        .hasMessageContaining("there is no event 'e9' in this scenario")
        .hasMessageContaining("'note' is not known here")
        .hasMessageContaining("a scenario needs at least one event")
        .hasMessageContaining("'finds' is missing")
        .hasMessageContaining("scenarios/other-shop.yaml: there is no policy 'other-shop'");
  }

  @Test
  void aBranchIsSeenOnlyWhereItIsAsked() throws Exception {
    PolicyReport report =
        run(
            """
                - name: a letter
                  events:
                    - access: {}
                    - access: {operation: CONTACT, message: {channel: POST}}
                  finds: []
            """);

    assertThat(report.toString())
        .endsWith(
            """
              branches: 1 of 3 seen both ways
                SHOP-PURPOSE  line 17:19: purpose in declaredPurposes was never false
                SHOP-CALL  line 25:43: message.channel == 'PHONE' was never true
            """);
    assertThat(report.coversEverything()).isFalse();
    assertThat(run("    []\n").missedBranches())
        .hasSize(3)
        .allMatch(branch -> branch.toString().endsWith(" was neither true nor false"));
  }

  @Test
  void aBranchThatStaysUndecidedIsNotSeen() throws Exception {
    Path policy = folder.resolve("corner-shop.yaml");
    Files.writeString(
        policy,
        Files.readString(policy)
            .replace("message.channel == 'PHONE'", "message.requestId == 'q1'"));

    PolicyReport report =
        run(
            """
                - name: a letter that answers nobody knows what
                  events:
                    - access: {}
                    - access: {operation: CONTACT, message: {}}
                  finds: []
                  gaps: [SHOP-CALL]
            """);

    assertThat(report.passed()).isTrue();
    assertThat(report.toString())
        .endsWith("SHOP-CALL  line 25:43: message.requestId == 'q1' was neither true nor false\n");
  }

  @Test
  void whatEveryBranchSaysEitherWayIsCovered() throws Exception {
    PolicyReport report =
        run(
            """
                - name: another purpose
                  events:
                    - access: {purpose: audit}
                  finds: [SHOP-PURPOSE]
                - name: a declared one
                  events:
                    - access: {}
                  finds: []
              SHOP-CALL:
                - name: a call
                  events:
                    - access: {operation: CONTACT, message: {channel: PHONE}}
                  finds: [SHOP-CALL]
                - name: a letter
                  events:
                    - access: {operation: CONTACT, message: {channel: POST}}
                  finds: []
            """);

    assertThat(report.missedBranches()).isEmpty();
    assertThat(report.coversEverything()).isTrue();
    assertThat(report.toString()).endsWith("  branches: 3 of 3 seen both ways\n");
  }

  /** The policy's author and the producer may use editors that compose letters otherwise. */
  @ParameterizedTest
  @CsvSource({"NFC, NFD", "NFD, NFC"})
  void idsAreTheSameHoweverTheyAreComposed(Form ofPolicy, Form ofEvents) throws Exception {
    Map<String, String> files =
        Map.of(
            "vocabulary.yaml",
            """
            purposes: {service-provision: "", café: ""}
            dataCategories: {contact: {name: "", prénom: ""}}
            """,
            "corner-shop.yaml",
            """
            policyId: corner-shop
            controller: Corner Shop
            jurisdiction: SG
            language: en
            document: documents/corner-shop.txt
            versions:
              - version: "1"
                parameters: {chief: rené}
                lists: {chiefs: [zoë], given: [prénom]}
                purposes:
                  café: {section: "1", quote: "to serve you"}
                processors:
                  société:
                    name: "Société"
                    purposes: [café]
                    section: "1"
                    quote: "to serve you"
                clauses:
                  - id: SHOP-É
                    title: Somebody else
                    section: "1"
                    quote: "We use your data to serve you."
                    severity: HIGH
                    on: [access]
                    flags: >-
                      !(purpose in declaredPurposes) || !listedProcessorFor(actor.processorId, purpose)
                      || !(actor.id == 'josé' || actor.id == chief || actor.id in chiefs)
                      || !some(categories.among(given)) || attribute('âge') != 'très'
                    explanation: "Used by {actor.id}."
            """);
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(file.getKey(), Normalizer.normalize(file.getValue(), ofPolicy));
    }
    StringBuilder scenarios = new StringBuilder("policyId: corner-shop\nclauses:\n  SHOP-É:\n");
    for (String actor : List.of("josé", "rené", "zoë", "José")) {
      scenarios.append(
          """
              - name: an access
                events:
                  - subject: {attributes: {âge: très}}
                  - access:
                      actor: {id: %s, kind: PROCESSOR_STAFF, processorId: société}
                      purpose: café
                      dataCategories: [prénom]
                finds: [%s]
          """
              .formatted(actor, actor.equals("José") ? "SHOP-É" : ""));
    }
    write("scenarios/corner-shop.yaml", Normalizer.normalize(scenarios, ofEvents));

    PolicyReport report = PolicyScenarios.load(folder).getFirst().report();

    assertThat(report.outcomes()).hasSize(4);
    assertThat(report.outcomes()).flatExtracting(ScenarioOutcome::differences).isEmpty();
  }

  private PolicyReport run(String scenarios) throws Exception {
    write("scenarios/corner-shop.yaml", HEAD + scenarios);
    return PolicyScenarios.load(folder).getFirst().report();
  }

  private List<String> differences(String scenario) throws Exception {
    return run(scenario).outcomes().getFirst().differences();
  }

  private Scenario onlyScenario(String scenario) throws Exception {
    return run(scenario).outcomes().getFirst().scenario();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
