package io.clausewatch.examples;

import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.CollectionMethod;
import io.clausewatch.contract.CollectionSource;
import io.clausewatch.outbox.Outbox;
import io.clausewatch.outbox.OutboxDatabase;
import io.clausewatch.outbox.OutboxRelay;
import io.clausewatch.producer.AccessEvent;
import io.clausewatch.producer.ActorBuilder;
import io.clausewatch.producer.ClausewatchProducer;
import io.clausewatch.producer.CollectionBuilder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A shop that takes an order, and tells of the address that it collects for it: both, or neither.
 */
public final class OrderOutbox {
  private final DataSource database;
  private final Outbox outbox = new Outbox();

  /** A shop with its database, in which it makes its tables. */
  public OrderOutbox(DataSource database) throws SQLException {
    this.database = database;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id VARCHAR(36) PRIMARY KEY, member VARCHAR(100))");
      OutboxDatabase.H2.createTable(connection);
    }
  }

  /** Takes an order, sends what it tells of, and ends. */
  public static void main(String[] args) throws Exception {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1");
    OrderOutbox shop = new OrderOutbox(database);
    try (ClausewatchProducer producer = ClausewatchProducer.fromEnvironment();
        OutboxRelay relay = OutboxRelay.start(database, producer)) {
      shop.order(UUID.randomUUID().toString(), "member-4711");
      while (relay.metrics().waiting() > 0) {
        Thread.sleep(100); // a service goes on with its work instead
      }
      System.out.println("The event of the order is durable");
    }
  }

  /** Takes an order. */
  public void order(String orderId, String memberId) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO orders VALUES (?, ?)")) {
        insert.setString(1, orderId);
        insert.setString(2, memberId);
        insert.executeUpdate();
      }
      outbox.record(
          connection,
          AccessEvent.builder()
              .eventId("order-" + orderId)
              .occurredAt(Instant.now())
              .policyId("sony-music-kr")
              .service("shop")
              .subjectIds(memberId)
              .actor(ActorBuilder.of("checkout", ActorKind.SYSTEM))
              .collect(
                  CollectionBuilder.of(CollectionSource.SUBJECT, CollectionMethod.WEB_FORM)
                      .encryptedInTransit(true))
              .purpose("service-provision")
              .dataCategories("address")
              .build());
      connection.commit();
    }
  }
}
