package io.clausewatch.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Event;
import io.clausewatch.policy.Clause;
import io.clausewatch.policy.Policy;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a finding and a deadline say in the words of their clause, under the shipped policies. */
class ClauseWordsTest {

  @ParameterizedTest
  @ValueSource(strings = {"kakao-ticket-partner", "sony-music-kr"})
  void theHeadlineIsTheClausesInBothLanguages(String policyId) {
    Map<String, Clause> clauses = clauses(policyId);
    try (Pipeline pipeline = new Pipeline(ShippedEvents.POLICIES)) {
      pipeline.send(someOf(policyId));
      pipeline.advance(Duration.ofDays(12 * 365));

      assertThat(pipeline.findings)
          .isNotEmpty()
          .allSatisfy(
              finding -> {
                Clause clause = clauses.get(finding.getClauseId());
                assertThat(finding.getTitle()).isEqualTo(clause.title());
                assertThat(finding.getLocalTitle()).isEqualTo(clause.localTitle());
              });
      assertThat(pipeline.deadlines)
          .isNotEmpty()
          .allSatisfy(
              deadline -> {
                Clause clause = clauses.get(deadline.getClauseId());
                assertThat(deadline.getTitle()).isEqualTo(clause.title());
                assertThat(deadline.getLocalTitle()).isEqualTo(clause.localTitle());
              });
    }
  }

  private static Map<String, Clause> clauses(String policyId) {
    Policy policy = ShippedEvents.POLICIES.policy(policyId).orElseThrow();
    return policy.versions().stream()
        .flatMap(version -> version.clauses().stream())
        .collect(Collectors.toMap(Clause::id, Function.identity()));
  }

  /** From all over the scenarios, few enough to be quick. */
  private static Event[] someOf(String policyId) {
    int events = ShippedEvents.of(policyId).size();
    return ShippedEvents.pick(
            policyId, IntStream.range(0, events).filter(n -> n % 4 == 0).boxed().toList())
        .toArray(Event[]::new);
  }
}
