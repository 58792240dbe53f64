package io.clausewatch.ingest;

import io.clausewatch.contract.Fact;
import io.clausewatch.contract.FactScope;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Which partition of the facts topic knows what: everything about one data subject under one policy
 * is in one of them.
 */
public final class FactKeys {
  private FactKeys() {}

  /**
   * The key of a fact.
   *
   * @param policyId the policy
   * @param subjectRef the data subject; null where no single one is concerned
   * @return {@code policyId|subjectRef}, or {@code policyId|}
   */
  public static String key(String policyId, String subjectRef) {
    return subjectRef == null ? policyId + "|" : policyId + "|" + subjectRef;
  }

  /**
   * Sends what concerns everybody to every partition, so that each task holds it as its own state
   * and none waits for another; all else goes by its key.
   *
   * @return the partitioner of intake's sink
   */
  public static StreamPartitioner<String, Fact> partitioner() {
    return (topic, key, fact, partitions) ->
        fact.getScope() == FactScope.EVERYBODY ? Optional.of(all(partitions)) : Optional.empty();
  }

  private static Set<Integer> all(int partitions) {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
  }
}
