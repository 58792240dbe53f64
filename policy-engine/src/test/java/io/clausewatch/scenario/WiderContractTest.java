package io.clausewatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A policy of another world says, and its scenarios write, what version 1.1 of the contract adds.
 */
class WiderContractTest {

  @TempDir Path folder;

  @Test
  void aClinicSaysWhatItNeeds() throws Exception {
    write(
        "vocabulary.yaml",
        """
        purposes: {service-provision: "", treatment: "", research: "", automated-decision: ""}
        dataCategories: {contact: {name: ""}, sensitive: {health: ""}}
        """);
    write(
        "shared.yaml",
        """
        definitions: {}
        exemptions: {}
        clocks:
          urgent: {on: access, starts: "justification == 'urgent'"}
        """);
    write("documents/clinic.txt", "All promises.");
    StringBuilder clauses = new StringBuilder();
    clause(
        clauses,
        "ROLE",
        "access",
        "some(categories.withoutRegistration('ROLE', actor.role, purpose))"
            + " || !registeredInRole('HANDLER', actor.id, actor.role)");
    clause(
        clauses,
        "EYES",
        "access",
        "justification == 'urgent' && !followedUp('APPROVAL', 'byOther')");
    clause(clauses, "BASIS", "access", "purpose == 'research' && legalBasis.kind != 'CONSENT'");
    clause(
        clauses,
        "REVIEW",
        "access",
        "purpose == 'automated-decision' && operation == 'CONTACT' && !message.reviewOffered");
    clause(
        clauses,
        "SPECIAL",
        "access",
        "purpose == 'research' && !consented(['explicit', 'separate'])");
    clause(
        clauses,
        "WITHDRAWAL",
        "consent",
        "consent.action == 'WITHDRAWN' && grantMethod() == 'WEB_FORM' && consent.method !="
            + " 'WEB_FORM'");
    clause(
        clauses, "EXTENSION", "request", "request.stage == 'EXTENDED' && !known(request.reason)");
    clause(
        clauses,
        "BREACH",
        "notice",
        "notice.kind == 'BREACH_DISCOVERED' && notice.risk == 'HIGH' && notice.affectedCount >="
            + " 500");
    clause(
        clauses,
        "PAPER",
        "disclosure",
        "recipient.kind in ['JOINT_CONTROLLER', 'INSURER', 'LAW_ENFORCEMENT'] && !(instrument.kind"
            + " == 'PROSECUTOR_REQUEST' && instrument.issuerKind == 'PROSECUTOR')");
    write(
        "clinic.yaml",
        """
        policyId: clinic
        controller: Clinic
        jurisdiction: US
        language: en
        document: documents/clinic.txt
        versions:
          - version: "1"
            clauses:
        """
            + clauses
            + """
                  - id: URGENT
                    title: t
                    section: "1"
                    quote: "All promises."
                    severity: LOW
                    on: [access, deadline]
                    flags: "justification == 'urgent' && !followedUp('APPROVAL')"
                    deadline:
                      after: [urgent]
                      within: PT24H
                      await:
                        - {what: a reason, followUp: [JUSTIFICATION]}
                    explanation: "{overdue()}"
            """);
    write(
        "scenarios/clinic.yaml",
        """
        policyId: clinic
        clauses:
          ROLE:
            - name: a nurse who may see names for treatment, and health while she stands in
              events:
                - register: {entryId: ann, kind: HANDLER, roles: [nurse]}
                - register: {entryId: nurse, kind: ROLE, purposes: [treatment], dataCategories: [name]}
                - register: {entryId: nurse, kind: ROLE, assignmentId: stand-in, dataCategories: [health], validUntil: now}
                - access: {actor: {id: ann, kind: STAFF, role: nurse}, purpose: treatment, dataCategories: [name, health]}
                - access: {at: +1ms, actor: {id: ann, kind: STAFF, role: nurse}, purpose: treatment, dataCategories: [name, health]}
              finds: {e5: [ROLE]}
            - name: a role that she does not have
              events:
                - register: {entryId: ann, kind: HANDLER, roles: [nurse]}
                - register: {entryId: surgeon, kind: ROLE}
                - access: {actor: {id: ann, kind: STAFF, role: surgeon}, purpose: treatment}
              finds: [ROLE]
            - name: nobody said in which role
              events:
                - access: {purpose: treatment}
              finds: []
              gaps: [ROLE]
          URGENT:
            - name: the reason comes in time, and another one approves
              events:
                - register: {entryId: system, kind: HANDLER}
                - register: {entryId: any, kind: ROLE}
                - access: {actor: {role: any}, purpose: treatment, justification: urgent}
                - follow-up: {at: +24h, relatesTo: e3, text: unconscious}
                - follow-up: {at: +24h, relatesTo: e3, kind: APPROVAL, actor: {id: head, kind: STAFF}, subjectIds: []}
              until: +2d
              finds: []
            - name: the reason comes a millisecond late, and who acted approves
              events:
                - register: {entryId: system, kind: HANDLER}
                - register: {entryId: any, kind: ROLE}
                - access: {actor: {role: any}, purpose: treatment, justification: urgent}
                - follow-up: {at: +24h +1ms, relatesTo: e3}
                - follow-up: {at: +1h, relatesTo: e3, kind: APPROVAL}
              until: +2d
              finds: {e3: [URGENT, EYES]}
            - name: an approval after the reason was due is none
              events:
                - register: {entryId: system, kind: HANDLER}
                - register: {entryId: any, kind: ROLE}
                - access: {actor: {role: any}, purpose: treatment, justification: urgent}
                - follow-up: {at: +1h, relatesTo: e3}
                - follow-up: {at: +25h, relatesTo: e3, kind: APPROVAL, actor: {id: head, kind: STAFF}}
              until: +2d
              finds: {e3: [URGENT]}
          SPECIAL:
            - name: with a basis, but the consent was given along with others
              events:
                - register: {entryId: system, kind: HANDLER}
                - register: {entryId: any, kind: ROLE}
                - consent: {purposes: [research], explicit: true, separate: false}
                - access: {actor: {role: any}, purpose: research, legalBasis: {kind: CONSENT}}
              finds: [SPECIAL]
            - name: explicit and separate, but no basis is named
              events:
                - register: {entryId: system, kind: HANDLER}
                - register: {entryId: any, kind: ROLE}
                - consent: {purposes: [research], explicit: true, separate: true}
                - access: {actor: {role: any}, purpose: research}
              finds: [BASIS]
          REVIEW:
            - name: a decision without a way to a human
              events:
                - register: {entryId: system, kind: HANDLER}
                - register: {entryId: any, kind: ROLE}
                - access: {actor: {role: any}, operation: CONTACT, purpose: automated-decision}
                - access: {actor: {role: any}, operation: CONTACT, purpose: automated-decision, message: {reviewOffered: true}}
              finds: {e3: [REVIEW]}
          WITHDRAWAL:
            - name: given on the web, taken back by post
              events:
                - consent: {at: -2d, method: WEB_FORM}
                - consent: {action: WITHDRAWN, method: POST}
              finds: [WITHDRAWAL]
            - name: given on the web, taken back there
              events:
                - consent: {at: -2d, method: WEB_FORM}
                - consent: {action: WITHDRAWN, method: WEB_FORM}
              finds: []
          EXTENSION:
            - name: extended without a reason
              events:
                - request: {right: PORTABILITY}
                - request: {at: now, right: PORTABILITY, stage: EXTENDED}
              finds: [EXTENSION]
          BREACH:
            - name: five hundred people at high risk
              events:
                - notice: {kind: BREACH_DISCOVERED, affectedCount: 500, risk: HIGH}
                - notice: {noticeId: n2, kind: OTHER, topic: tariffs, authority: the ministry}
              finds: {e1: [BREACH]}
          PAPER:
            - name: a request of the police is not enough, one of a prosecutor is
              events:
                - disclosure: {recipient: {kind: LAW_ENFORCEMENT}, instrument: {kind: PROSECUTOR_REQUEST, issuerKind: PROSECUTOR}}
                - disclosure: {recipient: {kind: LAW_ENFORCEMENT}, instrument: {kind: ADMINISTRATIVE_REQUEST, issuerKind: POLICE}}
              finds: {e2: [PAPER]}
        """);

    PolicyReport report = PolicyScenarios.load(folder).getFirst().report();

    assertThat(report.toString()).startsWith("clinic: 14 scenarios passed, 0 failed\n");
  }

  private static void clause(StringBuilder clauses, String id, String on, String flags) {
    clauses.append(
        """
              - id: %s
                title: t
                section: "1"
                quote: "All promises."
                severity: LOW
                on: [%s]
                flags: "%s"
                explanation: "e"
        """
            .formatted(id, on, flags));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
