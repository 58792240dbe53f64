package io.clausewatch.outbox;

import io.clausewatch.producer.ClausewatchProducer;
import io.clausewatch.producer.EventFormat;
import io.clausewatch.producer.EventNotSentException;
import io.clausewatch.producer.EventReceipt;
import io.clausewatch.producer.InvalidEventException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of an outbox, and deletes each after its acknowledgement. Every instance of a
 * service has one; they share the work without knowing of each other, since each passes over the
 * rows that another holds. In what order they are sent does not matter: verdicts do not depend on
 * it.
 *
 * <p>When the process, the database or what takes events ends at any moment, what is not deleted is
 * sent again: an event that arrives twice counts once, by its id.
 */
public final class OutboxRelay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /** Waits, or tells at once that the relay is closed. */
  interface RelayPause {
    boolean isClosedWithin(Duration time) throws InterruptedException;
  }

  private final DataSource database;
  private final ClausewatchProducer producer;
  private final RelaySettings settings;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private final RelayPause pause;

  /** By the rows of events that were sent, and are neither acknowledged nor given up. */
  private final Map<Long, CompletableFuture<EventReceipt>> underWay = new HashMap<>();

  private final Thread thread = new Thread(this::run, "clausewatch-outbox-relay");

  private OutboxRelay(
      DataSource database, ClausewatchProducer producer, RelaySettings settings, RelayPause pause) {
    this.database = database;
    this.producer = producer;
    this.settings = settings;
    this.pause = pause != null ? pause : time -> closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A relay at work, as most services want it. */
  public static OutboxRelay start(DataSource database, ClausewatchProducer producer) {
    return start(database, producer, RelaySettings.DEFAULT);
  }

  /**
   * A relay at work.
   *
   * @param database gives it a connection of its own while it sends a batch
   * @param producer sends; not closed here
   */
  public static OutboxRelay start(
      DataSource database, ClausewatchProducer producer, RelaySettings settings) {
    OutboxRelay relay = new OutboxRelay(database, producer, settings, null);
    relay.thread.setDaemon(true); // a service that forgets to close it must end all the same
    relay.thread.start();
    return relay;
  }

  /** One that does nothing by itself. */
  static OutboxRelay idle(
      DataSource database, ClausewatchProducer producer, RelaySettings settings, RelayPause pause) {
    return new OutboxRelay(database, producer, settings, pause);
  }

  /** Relays until it is closed. */
  void run() {
    Duration next = Duration.ZERO;
    Duration failurePause = FIRST_PAUSE;
    try {
      while (!pause.isClosedWithin(next)) {
        Round round = tryRound();
        if (round.left() > 0) {
          failurePause = round.settled() > 0 ? FIRST_PAUSE : failurePause; // some are taken
          next = failurePause;
          failurePause = failurePause.multipliedBy(2);
          failurePause =
              failurePause.compareTo(settings.maxPause()) > 0 ? settings.maxPause() : failurePause;
        } else {
          failurePause = FIRST_PAUSE;
          next = round.settled() < settings.batch() ? settings.pollInterval() : Duration.ZERO;
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("The relay of the outbox was interrupted, and ends");
    }
  }

  private Round tryRound() throws InterruptedException {
    try {
      return round();
    } catch (SQLException | RuntimeException e) {
      // The class alone: a database's message can quote a row.
      String state = e instanceof SQLException sql ? ", SQL state " + sql.getSQLState() : "";
      LOG.warn("The outbox cannot be relayed now ({}{})", e.getClass().getSimpleName(), state);
      return new Round(0, 1);
    }
  }

  /**
   * What came of a batch.
   *
   * @param settled events that were acknowledged or refused
   * @param left events that have to be sent again
   */
  record Round(int settled, int left) {}

  /** Takes a batch and sends it, in one transaction. */
  Round round() throws SQLException, InterruptedException {
    try (Connection connection = database.getConnection()) {
      int isolation = connection.getTransactionIsolation();
      boolean autoCommit = connection.getAutoCommit();
      // InnoDB's own level would lock the gap behind the last row, and with it each new one.
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(false);
      Round round;
      try {
        round = round(connection);
        connection.commit();
      } catch (SQLException | RuntimeException | InterruptedException e) {
        rollBack(connection, e);
        giveBack(connection, isolation, autoCommit);
        throw e;
      }
      giveBack(connection, isolation, autoCommit);
      return round;
    }
  }

  /** As it was: not every pool sees to that. */
  private static void giveBack(Connection connection, int isolation, boolean autoCommit) {
    try {
      connection.setAutoCommit(autoCommit);
      connection.setTransactionIsolation(isolation);
    } catch (SQLException e) {
      LOG.debug("A connection could not be given back as it was (SQL state {})", e.getSQLState());
    }
  }

  private static void rollBack(Connection connection, Exception why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      why.addSuppressed(e); // the database is away: it has rolled back by itself
    }
  }

  private Round round(Connection connection) throws SQLException, InterruptedException {
    List<OutboxTable.Row> rows = OutboxTable.claim(connection, settings.batch());
    Map<Long, CompletableFuture<EventReceipt>> sent = new LinkedHashMap<>();
    int settled = 0;
    for (OutboxTable.Row row : rows) {
      try {
        CompletableFuture<EventReceipt> one = send(row);
        sent.put(row.id(), one);
        if (one.isCompletedExceptionally() && !isRefusal(failure(one))) {
          break; // nothing is taken now, and each further event could wait for that as long
        }
      } catch (IOException e) {
        OutboxTable.refuse(connection, row.id(), e.getMessage());
        settled++;
      } catch (RuntimeException e) {
        OutboxTable.refuse(connection, row.id(), "It cannot be sent: " + e.getClass().getName());
        settled++;
      }
    }
    await(sent.values().toArray(CompletableFuture<?>[]::new));
    List<Long> acknowledged = new ArrayList<>();
    for (Map.Entry<Long, CompletableFuture<EventReceipt>> one : sent.entrySet()) {
      Throwable failure = failure(one.getValue());
      if (failure == null) {
        acknowledged.add(one.getKey());
        settled++;
      } else if (isRefusal(failure)) {
        OutboxTable.refuse(connection, one.getKey(), failure.getMessage());
        LOG.error("The event of row {} of the outbox was refused, and stays there", one.getKey());
        settled++;
      } else if (!one.getValue().isDone()) {
        underWay.put(one.getKey(), one.getValue());
      }
    }
    OutboxTable.delete(connection, acknowledged);
    // Rows up to the last of a full batch that are not in it are another relay's, or gone.
    long reach = rows.size() < settings.batch() ? Long.MAX_VALUE : rows.get(rows.size() - 1).id();
    underWay.keySet().removeIf(id -> id <= reach && !sent.containsKey(id));
    return new Round(settled, rows.size() - settled);
  }

  /** Sends an event, unless the producer has it in hand from a round that had no more time. */
  private CompletableFuture<EventReceipt> send(OutboxTable.Row row) throws IOException {
    CompletableFuture<EventReceipt> before = underWay.remove(row.id());
    boolean isGivenUp = before != null && before.isCompletedExceptionally();
    return before != null && !isGivenUp
        ? before
        : producer.send(EventFormat.read(row.kind(), row.event()));
  }

  /** Waits until all are settled, time is over, or the relay is closed. */
  private void await(CompletableFuture<?>[] sent) throws InterruptedException {
    CompletableFuture<Void> settled = CompletableFuture.allOf(sent).handle((all, failure) -> null);
    try {
      CompletableFuture.anyOf(settled, closing)
          .get(settings.sendTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.warn("Events of the outbox are not acknowledged in {}", settings.sendTimeout());
    } catch (ExecutionException e) {
      throw new IllegalStateException("what handles every outcome has failed", e);
    }
  }

  /** Why an event is not acknowledged; null when it is. */
  private static Throwable failure(CompletableFuture<EventReceipt> sent)
      throws InterruptedException {
    if (!sent.isDone()) {
      return new TimeoutException();
    }
    try {
      sent.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (CancellationException e) {
      return e;
    }
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof InvalidEventException
        || (failure instanceof EventNotSentException why
            && why.reason() == EventNotSentException.Reason.REJECTED);
  }

  /**
   * How the outbox stands, by a query.
   *
   * @throws SQLException when the database does not answer
   */
  public OutboxMetrics metrics() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return OutboxTable.metrics(connection, Instant.now());
    }
  }

  /**
   * Ends it after the batch that it has in hand, of which what is not acknowledged stays in the
   * table.
   */
  @Override
  public void close() {
    closed.countDown();
    closing.complete(null);
    try {
      thread.join(settings.sendTimeout().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
