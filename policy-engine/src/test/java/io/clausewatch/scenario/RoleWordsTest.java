package io.clausewatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.clausewatch.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Who may handle which data for what: by role, and by person. */
class RoleWordsTest {

  private static final String POLICY =
      """
      policyId: clinic
      controller: Clinic
      jurisdiction: US
      language: en
      document: clinic.txt
      versions:
        - version: "1"
          purposes:
            care: {section: "1", quote: "only who needs it"}
          clauses:
            - {id: ROLE, title: x, section: "1", quote: only who needs it, severity: LOW, on: [access], explanation: "{refusals()}",
               when: operation == 'READ', allowedIf: [roleMayHandle()]}
            - {id: PERSON, title: x, section: "1", quote: only who needs it, severity: LOW, on: [access], explanation: "{refusals()}",
               when: operation == 'USE', allowedIf: [handlerMayHandle()]}
      """;

  private static final String SCENARIOS =
      """
      policyId: clinic
      clauses:
        ROLE:
          - name: of the role's categories, which two assignments name between them
            events:
              - register: {kind: ROLE, entryId: nurse, dataCategories: [name], purposes: [care]}
              - register: {kind: ROLE, entryId: nurse, assignmentId: more, dataCategories: [diagnosis]}
              - access: {purpose: care, dataCategories: [name, diagnosis], actor: {role: nurse}}
            finds: []
          - name: a later entry of the same assignment names less
            events:
              - register: {kind: ROLE, entryId: nurse}
              - register: {kind: ROLE, entryId: nurse, at: -1h, dataCategories: [name]}
              - access: {purpose: care, dataCategories: [name, diagnosis], actor: {role: nurse}}
            finds: [ROLE]
            says: roleMayHandle()
          - name: for another purpose
            events:
              - register: {kind: ROLE, entryId: nurse, purposes: [billing]}
              - access: {purpose: care, actor: {role: nurse}}
            finds: [ROLE]
          - name: a role that nobody registered
            events:
              - register: {kind: ROLE, entryId: nurse}
              - access: {purpose: care, actor: {role: porter}}
            finds: [ROLE]
          - name: nobody said in which role
            events:
              - register: {kind: ROLE, entryId: nurse}
              - access: {purpose: care}
            finds: []
            gaps: [ROLE]
        PERSON:
          - name: in every role
            events:
              - register: {entryId: anna, dataCategories: [name]}
              - access: {operation: USE, purpose: care, actor: {id: anna}}
            finds: []
          - name: in one of the roles
            events:
              - register: {entryId: anna, roles: [nurse]}
              - access: {operation: USE, purpose: care, actor: {id: anna, role: nurse}}
            finds: []
          - name: in another role
            events:
              - register: {entryId: anna, roles: [nurse]}
              - access: {operation: USE, purpose: care, actor: {id: anna, role: porter}}
            finds: [PERSON]
          - name: a right that has ended
            events:
              - register: {entryId: anna, dataCategories: [name]}
              - register: {entryId: anna, assignmentId: holidays, validUntil: -1ms}
              - access: {operation: USE, purpose: care, dataCategories: [name, diagnosis], actor: {id: anna}}
            finds: [PERSON]
          - name: a temporary right beside the permanent one
            events:
              - register: {entryId: anna, dataCategories: [name]}
              - register: {entryId: anna, assignmentId: holidays, validUntil: now}
              - access: {operation: USE, purpose: care, dataCategories: [name, diagnosis], actor: {id: anna}}
            finds: []
      """;

  @TempDir Path folder;

  @BeforeEach
  void aFolder() throws IOException {
    write(
        "vocabulary.yaml",
        """
        purposes: {care: "", billing: ""}
        dataCategories: {contact: {name: "", diagnosis: ""}}
        """);
    write("shared.yaml", "definitions: {}\nexemptions: {}\nclocks: {}\n");
    write("clinic.txt", "It is seen by only who needs it.\n");
    write("clinic.yaml", POLICY);
    Files.createDirectories(folder.resolve("scenarios"));
    write("scenarios/clinic.yaml", SCENARIOS);
  }

  @TestFactory
  Stream<DynamicTest> allowWhatTheRegisterAllows() throws PolicyException {
    PolicyScenarios scenarios = PolicyScenarios.load(folder).getFirst();
    return scenarios.scenarios().stream()
        .map(
            scenario ->
                dynamicTest(
                    scenario.toString(),
                    () -> assertThat(scenarios.run(scenario).differences()).isEmpty()));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
