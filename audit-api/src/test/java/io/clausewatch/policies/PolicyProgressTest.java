package io.clausewatch.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clausewatch.contract.PassCause;
import io.clausewatch.contract.PolicyPass;
import io.clausewatch.page.TestPages;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.table.MemoryTable;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PolicyProgressTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final PolicyCatalog CATALOG = TestPages.catalog();
  private static final String POLICY = CATALOG.policies().getFirst().policyId();
  private static final String OTHER = CATALOG.policies().getLast().policyId();

  private final MemoryTable<PolicyPass> passes = new MemoryTable<>();
  private final PolicyProgress progress = new PolicyProgress(passes, CATALOG);

  /** A pass that began some minutes after noon. */
  private PolicyPass pass(String policyId, int partition, int minutes, double share) {
    PolicyPass pass =
        PolicyPass.newBuilder()
            .setPolicyId(policyId)
            .setPartition(partition)
            .setCause(PassCause.FACT)
            .setShare(share)
            .setJudgedAgain(100)
            .setStartedAt(NOON.plusSeconds(60L * minutes))
            .setUpdatedAt(NOON.plusSeconds(60L * minutes + 30))
            .setFinishedAt(share == 1 ? NOON.plusSeconds(60L * minutes + 30) : null)
            .build();
    passes.put(policyId + "|" + partition, pass);
    return pass;
  }

  @Test
  void nothingIsJudgedAgainWhereAllIsThrough() {
    assertThat(progress.now().orElseThrow()).isEmpty();
    pass(POLICY, 0, 0, 1);
    assertThat(progress.now().orElseThrow()).isEmpty();
  }

  @Test
  void itIsAsFarAsItsPartitionsAreOnAverage() {
    pass(POLICY, 0, 3, 0.5);
    pass(POLICY, 1, 2, 0.25);
    pass(POLICY, 2, 2, 1);
    pass(POLICY, 3, 0, 1); // of another change, which was through before
    pass(OTHER, 0, 9, 1);

    assertThat(progress.now().orElseThrow()).containsOnlyKeys(POLICY);
    JudgingAgain again = progress.now().orElseThrow().get(POLICY);
    assertThat(again.since()).isEqualTo(NOON.plusSeconds(120));
    assertThat(again.because()).isEqualTo(PassCause.FACT);
    assertThat(again.share()).isCloseTo((0.5 + 0.25 + 1) / 3, within(1e-9));
    assertThat(again.judgedAgain()).isEqualTo(300);
    assertThat(again.controller()).isEqualTo(CATALOG.policies().getFirst().controller());
  }

  @Test
  void aChangedFileIsTheGreaterCause() {
    pass(POLICY, 0, 0, 0.5);
    pass(POLICY, 1, 0, 0.5).setCause(PassCause.POLICY_CHANGED);
    assertThat(progress.now().orElseThrow().get(POLICY).because())
        .isEqualTo(PassCause.POLICY_CHANGED);

    pass(POLICY, 1, 0, 1).setCause(PassCause.POLICY_CHANGED);
    assertThat(progress.now().orElseThrow().get(POLICY).because())
        .as("of what is still under way")
        .isEqualTo(PassCause.FACT);
  }

  @Test
  void ofAPolicyThatIsNotLoadedNothingIsTold() {
    pass("removed", 0, 0, 0.5);
    assertThat(progress.now().orElseThrow()).isEmpty();
  }

  @Test
  void nobodyCanTellWhileTheTableIsAway() {
    passes.away = true;
    assertThat(progress.now()).isEmpty();
  }
}
