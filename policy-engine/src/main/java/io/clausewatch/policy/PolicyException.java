package io.clausewatch.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A folder of policies does not compile. */
public final class PolicyException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<PolicyFault> faults;

  /** Names every fault. */
  public PolicyException(List<PolicyFault> faults) {
    super(faults.stream().map(PolicyFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** Every fault, in the order of files and lines. */
  public List<PolicyFault> faults() {
    return faults;
  }
}
