package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.http.TimedInputStream.TooSlowException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimedInputStreamTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong(-5);

  /** A body without end, of which each read takes a while. */
  private InputStream body(long nanosEach) {
    InputStream slow =
        new InputStream() {
          @Override
          public int read() {
            now.addAndGet(nanosEach);
            return 'a';
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            now.addAndGet(nanosEach);
            return length;
          }
        };
    return new TimedInputStream(slow, now::get);
  }

  @Test
  void aByteNowAndThenIsTooSlow() throws IOException {
    InputStream body = body(SECOND);
    for (int i = 0; i < 10; i++) {
      assertThat(body.read()).isEqualTo('a');
    }
    assertThatThrownBy(body::read).isInstanceOf(TooSlowException.class);
  }

  @Test
  void aPaceIsEnough() throws IOException {
    InputStream body = body(SECOND);
    byte[] chunk = new byte[TimedInputStream.BYTES_A_SECOND];
    for (int i = 0; i < 120; i++) {
      assertThat(body.read(chunk)).isEqualTo(chunk.length);
    }
    assertThatThrownBy(() -> body.read(chunk)).isInstanceOf(TooSlowException.class); // two minutes
  }

  @Test
  void silenceIsTooSlow() {
    InputStream body = body(11 * SECOND);
    assertThatThrownBy(body::read).isInstanceOf(TooSlowException.class);
  }
}
