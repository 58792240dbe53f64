package io.clausewatch.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Counts every call to the database and to the broker, and does something at one of them, before or
 * after it is carried out.
 */
final class FaultySteps {

  /** The service is gone: nothing that it had in hand goes on. */
  static final class ServiceKilled extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What is done at the step. */
  interface Fault {
    void happen(Connection connection) throws Exception;
  }

  private int steps;
  private int at = -1;
  private boolean before;
  private Fault fault;

  /** Lets a fault happen at the step that is so many from here. */
  void plan(int stepsFromNow, boolean beforeIt, Fault what) {
    at = steps + stepsFromNow;
    before = beforeIt;
    fault = what;
  }

  /** Whether the fault that was planned has still to happen. */
  boolean isPlanned() {
    return at >= steps;
  }

  /** A step is to be done, or was. */
  void step(boolean isBefore, Connection connection) throws Exception {
    if (isBefore) {
      steps++;
    }
    if (steps == at && isBefore == before) {
      at = -1;
      fault.happen(connection);
    }
  }

  /** The same database, whose every call is a step. */
  DataSource over(DataSource real) {
    return proxy(
        DataSource.class,
        real,
        null,
        result -> result instanceof Connection connection ? over(connection) : result);
  }

  private Connection over(Connection real) {
    return proxy(
        Connection.class,
        real,
        real,
        result ->
            result instanceof PreparedStatement statement
                ? proxy(PreparedStatement.class, statement, real, same -> same)
                : result);
  }

  private interface Wrap {
    Object wrap(Object result);
  }

  private <T> T proxy(Class<T> type, T real, Connection connection, Wrap wrap) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultySteps.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              boolean counts = !method.getName().startsWith("set") || connection == null;
              try {
                if (counts) {
                  step(true, connection);
                }
                Object result = method.invoke(real, arguments);
                if (counts) {
                  step(false, connection);
                }
                return wrap.wrap(result);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Ends a connection as the end of its process would: the database rolls back. */
  static void sever(Connection connection) {
    if (connection != null) {
      try (connection) {
        connection.rollback(); // H2 ends no connection that was aborted
      } catch (SQLException e) {
        // It has ended already.
      }
    }
  }
}
