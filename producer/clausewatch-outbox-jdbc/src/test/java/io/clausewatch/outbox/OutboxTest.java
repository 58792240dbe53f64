package io.clausewatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.Event;
import io.clausewatch.producer.ClausewatchProducer;
import io.clausewatch.producer.EventReceipt;
import io.clausewatch.producer.InvalidEventException;
import io.clausewatch.producer.ProducerMetrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final TestDatabase database = TestDatabase.h2();
  private final List<String> sent = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void createTables() throws SQLException {
    database.reset();
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private void record(Outbox outbox, String... ids) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      for (String id : ids) {
        outbox.record(connection, OutboxKillTest.event(id));
      }
      connection.commit();
    }
  }

  private OutboxMetrics metrics() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return OutboxTable.metrics(connection, Instant.now());
    }
  }

  private static CompletableFuture<EventReceipt> acknowledged(Event event) {
    return CompletableFuture.completedFuture(new EventReceipt(event.eventId(), List.of()));
  }

  private ClausewatchProducer producer(Function<Event, CompletableFuture<EventReceipt>> answer) {
    return new ClausewatchProducer() {
      @Override
      public CompletableFuture<EventReceipt> send(Event event) {
        sent.add(event.eventId());
        return answer.apply(event);
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

  @Test
  void twoRelaysAtWorkSendEachEventOnce() throws Exception {
    String[] ids = new String[300];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "e-" + i;
    }
    record(new Outbox(), ids);
    ClausewatchProducer producer = producer(OutboxTest::acknowledged);
    RelaySettings small =
        new RelaySettings(7, Duration.ofMillis(10), Duration.ofSeconds(10), Duration.ofSeconds(1));
    try (OutboxRelay first = OutboxRelay.start(database.dataSource(), producer, small);
        OutboxRelay second = OutboxRelay.start(database.dataSource(), producer, small)) {
      Awaitility.await().until(() -> first.metrics().waiting() == 0);
      assertThat(second.metrics().oldestAge()).isZero();
    }
    assertThat(sent).containsExactlyInAnyOrder(ids);
  }

  @Test
  void aBrokerThatIsAwayForAnHourLosesNothingAndMemoryStaysBounded() throws Exception {
    Instant start = Instant.now();
    VirtualTime time = new VirtualTime(start);
    Outbox outbox = new Outbox(100_000, time);
    AtomicInteger recorded = new AtomicInteger();
    AtomicInteger inHand = new AtomicInteger();
    AtomicInteger mostInHand = new AtomicInteger();
    ClausewatchProducer producer =
        producer(
            event -> {
              mostInHand.accumulateAndGet(inHand.incrementAndGet(), Math::max);
              return time.instant().isBefore(start.plus(Duration.ofHours(1)))
                  ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                  : acknowledged(event);
            });
    OutboxRelay.RelayPause pause =
        wait -> {
          inHand.set(0); // a batch is over
          time.pass(wait);
          boolean isHourOver = !time.instant().isBefore(start.plus(Duration.ofHours(1)));
          try {
            if (isHourOver) {
              return metrics().waiting() == 0;
            }
            record(outbox, "e-" + recorded.incrementAndGet(), "e-" + recorded.incrementAndGet());
            return false;
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        };
    RelaySettings settings =
        new RelaySettings(
            20, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(30));
    OutboxRelay.idle(database.dataSource(), producer, settings, pause).run();
    assertThat(recorded.get()).as("while it was away").isGreaterThan(200);
    assertThat(new java.util.HashSet<>(sent)).hasSize(recorded.get());
    assertThat(mostInHand.get()).isLessThanOrEqualTo(20);
  }

  /** Passes when it is told to. */
  private static final class VirtualTime implements InstantSource {
    private Instant now;

    VirtualTime(Instant now) {
      this.now = now;
    }

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void aFullOutboxTakesNoMoreAndLeavesTheTransactionAsItWas() throws Exception {
    Outbox outbox = new Outbox(2);
    record(outbox, "e-1", "e-2");
    Outbox other = new Outbox(2);
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO happened VALUES ('e-3')");
      assertThatThrownBy(() -> other.record(connection, OutboxKillTest.event("e-3")))
          .isInstanceOf(OutboxFullException.class);
      connection.commit();
    }
    OutboxRelay relay =
        OutboxRelay.idle(
            database.dataSource(),
            producer(OutboxTest::acknowledged),
            RelaySettings.DEFAULT,
            time -> true);
    assertThat(relay.round()).isEqualTo(new OutboxRelay.Round(2, 0));
    record(other, "e-3");
    assertThat(metrics().waiting()).isEqualTo(1);
  }

  @Test
  void whatIsRefusedStaysWithItsFaultsAndKeepsNobodyBack() throws Exception {
    record(new Outbox(), "e-1", "e-2");
    ClausewatchProducer producer =
        producer(
            event ->
                event.eventId().equals("e-1")
                    ? CompletableFuture.failedFuture(
                        new InvalidEventException(
                            event.kind(),
                            List.of(new io.clausewatch.contract.Fault("$.purpose", "one", "none"))))
                    : acknowledged(event));
    OutboxRelay relay =
        OutboxRelay.idle(database.dataSource(), producer, RelaySettings.DEFAULT, time -> true);
    assertThat(relay.round()).isEqualTo(new OutboxRelay.Round(2, 0));
    assertThat(relay.round()).isEqualTo(new OutboxRelay.Round(0, 0));
    assertThat(metrics().refused()).isEqualTo(1);
    assertThat(metrics().waiting()).isZero();
    record(new Outbox(1), "e-3"); // it does not wait, and takes nobody's place
    assertThat(metrics().waiting()).isEqualTo(1);
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT event_id, refusal FROM clausewatch_outbox")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("e-1");
      assertThat(rows.getString(2)).contains("$.purpose: expected one, found none");
    }
  }

  @Test
  void whatIsUnderWayIsNotSentOnceMore() throws Exception {
    record(new Outbox(), "e-1");
    CompletableFuture<EventReceipt> acknowledgement = new CompletableFuture<>();
    RelaySettings hurried =
        new RelaySettings(10, Duration.ZERO, Duration.ofMillis(1), Duration.ofSeconds(1));
    OutboxRelay relay =
        OutboxRelay.idle(
            database.dataSource(), producer(event -> acknowledgement), hurried, time -> true);
    assertThat(relay.round()).isEqualTo(new OutboxRelay.Round(0, 1));
    assertThat(relay.round()).isEqualTo(new OutboxRelay.Round(0, 1));
    assertThat(sent).containsExactly("e-1");
    acknowledgement.complete(new EventReceipt("e-1", List.of()));
    assertThat(relay.round()).isEqualTo(new OutboxRelay.Round(1, 0));
    assertThat(sent).containsExactly("e-1");
    assertThat(metrics().waiting()).isZero();
  }

  @Test
  void withoutATransactionNothingIsRecorded() throws Exception {
    try (Connection connection = database.dataSource().getConnection()) {
      assertThatThrownBy(() -> new Outbox().record(connection, OutboxKillTest.event("e-1")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("auto-commit");
    }
    assertThat(metrics().waiting()).isZero();
  }

  @Test
  void anEventThatBreaksTheContractIsNotRecorded() throws Exception {
    Event event = OutboxKillTest.event("e-1");
    event.access().setPurpose(" ");
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> new Outbox().record(connection, event))
          .isInstanceOf(InvalidEventException.class)
          .hasMessageContaining("$.purpose");
    }
  }

  @Test
  void everyDatabaseHasItsTable() {
    for (OutboxDatabase each : OutboxDatabase.values()) {
      assertThat(each.ddl())
          .contains("CREATE TABLE clausewatch_outbox")
          .contains("event_id", "kind", "event ", "recorded_at", "refusal");
    }
  }
}
