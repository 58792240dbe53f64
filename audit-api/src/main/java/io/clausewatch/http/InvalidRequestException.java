package io.clausewatch.http;

import io.clausewatch.contract.Fault;
import java.util.List;

/** A request that cannot be carried out as it was put. */
public final class InvalidRequestException extends RuntimeException implements ProblemAnswer {
  private static final long serialVersionUID = 1L;

  private static final int MAX = 100;

  private final transient List<Fault> faults;

  /**
   * Of every fault that was found, at least one. Of a hopeless request the first are kept and the
   * rest counted, so that a short one cannot ask for a long answer.
   */
  public InvalidRequestException(List<Fault> faults) {
    // Without the values: a message ends in logs, and a value may name a person.
    super(
        "faulty parameters: "
            + String.join(", ", Fault.atMost(faults, MAX).stream().map(Fault::path).toList()));
    this.faults = Fault.atMost(faults, MAX);
  }

  @Override
  public Problem problem() {
    return Problem.badRequest(
        "The request's parameters are not right.", faults.stream().map(Fault::toString).toList());
  }

  /** Every fault of the request; of a hundred and more the first, and how many more there are. */
  public List<Fault> faults() {
    return faults;
  }
}
