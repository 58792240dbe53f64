package io.clausewatch.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which the header of a request has been coming for too long: each byte of it
 * puts the idle timeout off. They hold no thread, but a place among the connections.
 */
final class SlowHeaders extends AbstractLifeCycle {

  /**
   * Several looks in a row, so that a header that is just coming in is not taken for a slow one.
   */
  private static final int LOOKS = 3;

  private final Server server;
  private final Duration every;
  private Map<EndPoint, Seen> seen = Map.of();
  private Scheduler.Task next;

  /**
   * What was seen of a connection that waits for a request.
   *
   * @param requests how many it had before
   * @param bytes how many had come in when it began to wait
   * @param looks at how many looks in a row there were more
   */
  private record Seen(long requests, long bytes, int looks) {}

  /**
   * Watches the connections of a server.
   *
   * @param patience how long a header may take, about
   */
  SlowHeaders(Server server, Duration patience) {
    this.server = server;
    this.every = patience.dividedBy(LOOKS);
  }

  @Override
  protected void doStart() {
    schedule();
  }

  @Override
  protected synchronized void doStop() {
    next.cancel();
  }

  private synchronized void schedule() {
    next = server.getScheduler().schedule(this::look, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    Map<EndPoint, Seen> now = new HashMap<>();
    for (Connector connector : server.getConnectors()) {
      connector.getConnectedEndPoints().forEach(endPoint -> look(endPoint, now));
    }
    seen = now;
    if (isStarting() || isRunning()) {
      schedule();
    }
  }

  private void look(EndPoint endPoint, Map<EndPoint, Seen> now) {
    Connection connection = endPoint.getConnection();
    if (connection == null || connection.getMessagesIn() != connection.getMessagesOut()) {
      return; // a request is under way
    }
    Seen here = seen(seen.get(endPoint), connection);
    if (here.looks() == LOOKS) {
      endPoint.close();
    } else {
      now.put(endPoint, here);
    }
  }

  private static Seen seen(Seen before, Connection connection) {
    long requests = connection.getMessagesIn();
    long bytes = connection.getBytesIn();
    if (before == null || before.requests() != requests) {
      return new Seen(requests, requests == 0 ? 0 : bytes, 0);
    }
    return new Seen(requests, before.bytes(), bytes > before.bytes() ? before.looks() + 1 : 0);
  }
}
