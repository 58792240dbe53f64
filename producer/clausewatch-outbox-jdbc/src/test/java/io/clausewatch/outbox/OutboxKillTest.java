package io.clausewatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Event;
import io.clausewatch.outbox.FaultySteps.ServiceKilled;
import io.clausewatch.producer.AccessEvent;
import io.clausewatch.producer.ActorBuilder;
import io.clausewatch.producer.ClausewatchProducer;
import io.clausewatch.producer.EventReceipt;
import io.clausewatch.producer.ProducerMetrics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Histories by seed: a service that commits and rolls back, and two relays whose transactions
 * overlap, while the service, the database or the broker is killed at some step. What arrives is
 * held to what the database says was committed. More of them: {@code
 * -Dclausewatch.outbox.seeds=500}.
 */
class OutboxKillTest {
  private static final int SEEDS = Integer.getInteger("clausewatch.outbox.seeds", 30);

  /** In how many histories the whole server is killed: it takes seconds to start again. */
  private static final int SERVER_KILLS = Math.max(2, SEEDS / 20);

  @Test
  void onH2WhatWasCommittedArrivesOnceAndWhatWasRolledBackNever() throws Exception {
    try (TestDatabase database = TestDatabase.h2()) {
      runAll(database);
    }
  }

  @Test
  void onPostgresWhatWasCommittedArrivesOnceAndWhatWasRolledBackNever(@TempDir Path folder)
      throws Exception {
    try (TestDatabase database = TestDatabase.postgres(folder)) {
      runAll(database);
    }
  }

  /** With {@code -Dclausewatch.outbox.mysql=jdbc:mariadb://…}, on a server that runs already. */
  @Test
  @EnabledIfSystemProperty(named = "clausewatch.outbox.mysql", matches = "jdbc:.+")
  void onMysqlWhatWasCommittedArrivesOnceAndWhatWasRolledBackNever() throws Exception {
    try (TestDatabase database =
        TestDatabase.mysql(System.getProperty("clausewatch.outbox.mysql"))) {
      runAll(database);
    }
  }

