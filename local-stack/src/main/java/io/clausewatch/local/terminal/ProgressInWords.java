package io.clausewatch.local.terminal;

import java.io.PrintStream;

/**
 * A line where the work starts and for each remark: for logs and pipes, where a bar would be noise.
 */
final class ProgressInWords implements Progress {

  private final PrintStream err;
  private final PrintStream out;
  private final String task;

  ProgressInWords(PrintStream out, PrintStream err, String task) {
    this.out = out;
    this.err = err;
    this.task = task;
    err.println(task + " …");
  }

  @Override
  public void at(long done) {}

  @Override
  public void remark(String remark) {
    if (!remark.isEmpty()) {
      err.println(task + ": " + remark);
    }
  }

  @Override
  public void print(String line) {
    out.println(line);
  }

  @Override
  public void close() {}
}
