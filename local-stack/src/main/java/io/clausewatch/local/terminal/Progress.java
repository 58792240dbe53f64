package io.clausewatch.local.terminal;

/** Shows how far a long work has come. Closing it ends the show. */
public sealed interface Progress extends AutoCloseable permits ProgressOnBar, ProgressInWords {

  /** Says that {@code done} steps of all are done. */
  void at(long done);

  /** A short remark beside the progress, such as why it waits. */
  void remark(String remark);

  /** Prints a line of the result to standard output without disturbing the progress. */
  void print(String line);

  @Override
  void close();
}
