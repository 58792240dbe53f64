package io.clausewatch.outbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A real database with the outbox, and a table of what the service did. */
interface TestDatabase extends AutoCloseable {

  DataSource dataSource();

  /** Ends every connection at once, or the whole server, which then starts again. */
  void kill(boolean server) throws Exception;

  OutboxDatabase kind();

  @Override
  void close() throws IOException;

  /** Empties it for the next history. */
  default void reset() throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS clausewatch_outbox");
      statement.execute("DROP TABLE IF EXISTS happened");
      kind().createTable(connection);
      statement.execute("CREATE TABLE happened (event_id VARCHAR(256) PRIMARY KEY)");
    }
  }

  /** H2 in memory. */
  static TestDatabase h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return new Running(source, OutboxDatabase.H2, "SHUTDOWN");
  }

  /** A MySQL or MariaDB that runs already, at such an address. */
  static TestDatabase mysql(String url) throws SQLException {
    return new Running(new MariaDbDataSource(url), OutboxDatabase.MYSQL, "DO 1");
  }

  /** One that is not this test's to kill: what ends is a connection, by {@link FaultySteps}. */
  record Running(DataSource dataSource, OutboxDatabase kind, String end) implements TestDatabase {
    @Override
    public void kill(boolean server) {
      // Whoever asks for it ends the connection as well.
    }

    @Override
    public void close() {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(end);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** PostgreSQL, a server of its own. */
  static TestDatabase postgres(Path folder) throws IOException {
    return new Postgres(folder);
  }

  /** The server, which can be killed and started again on what it has on disk. */
  final class Postgres implements TestDatabase {
    private final Path folder;
    private final int port;
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private EmbeddedPostgres server;

    Postgres(Path folder) throws IOException {
      this.folder = folder;
      this.server = builder().start();
      this.port = server.getPort();
      source.setURL(server.getJdbcUrl("postgres", "postgres"));
      source.setConnectTimeout(5);
    }

    private EmbeddedPostgres.Builder builder() {
      return EmbeddedPostgres.builder()
          .setDataDirectory(folder.resolve("data"))
          .setOverrideWorkingDirectory(folder.resolve("work").toFile())
          .setCleanDataDirectory(false)
          .setLocaleConfig("locale", "C")
          // As every server has it but those for tests, which lose what they have just committed.
          .setServerConfig("synchronous_commit", "on")
          .setPGStartupWait(Duration.ofMinutes(1));
    }

    @Override
    public DataSource dataSource() {
      return source;
    }

    @Override
    public void kill(boolean whole) throws Exception {
      if (whole) {
        Path pidFile = folder.resolve("data").resolve("postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        var children = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        // Its children end by themselves, and hold the shared memory until then.
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        server.close();
        Files.deleteIfExists(pidFile);
        server = builder().setPort(port).start();
      } else {
        try (Connection admin = source.getConnection();
            Statement statement = admin.createStatement()) {
          statement.execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
        }
      }
    }

    @Override
    public OutboxDatabase kind() {
      return OutboxDatabase.POSTGRESQL;
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
