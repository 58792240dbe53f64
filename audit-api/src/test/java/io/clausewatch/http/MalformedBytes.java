package io.clausewatch.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/**
 * Bytes with something wrong in them, made of sound ones: always the same ones from the same seed.
 * How many a test tries is the system property {@code clausewatch.malformed}; without it as many as
 * a build has time for.
 */
public final class MalformedBytes {
  private static final long SEED = 20_261_129;

  private static final List<String> ODD =
      List.of(
          "\0",
          "\r",
          "\n",
          "\r\n",
          "\"",
          "\\",
          "\\u0000",
          "\\ud800",
          "{",
          "[",
          "}",
          "]",
          ",",
          ":",
          "%",
          "%zz",
          "%00",
          "%C0%AF",
          "%u0041",
          "&",
          "=",
          "?",
          "#",
          "../",
          "//",
          ";",
          " ",
          "\t",
          "\u00ff",
          "\u00c3(",
          "\u00ed\u00a0\u0080",
          "null",
          "true",
          "-1",
          "1e999999",
          "0x1",
          "99999999999999999999",
          "NaN",
          "9999-12-31T23:59:59Z",
          "+10000-01-01T00:00:00Z",
          "Content-Length: 5\r\n",
          "Transfer-Encoding: chunked\r\n",
          "[".repeat(2_000),
          "{\"a\":".repeat(500),
          "a".repeat(5_000),
          "\u00cc\u0081".repeat(1_000));

  private final Random random = new Random(SEED);

  /** How many to try, where a build tries so many. */
  public static int tries(int inABuild) {
    return Integer.getInteger("clausewatch.malformed", inABuild);
  }

  /** One of the texts, with one to four places changed. */
  public byte[] next(List<String> sound) {
    byte[] bytes = sound.get(random.nextInt(sound.size())).getBytes(ISO_8859_1);
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(20));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    switch (random.nextInt(5)) {
      case 0 -> out.write(random.nextInt(256)); // in the place of some
      case 1 -> { // twice
        out.write(bytes, from, to - from);
        out.write(bytes, from, to - from);
      }
      case 2 -> to = from + (to > from ? 1 : 0); // one is missing
      case 3 -> out.writeBytes(odd());
      default -> { // one bit
        to = Math.min(bytes.length, from + 1);
        if (to > from) {
          out.write(bytes[from] ^ (1 << random.nextInt(8)));
        }
      }
    }
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private byte[] odd() {
    return ODD.get(random.nextInt(ODD.size())).getBytes(ISO_8859_1);
  }
}
