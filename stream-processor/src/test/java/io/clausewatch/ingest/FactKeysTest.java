package io.clausewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Fact;
import io.clausewatch.contract.FactScope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactKeysTest {
  @Test
  void keysAreOfPolicyAndSubject() {
    assertThat(FactKeys.key("shop", "ref")).isEqualTo("shop|ref");
    assertThat(FactKeys.key("shop", null)).isEqualTo("shop|");
  }

  @Test
  void whatConcernsEverybodyGoesToEveryPartition() {
    assertThat(partitions(FactScope.EVERYBODY)).contains(Set.of(0, 1, 2));
    assertThat(partitions(FactScope.POLICY)).isEmpty();
    assertThat(partitions(FactScope.SUBJECT)).isEmpty();
  }

  private static Optional<Set<Integer>> partitions(FactScope scope) {
    Fact fact = new Fact();
    fact.setScope(scope);
    fact.setReceivedAt(Instant.EPOCH);
    return FactKeys.partitioner().partitions("facts", "shop|", fact, 3);
  }
}
