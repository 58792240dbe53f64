package io.clausewatch.http;

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
    assertThat(ClosestName.to(given, KNOWN)).hasValue(meant);
  }

  @Test
  void somethingElseFindsNothing() {
    assertThat(ClosestName.to("page", KNOWN)).isEmpty();
    assertThat(ClosestName.to("x".repeat(100_000), KNOWN)).isEmpty();
  }
}
