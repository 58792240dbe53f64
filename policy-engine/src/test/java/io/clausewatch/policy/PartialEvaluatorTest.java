package io.clausewatch.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.EventKind;
import io.clausewatch.policy.PartialEvaluator.Outlook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from a disclosure to a COURT alone; all else about the event is open. */
class PartialEvaluatorTest {

  private static final KnownFields TO_A_COURT =
      new KnownFields(
          EventKind.DISCLOSURE, Map.of("recipient.kind", "COURT", "kind", "disclosure"));

  private final RuleCompiler rules =
      new RuleCompiler(
          PolicyVersionData.ofAll(
              new Vocabulary(Map.of("audit", ""), Map.of()),
              Map.of("none", Set.of()),
              Map.of("toACourt", "recipient.kind == 'COURT'")));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          recipient.kind == 'COURT'                             ; ALWAYS
          recipient.kind != 'COURT'                             ; NEVER
          recipient.kind in ['PUBLIC', 'COURT']                 ; ALWAYS
          recipient.kind in ['PUBLIC', 'SUBJECT']               ; NEVER
          toACourt                                              ; ALWAYS
          kind == 'access'                                      ; NEVER
          purpose == 'audit'                                    ; OPEN
          purpose in none                                       ; NEVER
          operation == 'READ'                                   ; NEVER
          operation != 'READ'                                   ; ALWAYS
          message.advertising                                   ; NEVER
          known(operation)                                      ; NEVER
          known(recipient.country)                              ; OPEN
          known(recipient.kind)                                 ; OPEN
          consented() && toACourt                               ; OPEN
          consented() && !toACourt                              ; NEVER
          consented() || toACourt                               ; ALWAYS
          consented() || !toACourt                              ; OPEN
          !(consented() && !toACourt)                           ; ALWAYS
          consented() && !consented()                           ; OPEN
          toACourt ? consented() : true                         ; OPEN
          toACourt ? !toACourt : consented()                    ; NEVER
          consented() ? toACourt : toACourt                     ; OPEN
          """)
  void saysWhatFollowsAndNoMore(String rule, Outlook expected) {
    List<RuleCompiler.RuleFault> faults = new ArrayList<>();
    Rule<Boolean> compiled = rules.truth(rule, faults);

    assertThat(faults).isEmpty();
    assertThat(PartialEvaluator.outlook(compiled, TO_A_COURT)).isEqualTo(expected);
  }
}
