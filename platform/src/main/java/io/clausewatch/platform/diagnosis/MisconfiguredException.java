package io.clausewatch.platform.diagnosis;

import java.util.List;

/**
 * A server refuses us, or what it holds is of another shape: somebody has to change a right, a
 * setting or the thing itself. Names every fault at once, each with how to mend it, and no secret.
 */
public final class MisconfiguredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Some faults.
   *
   * @param faults at least one sentence
   */
  public MisconfiguredException(List<String> faults) {
    super(String.join("\n  ", faults));
  }

  /**
   * One fault.
   *
   * @param diagnosis that does not pass by itself
   */
  public MisconfiguredException(Diagnosis diagnosis) {
    this(List.of(diagnosis.sentence()));
  }
}
