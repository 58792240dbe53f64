package io.clausewatch.testkit;

import io.clausewatch.contract.Event;
import io.clausewatch.producer.ClausewatchProducer;
import io.clausewatch.producer.EventReceipt;
import io.clausewatch.producer.ProducerMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A producer that keeps in memory what is sent, each event durable at once. Safe for use by many
 * threads.
 */
public final class RecordingProducer implements ClausewatchProducer {
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final AtomicLong failed = new AtomicLong();
  private volatile RuntimeException failure;

  @Override
  public CompletableFuture<EventReceipt> send(Event event) {
    RuntimeException why = failure;
    if (why != null) {
      failed.incrementAndGet();
      return CompletableFuture.failedFuture(why);
    }
    events.add(event);
    return CompletableFuture.completedFuture(new EventReceipt(event.eventId(), List.of()));
  }

  /** What was sent, in its order. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  /** Forgets what was sent, and that sending is to fail. */
  public void clear() {
    events.clear();
    failure = null;
  }

  /** Makes the future of every event fail from now on, for a test of what the service does then. */
  public void failWith(RuntimeException why) {
    failure = why;
  }

  @Override
  public void flush() {
    // Nothing is ever on its way.
  }

  @Override
  public ProducerMetrics metrics() {
    long taken = events.size();
    return new ProducerMetrics(taken, taken, failed.get(), 0, 0, 0, Duration.ZERO);
  }

  @Override
  public void close() {
    // What was sent can still be looked at.
  }
}
