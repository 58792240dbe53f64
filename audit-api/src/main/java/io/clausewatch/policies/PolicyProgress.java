package io.clausewatch.policies;

import static java.util.stream.Collectors.groupingBy;

import io.clausewatch.contract.PassCause;
import io.clausewatch.contract.PolicyPass;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.table.KeyedTable;
import io.clausewatch.table.TableAwayException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Of which policies all events are being judged again, as the judges of all partitions tell it. For
 * many threads.
 */
public final class PolicyProgress {
  private final KeyedTable<PolicyPass> passes;
  private final PolicyCatalog catalog;

  /**
   * The progress of some policies.
   *
   * @param passes the latest of each policy and partition
   * @param catalog the policies; of others nothing is told
   */
  public PolicyProgress(KeyedTable<PolicyPass> passes, PolicyCatalog catalog) {
    this.passes = passes;
    this.catalog = catalog;
  }

  /**
   * What is being judged again now, by the id of the policy; empty when nobody can tell at the
   * moment.
   */
  public Optional<SortedMap<String, JudgingAgain>> now() {
    Map<String, List<PolicyPass>> told;
    try {
      told = passes.all().values().stream().collect(groupingBy(PolicyPass::getPolicyId));
    } catch (TableAwayException e) {
      return Optional.empty();
    }
    SortedMap<String, JudgingAgain> now = new TreeMap<>();
    for (Policy policy : catalog.policies()) {
      of(policy, told.getOrDefault(policy.policyId(), List.of()))
          .ifPresent(again -> now.put(policy.policyId(), again));
    }
    return Optional.of(now);
  }

  private static Optional<JudgingAgain> of(Policy policy, List<PolicyPass> ofPartitions) {
    List<PolicyPass> underWay =
        ofPartitions.stream().filter(pass -> pass.getFinishedAt() == null).toList();
    if (underWay.isEmpty()) {
      return Optional.empty();
    }
    Instant since =
        underWay.stream().map(PolicyPass::getStartedAt).min(Instant::compareTo).orElseThrow();
    // What ended before is of another change.
    List<PolicyPass> ofThis =
        ofPartitions.stream()
            .filter(pass -> pass.getFinishedAt() == null || !pass.getFinishedAt().isBefore(since))
            .toList();
    boolean changed =
        underWay.stream().anyMatch(pass -> pass.getCause() == PassCause.POLICY_CHANGED);
    return Optional.of(
        new JudgingAgain(
            policy.policyId(),
            policy.controller(),
            since,
            changed ? PassCause.POLICY_CHANGED : PassCause.FACT,
            ofThis.stream().mapToDouble(PolicyPass::getShare).average().orElseThrow(),
            ofThis.stream().mapToLong(PolicyPass::getJudgedAgain).sum()));
  }
}
