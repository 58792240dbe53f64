package io.clausewatch.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When time runs out, and how old data is: to the millisecond on either side. */
class DeadlineWordsTest {

  private static final String POLICY =
      """
      policyId: book-club
      controller: Book Club
      jurisdiction: KR
      language: en
      timeZone: Asia/Seoul
      document: club.txt
      versions:
        - version: "1"
          parameters: {aMonth: P1M}
          purposes:
            delivery: {section: "1", quote: "what we promise"}
          retention:
            P1Y: {from: yearEnd, categories: [invoice]}
            P1M: [letter]
          retainedAtLeast:
            from: yearEnd
            P1Y: [invoice]
            forever: [deed]
          clauses:
            - {id: CLUB-RETAINED, title: x, section: "1", quote: what we promise, severity: LOW, on: [deadline], explanation: "{overdue()}",
               deadline: {after: [leaving], destroy: retained}}
            - {id: CLUB-MONTH, title: x, section: "1", quote: what we promise, severity: LOW, on: [deadline], explanation: "{overdue()}",
               deadline: {after: [leaving], destroy: unretained, within: P5D, from: monthEnd, unless: "requestEnded(['ACCESS'], ['REFUSED'])"}}
            - {id: CLUB-EARLY, title: x, section: "1", quote: what we promise, severity: LOW, on: [access], explanation: "{destroyedTooEarly()}",
               flags: some(destroyedTooEarly())}
            - {id: CLUB-ANSWER, title: x, section: "1", quote: what we promise, severity: LOW, on: [deadline], explanation: "{overdue()}",
               deadline: {after: [request], within: aMonth, extendedBy: {stage: EXTENDED, by: P2M},
                          await: [{what: an answer, when: request.stage == 'COMPLETED'}],
                          unless: "requestEnded(['ACCESS', 'CORRECTION'], ['REFUSED'])"}}
            - {id: CLUB-IDLE, title: x, section: "1", quote: what we promise, severity: LOW, on: [deadline], explanation: "{overdue()}",
               deadline: {afterLast: actor.kind == 'SUBJECT', destroy: unretained, within: P2Y}}
            - {id: CLUB-OLD, title: x, section: "1", quote: what we promise, severity: LOW, on: [access], explanation: "{dataAge('name')}",
               when: operation == 'USE', allowedIf: [collectedWithin('P1Y'), dataAge('name') < period('P1M')]}
            - {id: CLUB-LATE, title: x, section: "1", quote: what we promise, severity: LOW, on: [notice], explanation: x,
               flags: known(notice.effectiveAt) && notice.effectiveAt - occurredAt < period('P1M') && occurredAt >= timestamp('2024-03-15T12:00:00Z')
                      && notice.effectiveAt < occurredAt + period('P2M') && notice.effectiveAt - period('P1D') > occurredAt}
            - {id: CLUB-MANY, title: x, section: "1", quote: what we promise, severity: LOW, on: [disclosure], explanation: x,
               flags: size(categories) > 2 || recipient.id.startsWith('ext-')}
      """;

