package io.clausewatch.judge;

import io.clausewatch.contract.Sha256Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The id of a finding: a function of policy, clause, event and data subject alone, so that the same
 * facts never make two.
 */
public final class FindingId {

  private static final int BYTES = 16;

  private FindingId() {}

  /**
   * The id, 32 hexadecimal characters.
   *
   * @param subjectRef null where the finding concerns no single data subject
   */
  public static String of(String policyId, String clauseId, String eventId, String subjectRef) {
    MessageDigest digest = Sha256Digest.create();
    for (String part :
        new String[] {policyId, clauseId, eventId, subjectRef == null ? "" : subjectRef}) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0); // no id holds a control character, so parts cannot run together
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
