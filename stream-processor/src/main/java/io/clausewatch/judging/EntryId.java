package io.clausewatch.judging;

import io.clausewatch.contract.Sha256Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The id of a trail entry: a function of event and data subject alone, so that an event is never
 * twice in the trail.
 */
public final class EntryId {
  private static final int BYTES = 16;

  private EntryId() {}

  /**
   * The id.
   *
   * @param eventId the event
   * @param subjectRef the data subject; null where no single one is concerned
   * @return 32 hexadecimal digits
   */
  public static String of(String eventId, String subjectRef) {
    MessageDigest digest = Sha256Digest.create();
    digest.update(eventId.getBytes(StandardCharsets.UTF_8));
    // No id holds a control character, so the two cannot run together.
    digest.update((byte) 0);
    if (subjectRef != null) {
      digest.update(subjectRef.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