  private static final String SCENARIOS =
      """
      policyId: book-club
      clauses:
        CLUB-RETAINED:
          - name: a year from the end of the year, and a month from the day
            events:
              - access: {at: -1d, operation: COLLECT, purpose: delivery, dataCategories: [invoice, letter], actor: {kind: SYSTEM}}
              - subject: {at: now, change: CANCELLED}
              - access: {at: +1mo, operation: DESTROY, purpose: delivery, dataCategories: [letter]}
            # The year ends in Korea nine hours earlier.
            until: "2025-12-31T15:00:00Z"
            finds: []
          - name: the instant after
            events:
              - access: {at: -1d, operation: COLLECT, purpose: delivery, dataCategories: [invoice, letter]}
              - subject: {at: now, change: CANCELLED}
            until: "2025-12-31T15:00:00.001Z"
            finds: {e2: [CLUB-RETAINED]}
            says: letter (due 2024-04-15 12:00 UTC, not done so far); invoice (due 2025-12-31 15:00 UTC
        CLUB-MONTH:
          - name: five days from the end of the month
            events:
              - access: {at: -1d, operation: COLLECT, purpose: delivery}
              - subject: {at: now, change: CANCELLED}
            until: "2024-04-05T15:00:00Z"
            finds: []
          - name: the instant after
            events:
              - access: {at: -1d, operation: COLLECT, purpose: delivery}
              - subject: {at: now, change: CANCELLED}
            until: "2024-04-05T15:00:00.001Z"
            finds: {e2: [CLUB-MONTH]}
          - name: a request is refused at the last instant
            events:
              - access: {at: -1d, operation: COLLECT, purpose: delivery}
              - subject: {at: now, change: CANCELLED}
              - request: {at: now}
              - request: {at: "2024-04-05T15:00:00Z", stage: REFUSED}
            until: "2024-04-06T15:00:00Z"
            finds: []
          - name: a later request is open
            events:
              - access: {at: -1d, operation: COLLECT, purpose: delivery}
              - subject: {at: now, change: CANCELLED}
              - request: {at: now}
              - request: {at: +1d, stage: REFUSED}
              - request: {at: "2024-04-05T15:00:00Z", requestId: q2}
            until: "2024-04-06T15:00:00Z"
            finds: {e2: [CLUB-MONTH]}
        CLUB-EARLY:
          - name: destroyed when it may be
            events:
              - access: {at: now, operation: COLLECT, purpose: delivery, dataCategories: [invoice]}
              - access: {at: "2025-12-31T15:00:00Z", operation: DESTROY, purpose: delivery, dataCategories: [invoice, name]}
            finds: []
          - name: an instant before
            events:
              - access: {at: now, operation: COLLECT, purpose: delivery, dataCategories: [invoice]}
              - access: {at: "2025-12-31T14:59:59.999Z", operation: DESTROY, purpose: delivery, dataCategories: [invoice, name]}
            finds: [CLUB-EARLY]
            says: invoice
          - name: collected once more meanwhile, and all destroyed
            events:
              - access: {at: now, operation: COLLECT, purpose: delivery, dataCategories: [invoice]}
              - access: {at: +1y, operation: COLLECT, purpose: delivery, dataCategories: [invoice]}
              - access: {at: "2025-12-31T15:00:00Z", operation: DESTROY, purpose: delivery, dataCategories: []}
            finds: [CLUB-EARLY]
          - name: never to be destroyed, and destroyed twice
            events:
              - access: {at: -20y, operation: COLLECT, purpose: delivery, dataCategories: [deed]}
              - access: {at: now, operation: DESTROY, purpose: delivery, dataCategories: [deed]}
              - access: {at: +1d, operation: DESTROY, purpose: delivery, dataCategories: [deed]}
            finds: {e2: [CLUB-EARLY]}
        CLUB-ANSWER:
          - name: answered in a month
            events:
              - request: {at: now}
              - request: {at: +1mo, stage: COMPLETED}
            until: +1y
            finds: []
          - name: a month is over
            events: [request: {at: now}]
            until: +1mo +1ms
            finds: [CLUB-ANSWER]
          - name: extended at the last instant, and answered at the last one after that
            events:
              - request: {at: now}
              - request: {at: +1mo, stage: EXTENDED, reason: many}
              - request: {at: +3mo, stage: COMPLETED}
            until: +1y
            finds: []
          - name: extended too late
            events:
              - request: {at: now}
              - request: {at: +1mo +1ms, stage: EXTENDED, reason: many}
              - request: {at: +3mo, stage: COMPLETED}
            until: +1y
            finds: {e1: [CLUB-ANSWER]}
            says: due 2024-04-15 12:00 UTC
          - name: extended twice
            events:
              - request: {at: now}
              - request: {at: +1d, stage: EXTENDED}
              - request: {at: +2mo, stage: EXTENDED}
              - request: {at: +3mo +1ms, stage: COMPLETED}
            until: +1y
            finds: {e1: [CLUB-ANSWER]}
            says: due 2024-06-15 12:00 UTC
          - name: another request is extended
            events:
              - request: {at: now}
              - request: {at: now, requestId: q2}
              - request: {at: +1d, requestId: q2, stage: EXTENDED}
            until: +1mo +1ms
            finds: {e1: [CLUB-ANSWER]}
          - name: refused in time
            events:
              - request: {at: now}
              - request: {at: +1mo, stage: REFUSED}
            until: +1y
            finds: []
          - name: refused too late
            events:
              - request: {at: now}
              - request: {at: +1mo +1ms, stage: REFUSED}
            until: +1y
            finds: {e1: [CLUB-ANSWER]}
        CLUB-IDLE:
          - name: somebody comes again at the last instant
            events:
              - access: {at: now, operation: COLLECT, purpose: delivery, actor: {kind: SUBJECT}}
              - access: {at: +2y, purpose: delivery, actor: {kind: SUBJECT}}
            until: +4y
            finds: []
          - name: two years after that
            events:
              - access: {at: now, operation: COLLECT, purpose: delivery, actor: {kind: SUBJECT}}
              - access: {at: +2y, purpose: delivery, actor: {kind: SUBJECT}}
            until: +4y +1ms
            finds: {e2: [CLUB-IDLE]}
          - name: somebody comes again too late
            events:
              - access: {at: now, operation: COLLECT, purpose: delivery, actor: {kind: SUBJECT}}
              - access: {at: +2y +1ms, purpose: delivery, actor: {kind: SUBJECT}}
            finds: {e1: [CLUB-IDLE]}
          - name: only staff look at it
            events:
              - access: {at: now, operation: COLLECT, purpose: delivery, actor: {kind: SUBJECT}}
              - access: {at: +1y, purpose: delivery}
            until: +2y +1ms
            finds: {e1: [CLUB-IDLE]}
          - name: twice at one instant
            events:
              - access: {at: now, operation: COLLECT, purpose: delivery, actor: {kind: SUBJECT}}
              - access: {at: now, purpose: delivery, actor: {kind: SUBJECT}}
            until: +2y +1ms
            finds: {e2: [CLUB-IDLE]}
          - name: it is destroyed
            events:
              - access: {at: now, operation: COLLECT, purpose: delivery, actor: {kind: SUBJECT}}
              - access: {at: +2y, operation: DESTROY, purpose: delivery}
            until: +3y
            finds: []
        CLUB-OLD:
          - name: a year old
            events:
              - access: {at: -1y, operation: COLLECT, purpose: delivery, dataCategories: [name, invoice]}
              - access: {operation: USE, purpose: delivery, dataCategories: [name, invoice]}
            finds: []
          - name: more than a year old
            events:
              - access: {at: -1y -1ms, operation: COLLECT, purpose: delivery}
              - access: {operation: USE, purpose: delivery}
            finds: [CLUB-OLD]
            says: 366 days
          - name: one of them is old, but the name is new
            events:
              - access: {at: -2y, operation: COLLECT, purpose: delivery, dataCategories: [name, invoice]}
              - access: {at: -1mo +1ms, operation: COLLECT, purpose: delivery, dataCategories: [name]}
              - access: {operation: USE, purpose: delivery, dataCategories: [invoice]}
            finds: []
          - name: one of them is old, and the name no longer new
            events:
              - access: {at: -2y, operation: COLLECT, purpose: delivery, dataCategories: [name, invoice]}
              - access: {at: -1mo, operation: COLLECT, purpose: delivery, dataCategories: [name]}
              - access: {operation: USE, purpose: delivery, dataCategories: [invoice]}
            finds: [CLUB-OLD]
          - name: nobody said when it came
            events: [access: {operation: USE, purpose: delivery}]
            finds: []
            gaps: [CLUB-OLD]
        CLUB-LATE:
          - name: less than a month ahead
            events: [notice: {at: now, effectiveAt: +1mo -1ms}]
            finds: [CLUB-LATE]
          - name: a month ahead
            events: [notice: {at: now, effectiveAt: +1mo}]
            finds: []
          - name: of before
            events: [notice: {at: -1ms, effectiveAt: +1mo -10ms}]
            finds: []
          - name: a day ahead
            events: [notice: {at: now, effectiveAt: +1d}]
            finds: []
        CLUB-MANY:
          - name: three
            events: [disclosure: {purpose: delivery, dataCategories: [name, invoice, letter]}]
            finds: [CLUB-MANY]
          - name: two
            events: [disclosure: {purpose: delivery, dataCategories: [name, invoice], recipient: {id: an-ext-1}}]
            finds: []
          - name: outside
            events: [disclosure: {purpose: delivery, recipient: {id: ext-1}}]
            finds: [CLUB-MANY]
      """;

