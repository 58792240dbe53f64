package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosestNameTest {
  private static final List<String> KNOWN =
      List.of("policyId", "clauseId", "severity", "status", "occurredAt", "q");

  @ParameterizedTest
  @CsvSource({
    "policyid, policyId",
    "policy_id, policyId",
    "clauseID, clauseId",
    "statsu, status",
    "Severty, severity",
    "occuredAt, occurredAt"
  })
  void aSlipFindsWhatWasMeant(String given, String meant) {
    assertThat(ClosestName.near(given, KNOWN)).hasValue(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "recipent, recipient",
    "PURPOSE, purpose",
    "subjectsId, subjectIds",
    "xyz, kind",
    "recip, recipient",
    "a, kind"
  })
  void thereIsAlwaysOneThatIsClosest(String given, String closest) {
    assertThat(ClosestName.to(given, List.of("kind", "purpose", "recipient", "subjectIds")))
        .hasValue(closest);
  }

  @Test
  void ofSeveralItIsTheOneThatBeginsTheSame() {
    assertThat(ClosestName.to("retry.ms", List.of("metry.ms", "retry.me"))).hasValue("retry.me");
    assertThat(ClosestName.to("anything", List.of())).isEmpty();
    assertThat(ClosestName.to("x".repeat(100_000), List.of("kind"))).hasValue("kind");
  }

  @Test
  void somethingElseFindsNothing() {
    assertThat(ClosestName.near("page", KNOWN)).isEmpty();
    assertThat(ClosestName.near("x".repeat(100_000), KNOWN)).isEmpty();
  }
}
