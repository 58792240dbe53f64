package io.clausewatch.events;

import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.search.PagedResults;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchCondition;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The register as the trail has it, held in memory. It is read when an entry is missing: at most
 * once a second, and only what came since; nobody waits for that longer than a moment.
 */
final class TrailRecipientRegister implements RecipientRegister {
  private static final Logger LOG = LoggerFactory.getLogger(TrailRecipientRegister.class);

  /** More is no register of recipients; nobody is warned then. */
  private static final int MAX_ENTRIES = 200_000;

  private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration WAIT = Duration.ofMillis(250);

  /** What is indexed later than what came after it: read again. */
  private static final Duration OVERLAP = Duration.ofMinutes(10);

  private static final int PAGE = 1_000;

  /** Reads the register's entries that came to Kafka from an instant on. */
  @FunctionalInterface
  interface EntryReader {
    /** All of them where {@code from} is empty; the caller closes them. */
    PagedResults<TrailDocument> read(Optional<Instant> from);
  }

  private final EntryReader reader;
  private final LongSupplier nanos;
  private final Map<String, Map<RegisterKind, Set<String>>> entries = new ConcurrentHashMap<>();
  private volatile boolean complete;
  private final AtomicInteger size = new AtomicInteger();
  private Instant latest;
  private long begun;
  private CompletableFuture<Void> reading;

  /**
   * A register that is not read yet.
   *
   * @param reader reads it
   * @param nanos time elapsed since some fixed moment
   */
  TrailRecipientRegister(EntryReader reader, LongSupplier nanos) {
    this.reader = reader;
    this.nanos = nanos;
  }

  /** A register that a searcher finds. */
  static TrailRecipientRegister of(SearchClient searcher) {
    return new TrailRecipientRegister(
        from ->
            searcher.walk(
                new SearchCriteria(
                    SearchTarget.TRAIL,
                    List.of(
                        new SearchCondition.AnyOf("eventKind", List.of("register")),
                        new SearchCondition.InPeriod("receivedAt", from, Optional.empty())),
                    List.of(new SearchCriteria.Sort("receivedAt", false)),
                    PAGE,
                    Optional.empty()),
                TrailDocument.class),
        System::nanoTime);
  }

  @Override
  public boolean mayHold(Entry entry) {
    if (ids(entry.policyId(), entry.kind()).contains(entry.id())) {
      return true;
    }
    awaitReading();
    return !complete || ids(entry.policyId(), entry.kind()).contains(entry.id());
  }

  @Override
  public Set<String> ids(String policyId, RegisterKind kind) {
    return entries.getOrDefault(policyId, Map.of()).getOrDefault(kind, Set.of());
  }

  @Override
  public void note(Register event) {
    Entry entry = Entry.of(event);
    if (size.get() < MAX_ENTRIES
        && entries
            .computeIfAbsent(entry.policyId(), id -> new ConcurrentHashMap<>())
            .computeIfAbsent(entry.kind(), kind -> ConcurrentHashMap.newKeySet())
            .add(entry.id())) {
      size.incrementAndGet();
    }
  }

  private void awaitReading() {
    try {
      reading().get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The register cannot be read now; nobody is warned of recipients", e);
    }
  }

  /** The reading under way, or the last one where that was a moment ago. */
  private synchronized CompletableFuture<Void> reading() {
    long now = nanos.getAsLong();
    if (reading == null || (reading.isDone() && now - begun >= EVERY_NANOS)) {
      begun = now;
      reading = new CompletableFuture<>();
      CompletableFuture<Void> mine = reading;
      Thread.ofVirtual()
          .name("recipient-register")
          .start(
              () -> {
                try {
                  read();
                  mine.complete(null);
                } catch (RuntimeException e) {
                  mine.completeExceptionally(e);
                }
              });
    }
    return reading;
  }

  /** By one thread at a time. */
  private void read() {
    Optional<Instant> from = Optional.ofNullable(latest).map(instant -> instant.minus(OVERLAP));
    Instant newest = latest;
    try (PagedResults<TrailDocument> found = reader.read(from)) {
      for (List<TrailDocument> page = found.next(); !page.isEmpty(); page = found.next()) {
        for (TrailDocument document : page) {
          note(document.event().register());
          newest = document.entry().getReceivedAt();
        }
      }
    }
    latest = newest;
    complete = size.get() < MAX_ENTRIES;
  }
}
