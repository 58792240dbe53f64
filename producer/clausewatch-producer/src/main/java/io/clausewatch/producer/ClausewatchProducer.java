package io.clausewatch.producer;

import io.clausewatch.contract.Event;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Sends events to Clausewatch. A service has one, for all its threads, and closes it when it ends.
 *
 * <p>Events wait in a buffer of bounded size and are sent in batches by a thread of the producer's
 * own, again and again while what takes them is away. Nothing is dropped in silence: each event's
 * future tells what became of it, and what fails is logged, by its number. An event can arrive
 * twice, and counts once, by its id.
 *
 * <p>What depends on a future runs on the producer's thread unless it is asked for by an {@code
 * …Async} method; it must not block there.
 */
public interface ClausewatchProducer extends AutoCloseable {

  /** A producer by these settings, ready; it reaches out when the first event is sent. */
  static ClausewatchProducer create(ProducerSettings settings) {
    return BufferedProducer.start(settings);
  }

  /**
   * A producer by the variables of the environment, as {@link ProducerSettings#of(Map)} reads them.
   *
   * @throws IllegalArgumentException with every fault of the settings
   */
  static ClausewatchProducer fromEnvironment() {
    return create(ProducerSettings.of(System.getenv()));
  }

  /**
   * Sends an event. While the buffer is full this waits, up to the time that the settings say.
   *
   * <p>It does not throw; the future fails with
   *
   * <ul>
   *   <li>{@link InvalidEventException} when the event breaks the contract,
   *   <li>{@link EventNotSentException} when it was refused, when the buffer stayed full, when it
   *       could not be delivered in time, when the producer is closed, or when the thread is
   *       interrupted while it waits, which leaves the thread's interrupt status set.
   * </ul>
   *
   * @return completes when the event is durable: acknowledged by all replicas of Kafka that are in
   *     sync, or answered 202
   */
  CompletableFuture<EventReceipt> send(Event event);

  /**
   * Sends events, each as {@link #send} does.
   *
   * @return completes when every one of them is durable, or, once all are settled, fails as the
   *     first of those that failed
   */
  default CompletableFuture<Void> sendAll(Collection<Event> events) {
    return CompletableFuture.allOf(
        events.stream().map(this::send).toArray(CompletableFuture<?>[]::new));
  }

  /**
   * Waits until every event that was sent before is settled: durable, or failed.
   *
   * @throws InterruptedException when the thread is interrupted; nothing is lost by that
   */
  void flush() throws InterruptedException;

  /** How it stands. */
  ProducerMetrics metrics();

  /**
   * Takes no more events, and waits for those that it took, up to the time that the settings say.
   * What is not acknowledged by then, or when the thread is interrupted, fails as {@code CLOSED};
   * with a spool it stays there and is sent by the next producer that opens it. Does nothing when
   * it is closed already.
   */
  @Override
  void close();
}
