package io.clausewatch.replay;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.TimeoutException;

/** Polls for records that are known to be there, and takes silence for what it is: an outage. */
final class IdleTimeout {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration MAX = Duration.ofSeconds(60);

  private long since = System.nanoTime();

  /**
   * The next records.
   *
   * @param consumer to poll
   * @return them; none when there is nothing but markers of transactions, or nothing yet
   * @throws TimeoutException when nothing has come for long
   */
  ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
    long now = System.nanoTime();
    if (!polled.isEmpty()) {
      since = now;
    } else if (now - since > MAX.toNanos()) {
      throw new TimeoutException("nothing has come for " + MAX.toSeconds() + " s");
    }
    return polled;
  }
}
