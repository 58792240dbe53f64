package io.clausewatch.local.cli;

/** What the command tells the shell when it ends. */
final class ExitCode {

  /** All was done. */
  static final int OK = 0;

  /**
   * It was done, and something in what it was given is faulty: events were refused, a policy does
   * not compile.
   */
  static final int FAULTY = 1;

  /** It was asked for something that makes no sense. */
  static final int USAGE = 2;

  /** It could not be done: the server can't be reached, or something broke. */
  static final int FAILED = 3;

  private ExitCode() {}
}
