package io.clausewatch.alertsender.delivery;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertedFinding;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries to deliver messages, each on a virtual thread of its own, so that a receiver that hangs
 * holds up nobody but itself; and no more of them in a second than a receiver bears. Safe for use
 * by many threads; close it to end the attempts.
 */
public final class MessageDelivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageDelivery.class);

  /**
   * So many are on their way to one receiver at a time. As many may come twice when this instance
   * is killed, for nobody knows then whether they arrived.
   */
  private static final int AT_ONCE = 4;

  /** So many messages a second to a receiver that the file no longer has: each is refused. */
  private static final int TO_NOBODY_PER_SECOND = 1_000;

  private final Supplier<DeliveryChannels> channels;
  private final InstantSource clock;
  private final Set<String> refreshing = ConcurrentHashMap.newKeySet();
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("delivery-", 1).factory());

  /**
   * MessageDelivery.
   *
   * @param channels the ways to the receivers that are in force
   */
  public MessageDelivery(Supplier<DeliveryChannels> channels, InstantSource clock) {
    this.channels = channels;
    this.clock = clock;
  }

  /**
   * Whether a receiver bears one more message now; it counts as sent if so. None while it is told
   * again of what stands ({@link #refresh}).
   *
   * @param inFlight how many are on their way to it
   */
  public boolean mayStart(String receiver, int inFlight) {
    return inFlight < AT_ONCE && !refreshing.contains(receiver) && bucket(receiver).tryConsume(1);
  }

  /** Gives back what {@link #mayStart} allowed, and was not used. */
  public void notStarted(String receiver) {
    bucket(receiver).addTokens(1);
  }

  private Bucket bucket(String receiver) {
    int perSecond =
        channels
            .get()
            .to(receiver)
            .map(DeliveryChannel::messagesPerSecond)
            .orElse(TO_NOBODY_PER_SECOND);
    return buckets.computeIfAbsent(
        receiver + " " + perSecond,
        ignored ->
            Bucket.builder()
                .addLimit(
                    limit ->
                        limit
                            .capacity(Math.max(10, perSecond))
                            .refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build());
  }

  /**
   * Begins an attempt; returns at once.
   *
   * @param then told what came of it, on another thread; not told when this is closed before
   */
  public void start(String receiver, Sending sending, Consumer<DeliveryAttempt> then) {
    String messageId = sending.message().getMessageId();
    int number = sending.message().getTries() + 1;
    threads.execute(
        () -> {
          Instant at = clock.instant();
          long begun = System.nanoTime();
          AttemptOutcome outcome;
          try {
            outcome = deliver(receiver, sending);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
          }
          Duration took = Duration.ofNanos(System.nanoTime() - begun);
          then.accept(new DeliveryAttempt(receiver, messageId, number, at, took, outcome));
        });
  }

  private AttemptOutcome deliver(String receiver, Sending sending) throws InterruptedException {
    Optional<DeliveryChannel> channel = channels.get().to(receiver);
    if (channel.isEmpty()) {
      return new AttemptOutcome.Refused(AlertReason.NO_SUCH_RECEIVER.of());
    }
    try {
      return channel.get().deliver(sending);
    } catch (RuntimeException | OutOfMemoryError e) {
      couldNotBeMade(receiver, e);
      return new AttemptOutcome.Refused(AlertReason.NOT_MADE.of(e.getClass().getSimpleName()));
    }
  }

  /** Without the words of the failure, which may quote the message. */
  private static void couldNotBeMade(String receiver, Throwable e) {
    LOG.error(
        "A message to {} could not be made: {} at {}",
        receiver,
        e.getClass().getName(),
        e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
  }

  /** Whether a receiver forgets what it is not told again. */
  public boolean forgets(String receiver) {
    return channels.get().to(receiver).filter(AlertmanagerChannel.class::isInstance).isPresent();
  }

  /**
   * Tells a receiver that forgets again of what stands; returns at once. What does not arrive is
   * told next time. Nothing else may be on its way to the receiver, and nothing is until this has
   * ended: an end that overtook it would be undone by it.
   *
   * @param then called when it has ended, on another thread
   */
  public void refresh(
      String receiver, List<AlertedFinding> standing, List<AlertMessage> troubles, Runnable then) {
    if (channels.get().to(receiver).orElse(null) instanceof AlertmanagerChannel alertmanager
        && refreshing.add(receiver)) {
      threads.execute(
          () -> {
            try {
              if (alertmanager.refresh(standing, troubles)
                  instanceof AttemptOutcome.Postponed away) {
                LOG.info("{} was not told again: {}", receiver, away.answer().text());
              }
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } catch (RuntimeException | OutOfMemoryError e) {
              couldNotBeMade(receiver, e);
            } finally {
              refreshing.remove(receiver);
              then.run();
            }
          });
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.info("Attempts that were under way are made again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
