package io.clausewatch.ingest;

/**
 * Stands for an exception in the log: it shows where and by which classes something failed, and
 * leaves out the messages, which may quote values of a record.
 */
public final class Wordless extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Wordless(Throwable original) {
    super(
        original.getClass().getName(),
        original.getCause() == null ? null : new Wordless(original.getCause()),
        false,
        true);
    setStackTrace(original.getStackTrace());
  }

  /**
   * The exception without its words.
   *
   * @param original what was caught
   * @return what may be logged
   */
  public static Wordless of(Throwable original) {
    return new Wordless(original);
  }
}
