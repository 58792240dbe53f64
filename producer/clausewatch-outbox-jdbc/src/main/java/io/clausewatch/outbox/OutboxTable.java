package io.clausewatch.outbox;

import io.clausewatch.contract.Event;
import io.clausewatch.producer.EventFormat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The statements on the table, which are the same for every database. */
final class OutboxTable {
  private static final String INSERT =
      "INSERT INTO clausewatch_outbox (event_id, kind, event, recorded_at) VALUES (?, ?, ?, ?)";

  /** Rows that another relay has in hand are passed over: any number of them work side by side. */
  private static final String CLAIM =
      "SELECT id, kind, event FROM clausewatch_outbox WHERE refusal IS NULL ORDER BY id LIMIT ?"
          + " FOR UPDATE SKIP LOCKED";

  private static final String DELETE = "DELETE FROM clausewatch_outbox WHERE id = ?";
  private static final String REFUSE = "UPDATE clausewatch_outbox SET refusal = ? WHERE id = ?";

  /** Counts those that wait, no further than it has to. */
  private static final String COUNT =
      "SELECT COUNT(*) FROM (SELECT 1 AS one FROM clausewatch_outbox WHERE refusal IS NULL LIMIT ?)"
          + " AS counted";

  private static final String METRICS =
      "SELECT COUNT(*), COUNT(refusal),"
          + " MIN(CASE WHEN refusal IS NULL THEN recorded_at END) FROM clausewatch_outbox";

  private OutboxTable() {}

  /** A row that is to be sent. */
  record Row(long id, String kind, String event) {

    /** Without the event, in which are ids of data subjects. */
    @Override
    public String toString() {
      return "row " + id;
    }
  }

  static void insert(Connection connection, Event event, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, event.eventId());
      statement.setString(2, event.kind().id());
      statement.setString(3, EventFormat.write(event));
      statement.setLong(4, now.toEpochMilli());
      statement.executeUpdate();
    }
  }

  /** Takes the oldest rows for the transaction of the connection. */
  static List<Row> claim(Connection connection, int most) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setInt(1, most);
      List<Row> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(new Row(found.getLong(1), found.getString(2), found.getString(3)));
        }
      }
      return rows;
    }
  }

  static void delete(Connection connection, List<Long> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      for (long id : ids) {
        statement.setLong(1, id);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  static void refuse(Connection connection, long id, String why) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REFUSE)) {
      statement.setString(1, why);
      statement.setLong(2, id);
      statement.executeUpdate();
    }
  }

  /** How many rows wait, or {@code most}. */
  static long count(Connection connection, int most) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      statement.setInt(1, most);
      try (ResultSet found = statement.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }
  }

  static OutboxMetrics metrics(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(METRICS);
        ResultSet found = statement.executeQuery()) {
      found.next();
      long all = found.getLong(1);
      long refused = found.getLong(2);
      long oldest = found.getLong(3);
      Duration age =
          found.wasNull() ? Duration.ZERO : Duration.ofMillis(now.toEpochMilli() - oldest);
      return new OutboxMetrics(all - refused, age, refused);
    }
  }
}
