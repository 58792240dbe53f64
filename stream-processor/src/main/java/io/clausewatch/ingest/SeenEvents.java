package io.clausewatch.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Remembers which event ids were taken in, with the hash of what they said. Kept in a window store
 * because that forgets by itself: ids older than the retention go by whole segments, without a
 * scan.
 */
final class SeenEvents {
  /** The name of the store. */
  static final String STORE = "event-ids";

  /** What is known of an event id. */
  enum Sighting {
    /** It was not used before. */
    NEW,
    /** The same event came before. */
    DUPLICATE,
    /** Another event came before under this id. */
    CONFLICT
  }

  private final WindowStore<String, byte[]> hashes;

  SeenEvents(WindowStore<String, byte[]> hashes) {
    this.hashes = hashes;
  }

  /**
   * The store that this needs.
   *
   * @param retention how long an id is remembered at least, since its arrival
   */
  static StoreBuilder<WindowStore<String, byte[]>> store(Duration retention) {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(STORE, retention, Duration.ofMillis(1), false),
        Serdes.String(),
        Serdes.ByteArray());
  }

  /**
   * Notes an event, and tells whether it was noted before.
   *
   * @param eventId its id
   * @param hash what it says, see {@link ContentHash}
   * @param receivedAt when it reached Kafka
   * @return whether it came before; a CONFLICT changes nothing
   */
  Sighting note(String eventId, byte[] hash, Instant receivedAt) {
    try (WindowStoreIterator<byte[]> earlier = hashes.fetch(eventId, 0, Long.MAX_VALUE)) {
      if (earlier.hasNext()) {
        return Arrays.equals(earlier.next().value, hash) ? Sighting.DUPLICATE : Sighting.CONFLICT;
      }
    }
    hashes.put(eventId, hash, receivedAt.toEpochMilli());
    return Sighting.NEW;
  }
}