  @TempDir Path folder;

  @BeforeEach
  void aFolder() throws IOException {
    write(
        "vocabulary.yaml",
        """
        purposes: {delivery: ""}
        dataCategories: {contact: {name: "", invoice: "", letter: "", deed: ""}}
        """);
    write(
        "shared.yaml",
        """
        definitions: {}
        exemptions: {}
        clocks:
          leaving: {on: subject, starts: subject.change == 'CANCELLED'}
          request: {on: request, starts: request.stage == 'RECEIVED'}
        """);
    write("club.txt", "This is what we promise.\n");
    write("book-club.yaml", POLICY);
    Files.createDirectories(folder.resolve("scenarios"));
    write("scenarios/book-club.yaml", SCENARIOS);
  }

  @TestFactory
  Stream<DynamicTest> runOutWhenTheySay() throws PolicyException {
    PolicyScenarios scenarios = PolicyScenarios.load(folder).getFirst();
    return scenarios.scenarios().stream()
        .map(
            scenario ->
                dynamicTest(
                    scenario.toString(),
                    () -> assertThat(scenarios.run(scenario).differences()).isEmpty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Asia/Seoul         | Asia/Soul         | expected the name of a time zone",
        "from: monthEnd     | from: weekEnd     | expected yearEnd or monthEnd",
        "from: yearEnd, c   | from: year, c     | expected yearEnd or monthEnd",
        "stage: EXTENDED    | stage: EXTENDET   | expected one of RECEIVED",
        "by: P2M            | by: 2M            | expected a period such as P5D",
        "by: P2M            | by: P2M, times: 0 | expected how often",
        "after: [request]   | after: [leaving]  | only the time to answer a request can be",
        "afterLast:         | afterlast:        | a deadline needs a clock",
        "some(destroyedT    | some(dstroyedT    | there is no function 'dstroyedTooEarly'",
        "size(categories)   | size(service)      | 'size' cannot be asked so: write size(list)",
        "dataAge('name')    | dataAge('nmae')   | expected a category of the vocabulary",
        "period('P1D')      | period('1D')      | expected a period such as P1Y",
        "03-15T12:00:00Z    | 03-15             | expected an instant in UTC",
        "< period('P1M') && | == period('P1M') && | a period is compared by",
        "destroy: unretained, within: P2Y | await: [], within: P2Y, unless: keptByConsent() |"
            + " 'unless'",
      })
  void slipsAreTold(String from, String to, String message) throws IOException {
    assertFault(POLICY.replace(from, to), message);
  }

  @Test
  void whatMustBeKeptIsAskedFor() throws IOException {
    assertFault(
        POLICY.replace("flags: some(destroyedTooEarly())", "flags: collects_()"),
        "there is no function 'collects_'");
    assertFault(
        POLICY.replace("some(destroyedTooEarly())", "false").replace("{destroyedTooEarly()}", "x"),
        "no clause asks 'destroyedTooEarly()'");
    assertFault(
        POLICY.replaceAll("(?s)    retainedAtLeast.*?    clauses", "    clauses"),
        "'retainedAtLeast' is missing");
  }

  private void assertFault(String policy, String message) throws IOException {
    write("book-club.yaml", policy);
    assertThatThrownBy(() -> PolicyCatalog.load(folder))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(message);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
