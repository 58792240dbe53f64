package io.clausewatch.local.terminal;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on the terminal's last line. */
final class ProgressOnBar implements Progress {

  /** Back to the line's start, and clear to its end. */
  private static final String CLEAR_LINE = "\r\u001b[K";

  private static final int REDRAW_MILLIS = 100;

  private final Terminal terminal;
  private final ProgressBar bar;

  ProgressOnBar(Terminal terminal, String task, String unit, long unitSize, long max) {
    this.terminal = terminal;
    // The width is given, so that the library does not open the terminal by itself.
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setUnit(unit, unitSize)
            .setInitialMax(max)
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), terminal.width() - 1))
            .build();
  }

  @Override
  public void at(long done) {
    bar.stepTo(done);
  }

  @Override
  public void remark(String remark) {
    bar.setExtraMessage(remark);
  }

  @Override
  public void print(String line) {
    terminal.err().print(CLEAR_LINE);
    terminal.out().println(line);
  }

  @Override
  public void close() {
    bar.close();
  }
}
