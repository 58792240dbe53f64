package io.clausewatch.search;

import io.clausewatch.contract.Fault;
import java.util.List;

/** A request that cannot be carried out as it was put. */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /** Of every fault that was found, at least one. */
  public InvalidRequestException(List<Fault> faults) {
    // Without the values: a message ends in logs, and a value may name a person.
    super("faulty parameters: " + String.join(", ", faults.stream().map(Fault::path).toList()));
    this.faults = List.copyOf(faults);
  }

  /** Every fault of the request. */
  public List<Fault> faults() {
    return faults;
  }
}
