package io.clausewatch.producer;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventChecks;
import io.clausewatch.contract.Fault;
import io.clausewatch.producer.EventNotSentException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer: a bounded buffer, and a thread that empties it into a transport, batch by batch.
 */
final class BufferedProducer implements ClausewatchProducer {
  private static final Logger LOG = LoggerFactory.getLogger(BufferedProducer.class);
  private static final int MAX_EVENTS = 500;
  private static final long MAX_BATCH_BYTES = 4 << 20;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(10);

  /** Between two lines of the log that say the same. */
  private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

  private final ProducerSettings settings;
  private final EventTransport transport;
  private final EventSpool spool;
  private final ByteBudget budget;
  private final Thread sender;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Those that wait to be sent; guarded by the lock, as is all below it. */
  private final Deque<WaitingEvent> queue = new ArrayDeque<>();

  /** Those that are not settled, in the order in which they were taken. */
  private final Set<WaitingEvent> unsettled = new LinkedHashSet<>();

  private boolean closing;

  /** Before the next attempt where nothing is taken; of the sender alone. */
  private Duration pause = FIRST_PAUSE;

  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - QUIET_NANOS);

  static BufferedProducer start(ProducerSettings settings) {
    EventTransport transport;
    if (settings.endpoint() instanceof ProducerEndpoint.Http http) {
      transport = new HttpTransport(http);
    } else {
      transport = new KafkaTransport((ProducerEndpoint.Kafka) settings.endpoint());
    }
    try {
      return start(settings, transport);
    } catch (RuntimeException e) {
      transport.close();
      throw e;
    }
  }

  /** The same with a transport, which is closed with it. */
  static BufferedProducer start(ProducerSettings settings, EventTransport transport) {
    EventSpool spool = settings.spool() == null ? null : EventSpool.open(settings.spool());
    BufferedProducer producer = new BufferedProducer(settings, transport, spool);
    producer.sender.start();
    return producer;
  }

  private BufferedProducer(ProducerSettings settings, EventTransport transport, EventSpool spool) {
    this.settings = settings;
    this.transport = transport;
    this.spool = spool;
    this.budget = new ByteBudget(spool == null ? settings.bufferBytes() : settings.spoolBytes());
    this.sender = new Thread(this::run, "clausewatch-producer");
    sender.setDaemon(true); // a service that forgets to close it must end all the same
    if (spool != null) {
      List<EventSpool.SpooledEvent> found = spool.takeFound();
      for (EventSpool.SpooledEvent event : found) {
        budget.take(event.length());
        enqueue(
            new WaitingEvent(
                null, event, event.length(), System.nanoTime(), new CompletableFuture<>()));
      }
      if (!found.isEmpty()) {
        LOG.info("{} events are in the spool from before, and are sent now", found.size());
      }
    }
  }

  private void enqueue(WaitingEvent event) {
    queue.add(event);
    unsettled.add(event);
  }

  @Override
  public CompletableFuture<EventReceipt> send(Event event) {
    EncodedEvent encoded;
    byte[] kept;
    try {
      List<Fault> faults = EventChecks.check(event, Instant.now());
      if (!faults.isEmpty()) {
        return refused(new InvalidEventException(event.kind(), faults));
      }
      encoded = transport.encode(event);
      kept = spool == null ? null : WaitingEvent.forSpool(event);
    } catch (EventNotSentException e) {
      return refused(e);
    } catch (RuntimeException e) {
      // Such as a value of another type than its field's, which no check foresees.
      String fault = "$: cannot be written (" + e.getClass().getSimpleName() + ")";
      return refused(
          new EventNotSentException(Reason.REJECTED, "The event has faults", List.of(fault)));
    }
    int bytes = kept == null ? encoded.bytes().length : kept.length;
    try {
      if (!budget.acquire(bytes, settings.maxBlock())) {
        return refused(
            new EventNotSentException(
                Reason.BUFFER_FULL, "The buffer stayed full for " + settings.maxBlock()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused(
          new EventNotSentException(Reason.INTERRUPTED, "Interrupted while the buffer was full"));
    }
    return take(encoded, kept, bytes);
  }

  private CompletableFuture<EventReceipt> take(EncodedEvent encoded, byte[] kept, int bytes) {
    EventNotSentException refusal;
    lock.lock();
    try {
      if (closing) {
        refusal = new EventNotSentException(Reason.CLOSED, "The producer is closed");
      } else {
        WaitingEvent event =
            new WaitingEvent(
                kept == null ? encoded : null,
                kept == null ? null : spool.append(kept),
                bytes,
                System.nanoTime(),
                new CompletableFuture<>());
        enqueue(event);
        accepted.incrementAndGet();
        changed.signalAll();
        return event.future();
      }
    } catch (IOException e) {
      LOG.error("The spool takes nothing", e);
      refusal =
          new EventNotSentException(Reason.BUFFER_FULL, "The spool takes nothing: " + e.getClass());
    } finally {
      lock.unlock();
    }
    budget.release(bytes);
    return refused(refusal);
  }

  private CompletableFuture<EventReceipt> refused(RuntimeException why) {
    count(why);
    return CompletableFuture.failedFuture(why);
  }

  private void count(RuntimeException why) {
    long all = failed.incrementAndGet();
    if (isTimeToLog()) {
      LOG.warn("An event was not sent: {} ({} since the start)", forLog(why), all);
    }
  }

  /** Faults quote symbols, numbers and times of the event, which are for its sender alone. */
  private static String forLog(RuntimeException why) {
    if (why instanceof InvalidEventException) {
      return "it breaks the contract";
    }
    boolean refused = ((EventNotSentException) why).reason() == Reason.REJECTED;
    return refused ? "it was refused" : why.getMessage();
  }

  private boolean isTimeToLog() {
    long now = System.nanoTime();
    long last = lastLogged.get();
    return now - last >= QUIET_NANOS && lastLogged.compareAndSet(last, now);
  }

  private void run() {
    List<WaitingEvent> batch = List.of();
    while (true) {
      try {
        batch = next();
        if (batch.isEmpty()) {
          return;
        }
        deliver(batch);
      } catch (InterruptedException e) {
        if (isClosing()) {
          return; // it has no more time
        }
        goOnWith(batch); // what depends on a future may interrupt its thread, and ends nothing so
      }
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  /** Those that are not settled, nor wait, are sent behind those that wait. */
  private void goOnWith(List<WaitingEvent> those) {
    lock.lock();
    try {
      Set<WaitingEvent> waiting = new HashSet<>(queue);
      those.stream()
          .filter(event -> unsettled.contains(event) && !waiting.contains(event))
          .forEach(queue::add);
    } finally {
      lock.unlock();
    }
  }

  /** The next to be sent; empty when there are none and it is closed. */
  private List<WaitingEvent> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty() && !closing) {
        changed.await();
      }
      List<WaitingEvent> batch = new ArrayList<>();
      long bytes = 0;
      while (!queue.isEmpty() && batch.size() < MAX_EVENTS) {
        bytes += queue.peek().bytes();
        if (bytes > MAX_BATCH_BYTES && !batch.isEmpty()) {
          break;
        }
        batch.add(queue.poll());
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Delivers a batch, or tries to. What is left of it goes behind those that wait, which may well
   * be of a kind that is taken now; where nothing is taken, after a pause.
   */
  private void deliver(List<WaitingEvent> batch) throws InterruptedException {
    List<WaitingEvent> left = batch;
    Duration wish = Duration.ZERO;
    String reason;
    try {
      Attempt attempt = attempt(batch);
      left = attempt.left();
      reason = attempt.reason();
      wish = attempt.retryAfter();
    } catch (DeliveryDelayedException e) {
      wish = e.retryAfter();
      reason = e.getMessage();
    } catch (RuntimeException | Error e) {
      // A fault of this library must not end its thread; nothing is known of what was sent. Without
      // its message, which may quote what was sent, or the token.
      LOG.error("Sending failed by a fault of the producer: {}", place(e));
      reason = "a fault of the producer (" + e.getClass().getSimpleName() + ")";
    }
    boolean isTaken = left.size() < batch.size();
    if (left.isEmpty()) {
      pause = FIRST_PAUSE;
      return;
    }
    left = expire(left, reason);
    goOnWith(left);
    if (left.isEmpty()) {
      return;
    }
    retries.incrementAndGet();
    if (isTimeToLog()) {
      LOG.warn("{}: {} events and those behind them wait", reason, left.size());
    }
    pause = isTaken ? FIRST_PAUSE : pause;
    long jitter = ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1);
    Duration own = pause.plusMillis(jitter);
    pause = pause.multipliedBy(2);
    pause = pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
    TimeUnit.NANOSECONDS.sleep((wish.compareTo(own) > 0 ? wish : own).toNanos());
  }

  private static String place(Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    return fault.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  /** What is left after an attempt, why, and how long to wait at least. */
  private record Attempt(List<WaitingEvent> left, String reason, Duration retryAfter) {}

  private Attempt attempt(List<WaitingEvent> events)
      throws DeliveryDelayedException, InterruptedException {
    List<WaitingEvent> readable = new ArrayList<>(events.size());
    List<EncodedEvent> encoded = new ArrayList<>(events.size());
    List<WaitingEvent> left = new ArrayList<>();
    String reason = "";
    for (WaitingEvent event : events) {
      try {
        encoded.add(event.encode(transport));
        readable.add(event);
      } catch (UncheckedIOException e) {
        reason = "the spool cannot be read (" + e.getCause().getClass().getSimpleName() + ")";
        left.add(event); // it is still there
      } catch (IOException | RuntimeException e) {
        LOG.error("An event of the spool is none that can be sent, and is kept no longer");
        fail(event, new EventNotSentException(Reason.REJECTED, e.getMessage()));
      }
    }
    if (readable.isEmpty()) {
      return new Attempt(left, reason, Duration.ZERO);
    }
    List<DeliveryResult> results = transport.deliver(encoded);
    Duration retryAfter = Duration.ZERO;
    for (int i = 0; i < results.size(); i++) {
      WaitingEvent event = readable.get(i);
      DeliveryResult result = results.get(i);
      if (result instanceof DeliveryResult.Delivered done) {
        EventReceipt receipt = new EventReceipt(encoded.get(i).eventId(), done.warnings());
        settle(
            event,
            () -> {
              delivered.incrementAndGet();
              event.future().complete(receipt);
            });
      } else if (result instanceof DeliveryResult.Refused refused) {
        if (spool != null) { // perhaps of the process before, so that nobody else would tell of it
          LOG.error("The {} was refused, and the spool keeps it no longer", encoded.get(i));
        }
        fail(
            event,
            new EventNotSentException(
                Reason.REJECTED,
                "The event was refused: " + String.join("; ", refused.faults()),
                refused.faults()));
      } else {
        DeliveryResult.Unsettled later = (DeliveryResult.Unsettled) result;
        reason = later.reason();
        retryAfter = later.retryAfter();
        left.add(event);
      }
    }
    return new Attempt(left, reason, retryAfter);
  }

  /** Fails those whose time is over, also of those that wait behind; the others are left. */
  private List<WaitingEvent> expire(List<WaitingEvent> events, String reason) {
    if (spool != null) {
      return events;
    }
    long now = System.nanoTime();
    long allowed = settings.deliveryTimeout().toNanos();
    List<WaitingEvent> left = new ArrayList<>();
    List<WaitingEvent> over = new ArrayList<>();
    for (WaitingEvent event : events) {
      (now - event.since() >= allowed ? over : left).add(event);
    }
    lock.lock();
    try {
      for (Iterator<WaitingEvent> waiting = queue.iterator(); waiting.hasNext(); ) {
        WaitingEvent event = waiting.next();
        if (now - event.since() >= allowed) {
          over.add(event);
          waiting.remove();
        }
      }
    } finally {
      lock.unlock();
    }
    for (WaitingEvent event : over) {
      fail(
          event,
          new EventNotSentException(
              Reason.TIMED_OUT, "Not delivered in " + settings.deliveryTimeout() + ": " + reason));
    }
    return left;
  }

  private void fail(WaitingEvent event, EventNotSentException why) {
    settle(
        event,
        () -> {
          count(why);
          event.future().completeExceptionally(why);
        });
  }

  /** An event is done with: there is room again, its sender is told, and nobody waits for it. */
  private void settle(WaitingEvent event, Runnable tell) {
    lock.lock();
    try {
      if (!unsettled.contains(event)) {
        return;
      }
    } finally {
      lock.unlock();
    }
    if (event.spooled() != null) {
      event.spooled().release();
    }
    budget.release(event.bytes());
    tell.run();
    lock.lock();
    try {
      unsettled.remove(event);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void flush() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      for (WaitingEvent event : List.copyOf(unsettled)) {
        while (unsettled.contains(event)) {
          changed.await();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public ProducerMetrics metrics() {
    lock.lock();
    try {
      long now = System.nanoTime();
      Duration oldest =
          unsettled.stream()
              .findFirst()
              .map(event -> Duration.ofNanos(now - event.since()))
              .orElse(Duration.ZERO);
      return new ProducerMetrics(
          accepted.get(),
          delivered.get(),
          failed.get(),
          retries.get(),
          unsettled.size(),
          budget.used(),
          oldest);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closing) {
        return;
      }
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    if (Thread.currentThread() != sender) { // one closed by what depends on a future waits for none
      try {
        sender.join(Math.max(1, settings.closeTimeout().toMillis()));
        sender.interrupt();
        sender.join(settings.closeTimeout().toMillis() + 1);
      } catch (InterruptedException e) {
        interrupted = true;
        sender.interrupt();
      }
    }
    try {
      transport.close();
    } finally {
      abandon();
      if (spool != null) {
        spool.close();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Tells of what is left; in the spool it stays. */
  private void abandon() {
    Collection<WaitingEvent> left;
    lock.lock();
    try {
      left = List.copyOf(unsettled);
      unsettled.clear();
      queue.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (!left.isEmpty()) {
      String what = spool == null ? "are not acknowledged" : "stay in the spool";
      LOG.warn("The producer is closed: {} events {}", left.size(), what);
    }
    for (WaitingEvent event : left) {
      EventNotSentException why =
          new EventNotSentException(
              Reason.CLOSED,
              spool == null
                  ? "The producer was closed before the event was acknowledged"
                  : "The producer was closed; the event stays in the spool");
      if (event.future().completeExceptionally(why)) { // else it is settled just now
        failed.incrementAndGet();
      }
    }
  }
}
