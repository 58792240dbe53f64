package io.clausewatch.search;

import java.util.Collection;

/**
 * In whose name a search turns ids into keyed hashes, and what of the trail they may see. One is
 * made for each request; where nobody asks, a keyed hash alone will do.
 */
@FunctionalInterface
public interface LookupContext {

  /**
   * The keyed hash of a text, to be compared with others. Whoever is asking is told nothing by it.
   *
   * @param text in Unicode NFC, where it is an id
   */
  String hash(String text);

  /**
   * The keyed hash of a data subject's id. It counts as a look-up, and whatever is shown then is on
   * record as shown about that person.
   *
   * @param id in Unicode NFC
   * @throws io.clausewatch.http.ProblemException 429 when too many have been looked up
   */
  default String subject(String id) {
    return hash(id);
  }

  /**
   * The keyed hash of the id of somebody who may be a data subject, such as an actor. It counts as
   * a look-up.
   *
   * @param id in Unicode NFC
   * @throws io.clausewatch.http.ProblemException 429 when too many have been looked up
   */
  default String anybody(String id) {
    return hash(id);
  }

  /**
   * Counts a text as a look-up in which ids of data subjects are sought.
   *
   * @throws io.clausewatch.http.ProblemException 429 when too many have been looked up
   */
  default void seeks(String text) {}

  /**
   * Counts one look-up more for all that is sought in long texts: each stretch of one that may be
   * an id is hashed, and thousands of them take as long as looking somebody up.
   *
   * @throws io.clausewatch.http.ProblemException 429 when too many have been looked up
   */
  default void seeksOn() {}

  /**
   * Says that the answer tells that these are known, also where it is a refusal: it goes on record.
   *
   * @param subjectRefs keyed hashes
   */
  default void isTold(Collection<String> subjectRefs) {}

  /**
   * Says that the answer tells something of those whom the request names, also where it is a
   * refusal: they go on record.
   */
  default void tellsOfNamed() {}

  /** What of the trail they may see. */
  default TrailVisibility visibility() {
    return TrailVisibility.ALL;
  }
}
