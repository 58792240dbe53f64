package io.clausewatch.local.client;

import java.io.OutputStream;
import java.util.Arrays;

/** Holds the bytes written to it up to a limit, and forgets those beyond. */
final class BoundedBuffer extends OutputStream {

  private final int limit;
  private byte[] bytes = new byte[1024];
  private int length = 0;
  private boolean overflowed = false;
  private boolean blank = true;

  BoundedBuffer(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(int b) {
    blank &= Character.isWhitespace(b);
    if (length == limit) {
      overflowed |= !Character.isWhitespace(b);
      return;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, 2 * length));
    }
    bytes[length++] = (byte) b;
  }

  /** Whether nothing but white space was written. */
  boolean isBlank() {
    return blank;
  }

  /** Whether more was written than it holds, white space at the end aside. */
  boolean overflowed() {
    return overflowed;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }
}
