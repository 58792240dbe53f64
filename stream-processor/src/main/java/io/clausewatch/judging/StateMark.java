package io.clausewatch.judging;

import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Tells whether the stores of which Kafka keeps no copy fit those of which it does. The folder of a
 * task that moves on in order stays where it was, and is used again when the task comes back, or
 * when a standby of it takes over: what has a copy has caught up then, the rest is as it was left.
 * So each judge writes a mark of its own into a store of either kind, before it changes anything.
 */
final class StateMark {
  private final KeyValueStore<String, String> copied;
  private final KeyValueStore<String, String> uncopied;
  private final String own = UUID.randomUUID().toString();
  private final String since;
  private boolean isSet;

  /**
   * Compares the marks that the judge before left.
   *
   * @param copied a store that Kafka keeps a copy of
   * @param uncopied one that it does not
   */
  StateMark(KeyValueStore<String, String> copied, KeyValueStore<String, String> uncopied) {
    this.copied = copied;
    this.uncopied = uncopied;
    String last = copied.get(StoreKeys.MARK);
    boolean fits = last != null && last.equals(uncopied.get(StoreKeys.MARK));
    this.since = fits ? uncopied.get(StoreKeys.MARKED_SINCE) : own;
  }

  /**
   * Which judge it was since whom they have fitted without a break: what the stores without a copy
   * say of themselves counts only if it was said since then.
   */
  String since() {
    return since;
  }

  /** Sets the own mark, the first time that it is called. */
  void set() {
    if (!isSet) {
      copied.put(StoreKeys.MARK, own);
      uncopied.put(StoreKeys.MARK, own);
      uncopied.put(StoreKeys.MARKED_SINCE, since);
      isSet = true;
    }
  }
}
