package io.clausewatch.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A body that has to come at a pace: who sends a byte now and then would hold a thread for as long
 * as they like. For one thread.
 */
final class TimedInputStream extends FilterInputStream {

  /** Before a pace counts: connections begin slowly. */
  private static final Duration TO_BEGIN = Duration.ofSeconds(10);

  /** After that, a second for so many bytes. */
  static final int BYTES_A_SECOND = 16 * 1024;

  /** All of a body, however long it is. */
  private static final Duration TO_END = Duration.ofMinutes(2);

  private final LongSupplier nanoTime;
  private final long begun;
  private long bytes;

  /** The body was sent too slowly. */
  static final class TooSlowException extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    private TooSlowException() {
      super("The body came too slowly");
    }
  }

  /**
   * Begins to count.
   *
   * @param nanoTime as {@link System#nanoTime()}
   */
  TimedInputStream(InputStream body, LongSupplier nanoTime) {
    super(body);
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int more) throws TooSlowException {
    bytes += more;
    long allowed = TO_BEGIN.toNanos() + bytes * Duration.ofSeconds(1).toNanos() / BYTES_A_SECOND;
    if (nanoTime.getAsLong() - begun > Math.min(allowed, TO_END.toNanos())) {
      throw new TooSlowException();
    }
  }
}
