package io.clausewatch.alertroutes;

import io.clausewatch.policy.PolicyFault;
import java.util.List;
import java.util.stream.Collectors;

/** A routes file cannot be used. */
public final class AlertRoutesException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<PolicyFault> faults;

  /** Names every fault. */
  AlertRoutesException(List<PolicyFault> faults) {
    super(faults.stream().map(PolicyFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** Every fault, in the order of the lines. */
  public List<PolicyFault> faults() {
    return faults;
  }
}
