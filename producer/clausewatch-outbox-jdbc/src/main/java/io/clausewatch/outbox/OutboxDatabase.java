package io.clausewatch.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** The databases that the outbox knows. */
public enum OutboxDatabase {
  /** PostgreSQL from 10 on. */
  POSTGRESQL,
  /** MySQL from 8.0 on, MariaDB from 10.6 on. */
  MYSQL,
  /** H2 from 2.2.220 on. */
  H2;

  /** The statement that makes the table, for the migrations of the service. */
  public String ddl() {
    String name = name().toLowerCase(Locale.ROOT) + ".sql";
    try (InputStream in = OutboxDatabase.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the table, as a service does that has no migrations. */
  public void createTable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(ddl());
    }
  }
}
