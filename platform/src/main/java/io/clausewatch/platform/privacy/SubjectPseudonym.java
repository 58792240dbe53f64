package io.clausewatch.platform.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.contract.IdText;
import io.clausewatch.platform.config.Secret;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a data subject's id into its {@code subjectRef}: the first 32 hexadecimal digits (128 bits)
 * of HMAC-SHA-256 over the UTF-8 bytes of the id in Unicode NFC, keyed with the organisation's own
 * secret. The same id under the same key always gives the same ref, in whatever form its characters
 * are composed; the ref tells nothing without the key. Thread-safe: each thread has its own keyed
 * digest and buffers.
 */
public final class SubjectPseudonym {
  /** The fewest characters of a key. */
  public static final int MIN_KEY_LENGTH = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int REF_BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();

  private final ThreadLocal<Keyed> keyed;

  /**
   * Makes the pseudonyms of one key.
   *
   * @param key the secret
   * @throws IllegalArgumentException when it is shorter than {@link #MIN_KEY_LENGTH} characters
   */
  public SubjectPseudonym(Secret key) {
    if (key.reveal().length() < MIN_KEY_LENGTH) {
      throw new IllegalArgumentException(
          "The key of the pseudonyms needs at least %d characters".formatted(MIN_KEY_LENGTH));
    }
    SecretKeySpec spec = new SecretKeySpec(key.reveal().getBytes(UTF_8), ALGORITHM);
    this.keyed = ThreadLocal.withInitial(() -> new Keyed(spec));
  }

  /**
   * The subjectRef of an id.
   *
   * @param subjectId the producer's own id of the data subject
   * @return 32 small hexadecimal digits
   */
  public String ref(String subjectId) {
    return keyed.get().ref(subjectId);
  }

  /**
   * The ref that version 0.1.0 gave to an id, before ids were compared in Unicode NFC.
   *
   * @param subjectId the id as it was sent
   * @return 32 small hexadecimal digits: {@link #ref} of an id that is in NFC
   */
  public String refAsSent(String subjectId) {
    return HEX.formatHex(hash(subjectId.getBytes(UTF_8)));
  }

  /**
   * The keyed hash of anything else: what a ref is before it is written as digits.
   *
   * @param content what is hashed, byte for byte
   * @return 128 bits
   */
  public byte[] hash(byte[] content) {
    return Arrays.copyOf(keyed.get().hash(content), REF_BYTES);
  }

  /** One thread's digest; {@code doFinal} leaves it keyed and empty for the next id. */
  private static final class Keyed {
    private final Mac mac;
    private final byte[] input = new byte[256];
    private final byte[] output;

    Keyed(SecretKeySpec key) {
      try {
        mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
      }
      output = new byte[mac.getMacLength()];
    }

    String ref(String subjectId) {
      if (fitsAsAscii(subjectId)) {
        mac.update(input, 0, subjectId.length());
      } else {
        mac.update(IdText.normalise(subjectId).getBytes(UTF_8));
      }
      return HEX.formatHex(finish(), 0, REF_BYTES);
    }

    byte[] hash(byte[] content) {
      mac.update(content);
      return finish();
    }

    /** The hash of what the digest was given; overwritten by the next. */
    private byte[] finish() {
      try {
        mac.doFinal(output, 0);
      } catch (ShortBufferException e) {
        throw new IllegalStateException(e);
      }
      return output;
    }

    /** Almost all ids: their UTF-8 bytes are their characters, and need no array of their own. */
    private boolean fitsAsAscii(String text) {
      int length = text.length();
      if (length > input.length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        char c = text.charAt(i);
        if (c > 0x7F) {
          return false;
        }
        input[i] = (byte) c;
      }
      return true;
    }
  }
}
