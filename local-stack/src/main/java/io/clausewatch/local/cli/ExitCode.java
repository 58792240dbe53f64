package io.clausewatch.local.cli;

/** What the command tells the shell when it ends. */
public final class ExitCode {

  /** All was done. */
  public static final int OK = 0;

  /**
   * It was done, and something in what it was given is faulty: events were refused, a policy does
   * not compile.
   */
  public static final int FAULTY = 1;

  /** It was asked for something that makes no sense. */
  public static final int USAGE = 2;

  /** It could not be done: the server can't be reached, or something broke. */
  public static final int FAILED = 3;

  private ExitCode() {}
}
