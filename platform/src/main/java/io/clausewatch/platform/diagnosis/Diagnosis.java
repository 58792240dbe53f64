package io.clausewatch.platform.diagnosis;

/**
 * What went wrong between us and a server, in a sentence that says how to mend it.
 *
 * @param sentence what is wrong; names no secret, and quotes no record
 * @param passes whether it may pass by itself, as when a server is not up yet; otherwise somebody
 *     has to change a right, a setting or a file
 */
public record Diagnosis(String sentence, boolean passes) {

  /** What stays until somebody mends it. */
  public static Diagnosis lasting(String sentence) {
    return new Diagnosis(sentence, false);
  }

  /** What goes by itself, when a server is back. */
  public static Diagnosis passing(String sentence) {
    return new Diagnosis(sentence, true);
  }
}
