package io.clausewatch.platform.config;

import java.util.List;

/**
 * The environment does not configure the app. Names every fault at once, and never the value of a
 * secret.
 */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String[] faults;

  /** With every fault, a sentence each, at least one. */
  public SettingsException(List<String> faults) {
    super(
        (faults.size() == 1 ? "A setting is wrong:" : faults.size() + " settings are wrong:")
            + "\n  "
            + String.join("\n  ", faults));
    this.faults = faults.toArray(String[]::new);
  }

  /**
   * The faults.
   *
   * @return one sentence each, which starts with the variable's name
   */
  public List<String> faults() {
    return List.of(faults);
  }
}
