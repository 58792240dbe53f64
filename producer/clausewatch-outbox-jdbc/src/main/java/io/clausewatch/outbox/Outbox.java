package io.clausewatch.outbox;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventChecks;
import io.clausewatch.contract.Fault;
import io.clausewatch.producer.InvalidEventException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Records events in the transactions of what they tell of. A service has one for each database;
 * safe for use by many threads.
 *
 * <p>The table {@code clausewatch_outbox} is made by {@link OutboxDatabase#ddl}.
 */
public final class Outbox {
  /** How many events may wait, where nothing else is said. */
  public static final int DEFAULT_MAX_EVENTS = 100_000;

  /** The table is counted once in that time: the bound is kept but for what comes meanwhile. */
  private static final long RECOUNT_NANOS = Duration.ofSeconds(1).toNanos();

  private final int maxEvents;
  private final InstantSource clock;
  private volatile Count count;

  /** How many events there were, and when. */
  private record Count(long events, long at) {}

  /** An outbox of {@link #DEFAULT_MAX_EVENTS} events. */
  public Outbox() {
    this(DEFAULT_MAX_EVENTS);
  }

  /**
   * An outbox of another size.
   *
   * @param maxEvents how many events may wait, at least 1; when they do, no more is recorded
   */
  public Outbox(int maxEvents) {
    this(maxEvents, InstantSource.system());
  }

  Outbox(int maxEvents, InstantSource clock) {
    this.maxEvents = maxEvents;
    this.clock = clock;
  }

  /**
   * Records an event in the transaction of a connection, which the caller commits or rolls back: it
   * is sent if that is committed. One statement, and once a second another that counts.
   *
   * @throws InvalidEventException with every fault, when the event breaks the contract
   * @throws OutboxFullException when too many events wait
   * @throws IllegalStateException when the connection is in no transaction
   * @throws SQLException when the database does not take it
   */
  public void record(Connection connection, Event event) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "An event is recorded in the transaction of what it tells of: turn auto-commit off");
    }
    Instant now = clock.instant();
    List<Fault> faults = EventChecks.check(event, now);
    if (!faults.isEmpty()) {
      throw new InvalidEventException(event.kind(), faults);
    }
    if (isFull(connection)) {
      throw new OutboxFullException(maxEvents);
    }
    OutboxTable.insert(connection, event, now);
  }

  private boolean isFull(Connection connection) throws SQLException {
    Count last = count;
    long now = System.nanoTime();
    if (last == null || now - last.at() >= RECOUNT_NANOS || last.events() >= maxEvents) {
      last = new Count(OutboxTable.count(connection, maxEvents), now);
      count = last;
    }
    return last.events() >= maxEvents;
  }
}
