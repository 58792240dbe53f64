package io.clausewatch.producer;

import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Fault;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An event that breaks the contract. Its message names every fault, and no id of a data subject.
 */
public final class InvalidEventException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /** With these faults, at least one. */
  public InvalidEventException(EventKind kind, List<Fault> faults) {
    super(
        faults.stream()
            .map(Fault::toString)
            .collect(Collectors.joining("; ", "The " + kind.id() + " event has faults: ", "")));
    this.faults = List.copyOf(faults);
  }

  /** Every fault, at least one, with its place in the record; null after serialisation. */
  public List<Fault> faults() {
    return faults;
  }
}
