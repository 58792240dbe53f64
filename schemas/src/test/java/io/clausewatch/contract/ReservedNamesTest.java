package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservedNamesTest {
  private static final ReservedNames RESERVED = new ReservedNames(Set.of("Bücher-trail"));

  private static Event event(String policy, String service) {
    return Event.of(
        Register.newBuilder()
            .setEventId("e-1")
            .setOccurredAt(Instant.EPOCH)
            .setPolicyId(policy)
            .setService(service)
            .setEntryId("staff-1")
            .setKind(RegisterKind.HANDLER)
            .setValidFrom(Instant.EPOCH)
            .build());
  }

  /** Ids are compared in NFC and with their case, so these are as well. */
  @ParameterizedTest
  @CsvSource({
    "shop,           till,         false, false",
    "Bücher-trail,   till,         true,  false",
    "Bu\u0308cher-trail, till,     true,  false",
    "bücher-trail,   till,         false, false",
    "shop,           clausewatch,  false, true",
    "shop,           Clausewatch,  false, false",
    "shop,           clausewatch-2, false, false",
    "Bücher-trail,   clausewatch,  true,  true",
  })
  void areKnownByPolicyAndService(String policy, String service, boolean first, boolean second) {
    Event event = event(policy, service);
    assertThat(paths(RESERVED.faults(event)))
        .isEqualTo(expected(first, "$.policyId", second, "$.service"));
    assertThat(paths(RESERVED.cloudEventFaults(event)))
        .isEqualTo(expected(first, "$.policy", second, "$.source"));
  }

  private static List<String> paths(List<Fault> faults) {
    return faults.stream().map(Fault::path).toList();
  }

  private static List<String> expected(
      boolean first, String policy, boolean second, String service) {
    if (first) {
      return second ? List.of(policy, service) : List.of(policy);
    }
    return second ? List.of(service) : List.of();
  }
}
