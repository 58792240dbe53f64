package io.clausewatch.local.client;

import java.io.OutputStream;
import java.util.Arrays;

/** Holds the bytes written to it up to a limit, and forgets those beyond. */
final class BoundedBuffer extends OutputStream {

  private final int limit;
  private byte[] bytes = new byte[1024];
  private int length = 0;
  private boolean overflowed = false;
  private int firstVisible = -1;

  BoundedBuffer(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(int b) {
    if (firstVisible < 0 && !Character.isWhitespace(b)) {
      firstVisible = b & 0xFF;
    }
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
    return firstVisible < 0;
  }

  /** The first byte that is not white space; -1 when there is none. */
  int firstVisible() {
    return firstVisible;
  }

  /** Whether the first byte is this one. */
  boolean startsWith(char ascii) {
    return length > 0 && bytes[0] == ascii;
  }

  /** Whether more was written than it holds, white space at the end aside. */
  boolean overflowed() {
    return overflowed;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }
}
