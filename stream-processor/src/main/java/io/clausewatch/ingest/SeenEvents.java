package io.clausewatch.ingest;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Remembers which event ids were taken in, with the hash of what they said. Kept in a window store
 * because that forgets by itself: ids older than the retention go by whole segments, without a
 * scan. What version 0.1.0 noted stands there under the id as it was sent, with a hash of its own.
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
   * @param event the event
   * @return whether it came before; a CONFLICT changes nothing
   */
  Sighting note(IncomingEvent event) {
    return recall(event)
        .orElseGet(
            () -> {
              byte[] hash = new byte[ContentHash.LENGTH];
              event.contentHash().duplicate().get(hash);
              hashes.put(event.eventId(), hash, event.receivedAt().toEpochMilli());
              return Sighting.NEW;
            });
  }

  /**
   * Tells what is known of an event, and notes nothing.
   *
   * @param event the event
   * @return DUPLICATE or CONFLICT; empty when its id was not used before
   */
  Optional<Sighting> recall(IncomingEvent event) {
    return noted(event.eventId())
        .or(() -> event.sentId().equals(event.eventId()) ? Optional.empty() : noted(event.sentId()))
        .map(noted -> saysTheSame(event, noted) ? Sighting.DUPLICATE : Sighting.CONFLICT);
  }

  private Optional<byte[]> noted(String eventId) {
    try (WindowStoreIterator<byte[]> earlier = hashes.fetch(eventId, 0, Long.MAX_VALUE)) {
      return earlier.hasNext() ? Optional.of(earlier.next().value) : Optional.empty();
    }
  }

  private static boolean saysTheSame(IncomingEvent event, byte[] noted) {
    ByteBuffer hash =
        noted.length == LegacyContentHash.LENGTH ? event.legacyHash().get() : event.contentHash();
    return hash.equals(ByteBuffer.wrap(noted));
  }
}