  /**
   * The rows that a relay has in hand keep no new one out: InnoDB would lock the gap behind them.
   */
  private static void recordsWhileARelayWaits(TestDatabase database) throws Exception {
    database.reset();
    record(database, "e-1");
    CountDownLatch inHand = new CountDownLatch(1);
    RelaySettings patient =
        new RelaySettings(200, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(1));
    OutboxRelay relay = OutboxRelay.start(database.dataSource(), silent(inHand), patient);
    try {
      assertThat(inHand.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(CompletableFuture.runAsync(() -> record(database, "e-2")))
          .succeedsWithin(Duration.ofSeconds(30)); // else it takes the relay's whole minute
    } finally {
      relay.close();
    }
  }

  private static void record(TestDatabase database, String id) {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      new Outbox().record(connection, event(id));
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes events, and never says what became of them. */
  private static ClausewatchProducer silent(CountDownLatch inHand) {
    return new ClausewatchProducer() {
      @Override
      public CompletableFuture<EventReceipt> send(Event event) {
        inHand.countDown();
        return new CompletableFuture<>();
      }

      @Override
      public void flush() {}

      @Override
      public ProducerMetrics metrics() {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {}
    };
  }

  private static void runAll(TestDatabase database) throws Exception {
    recordsWhileARelayWaits(database);
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      database.reset();
      try {
        new History(database, seed, seen).run();
      } catch (AssertionError | Exception e) {
        throw new AssertionError("with seed " + seed, e);
      }
    }
    // Without these the histories show nothing.
    assertThat(seen)
        .contains("rolled back", "arrived twice", "service killed", "connection ended")
        .contains("acknowledgement lost", "relays overlapped");
    if (database.kind() == OutboxDatabase.POSTGRESQL) {
      assertThat(seen).contains("server killed");
    }
  }

  /** One history. */
  private static final class History {
    private final TestDatabase database;
    private final int seed;
    private final Random random;
    private final Set<String> seen;
    private final FaultySteps steps = new FaultySteps();
    private final DataSource faulty;
    private final List<String> arrived = new ArrayList<>();
    private final Set<String> rolledBack = new HashSet<>();
    private final Outbox outbox = new Outbox();
    private final List<OutboxRelay> relays = new ArrayList<>();
    private int nextId;
    private int depth;
    private boolean brokerAway;

    History(TestDatabase database, int seed, Set<String> seen) {
      this.database = database;
      this.seed = seed;
      this.random = new Random(seed);
      this.seen = seen;
      this.faulty = steps.over(database.dataSource());
      relays.add(relay());
      relays.add(relay());
    }

    private OutboxRelay relay() {
      RelaySettings settings =
          new RelaySettings(
              1 + random.nextInt(5), Duration.ZERO, Duration.ofSeconds(5), Duration.ZERO);
      return OutboxRelay.idle(faulty, new Broker(), settings, time -> true);
    }

    void run() throws Exception {
      int turns = 20;
      for (int turn = 0; turn < turns; turn++) {
        if (!steps.isPlanned()) {
          plan(turn);
        }
        brokerAway = random.nextInt(8) == 0;
        act(random.nextInt(3));
      }
      // All is well again: whoever was killed has started anew, and what is left is sent.
      steps.plan(Integer.MAX_VALUE / 2, true, connection -> {});
      brokerAway = false;
      int rounds = 0;
      while (waiting() > 0) {
        act(1 + random.nextInt(2));
        assertThat(rounds++).as("rounds until the outbox is empty").isLessThan(1_000);
      }
      Set<String> distinct = new TreeSet<>(arrived);
      assertThat(distinct).containsExactlyInAnyOrderElementsOf(committed());
      assertThat(distinct).noneMatch(rolledBack::contains);
      if (distinct.size() < arrived.size()) {
        seen.add("arrived twice");
      }
    }

    private void plan(int turn) {
      int kind = random.nextInt(3);
      boolean server = seed < SERVER_KILLS && turn == 0;
      steps.plan(
          1 + random.nextInt(25),
          random.nextBoolean(),
          connection -> {
            if (kind == 0 && !server) {
              FaultySteps.sever(connection);
              seen.add("service killed");
              throw new ServiceKilled();
            }
            database.kill(server);
            if (database.kind() != OutboxDatabase.POSTGRESQL) {
              FaultySteps.sever(connection);
            } else if (server) {
              seen.add("server killed");
            }
            seen.add("connection ended");
          });
    }

    /** The service, or one of the relays, does a piece of work; it may die of it. */
    private void act(int who) throws Exception {
      try {
        if (who == 0) {
          serve();
        } else {
          relays.get(who - 1).round();
        }
      } catch (ServiceKilled e) {
        relays.replaceAll(before -> relay());
      } catch (SQLException e) {
        // The database is away: whoever sees that goes on later.
      } catch (java.lang.reflect.UndeclaredThrowableException e) {
        throw new AssertionError(e.getCause());
      }
    }

    private void serve() throws SQLException {
      List<String> ids = new ArrayList<>();
      try (Connection connection = faulty.getConnection()) {
        connection.setAutoCommit(false);
        for (int i = random.nextInt(3); i >= 0; i--) {
          String id = "e-" + nextId++;
          ids.add(id);
          try (PreparedStatement statement =
              connection.prepareStatement("INSERT INTO happened VALUES (?)")) {
            statement.setString(1, id);
            statement.executeUpdate();
          }
          outbox.record(connection, event(id));
        }
        if (random.nextInt(4) == 0) {
          connection.rollback();
          seen.add("rolled back");
          rolledBack.addAll(ids);
        } else {
          connection.commit();
        }
      }
    }

    private long waiting() throws SQLException {
      try (Connection connection = database.dataSource().getConnection()) {
        return OutboxTable.metrics(connection, Instant.now()).waiting();
      }
    }

    private Set<String> committed() throws SQLException {
      Set<String> ids = new TreeSet<>();
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement();
          ResultSet found = statement.executeQuery("SELECT event_id FROM happened")) {
        while (found.next()) {
          ids.add(found.getString(1));
        }
      }
      return ids;
    }

    /** Takes events, or is away, or loses the acknowledgement; meanwhile the other relay works. */
    private final class Broker implements ClausewatchProducer {

      @Override
      public CompletableFuture<EventReceipt> send(Event event) {
        try {
          steps.step(true, null);
          overlap();
          CompletableFuture<EventReceipt> answer = answer(event);
          steps.step(false, null);
          return answer;
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }

      private CompletableFuture<EventReceipt> answer(Event event) {
        int fate = random.nextInt(10);
        if (brokerAway || fate == 0) {
          return CompletableFuture.failedFuture(new IllegalStateException("away"));
        }
        arrived.add(event.eventId());
        if (fate == 1) {
          seen.add("acknowledgement lost");
          return CompletableFuture.failedFuture(new IllegalStateException("lost"));
        }
        return CompletableFuture.completedFuture(new EventReceipt(event.eventId(), List.of()));
      }

      private void overlap() throws Exception {
        if (depth == 0 && random.nextInt(4) == 0) {
          depth++;
          try {
            relays.get(random.nextInt(2)).round();
            seen.add("relays overlapped");
          } catch (SQLException e) {
            // The database is away for it too.
          } finally {
            depth--;
          }
        }
      }

      @Override
      public void flush() {}

      @Override
      public ProducerMetrics metrics() {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {}
    }
  }

  static Event event(String id) {
    return AccessEvent.builder()
        .eventId(id)
        .occurredAt(Instant.now())
        .policyId("sony-music-kr")
        .service("shop")
        .subjectIds("member-4711")
        .actor(ActorBuilder.of("kim", ActorKind.STAFF))
        .read()
        .purpose("marketing")
        .build();
  }
}
