package io.clausewatch.outbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;

/**
 * What a caller pays for {@code Outbox.record} on a real PostgreSQL, as a main class: prints the
 * percentiles, and beside them those of {@code SELECT 1}, since on a busy machine most of it is
 * waiting for the server. By hand, since a figure is no test.
 */
final class OutboxLatency {
  private static final int WARM_UP = 5_000;
  private static final int MEASURED = 20_000;

  private OutboxLatency() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("outbox-latency");
    try (TestDatabase database = TestDatabase.postgres(folder)) {
      database.reset();
      Outbox outbox = new Outbox();
      long[] nanos = new long[MEASURED];
      long[] least = new long[MEASURED];
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        for (int i = -WARM_UP; i < MEASURED; i++) {
          var event = OutboxKillTest.event("e-" + i);
          long start = System.nanoTime();
          outbox.record(connection, event);
          if (i >= 0) {
            nanos[i] = System.nanoTime() - start;
            start = System.nanoTime();
            statement.execute("SELECT 1");
            least[i] = System.nanoTime() - start;
          }
          if (i % 10 == 0) {
            connection.commit();
          }
          if (i % 1_000 == 0) { // as a relay would
            statement.execute("DELETE FROM clausewatch_outbox");
            connection.commit();
          }
        }
      }
      Arrays.sort(nanos);
      Arrays.sort(least);
      for (double percentile : new double[] {0.5, 0.9, 0.99, 0.999}) {
        System.out.printf(
            "p%s record %.3f ms, SELECT 1 %.3f ms%n",
            percentile * 100,
            nanos[(int) (percentile * MEASURED)] / 1e6,
            least[(int) (percentile * MEASURED)] / 1e6);
      }
    }
  }
}
