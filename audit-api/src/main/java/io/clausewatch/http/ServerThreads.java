package io.clausewatch.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * How the threads are shared out. Whoever keeps one busy (a slow reader, a slow provider, a crowd)
 * does so within a compartment, and requests that find theirs full wait without a thread: so what
 * operators and their tools ask is always answered, and pages are while strangers do what they can.
 *
 * <p>A place in a compartment is free again with its thread, whether the answer has been read or
 * not.
 */
final class ServerThreads extends Handler.Wrapper {

  /** All threads of the server. */
  static final int ALL = 250;

  /** Those that remain for the server's own work: each request is read by one of them. */
  private static final int RESERVED = 40;

  /** For asking the organisation's provider who somebody is. */
  private static final int PROVIDER = 16;

  /**
   * For those whom nobody knows, whose requests ask for nothing behind this server and take no
   * time; and for probes, metrics and files. With more threads of theirs that are ready to run,
   * those of others would wait for a processor.
   */
  private static final int STRANGERS = 8;

  private static final int PROBES = 8;

  private static final int KNOWN = ALL - RESERVED - PROVIDER - STRANGERS - PROBES;

  private static final int MAX_WAITING = 2_000;

  /** Each connection has one request, and strangers are as many as there are connections. */
  private static final int NO_MAX = Integer.MAX_VALUE;

  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  private static final Problem FULL =
      Problem.unavailable("Too much is asked for at once: ask again later.", Duration.ofSeconds(1));

  private final Set<String> withoutThread;
  private final AccessControl auth;
  private final JettyProblems problems;
  private final Compartment known = new Compartment(KNOWN, MAX_WAITING);
  private final Compartment provider = new Compartment(PROVIDER, MAX_WAITING);
  private final Compartment strangers = new Compartment(STRANGERS, NO_MAX);
  private final Compartment probes = new Compartment(PROBES, NO_MAX);

  /**
   * Shares out the threads of a server.
   *
   * @param withoutThread the paths of what is answered without a thread: probes, and files
   * @param auth tells who seems to be known
   * @param problems says when there is no place for a request
   */
  ServerThreads(Set<String> withoutThread, AccessControl auth, JettyProblems problems) {
    this.withoutThread = withoutThread;
    this.auth = auth;
    this.problems = problems;
  }

  /** The threads of a server, not started. */
  static ThreadPool pool() {
    QueuedThreadPool pool = new QueuedThreadPool(ALL);
    pool.setName("http");
    return pool;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    boolean reads =
        HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    if (reads && withoutThread.contains(path)) {
      probes.take(new Turn(request, response, callback));
    } else if (path.equals("/sign-in/provider") || path.equals("/sign-in/callback")) {
      provider.take(new Turn(request, response, callback));
    } else if (auth.seemsKnown(request)) {
      known.take(new Turn(request, response, callback));
    } else {
      WholeAnswer answer = new WholeAnswer(request, response, callback);
      strangers.take(new Turn(request, answer, answer.whenHandled()));
    }
    return true;
  }

  private void goOn(Turn turn) {
    try {
      if (!super.handle(turn.request, turn.response, turn.callback)) {
        problems.write(Problem.notFound(null), turn.response, turn.callback);
      }
    } catch (Throwable e) {
      Response.writeError(turn.request, turn.response, turn.callback, e);
    }
  }

  private void refuse(Turn turn) {
    problems.write(FULL, turn.response, turn.callback);
  }

  /** A request that has its thread, or waits for one. */
  private static final class Turn {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private Scheduler.Task end;

    Turn(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    /** Runs something on a thread of the server; nothing once that is stopped. */
    boolean execute(Runnable task) {
      try {
        request.getComponents().getExecutor().execute(task);
        return true;
      } catch (RejectedExecutionException e) {
        callback.failed(e);
        return false;
      }
    }
  }

  /** So many requests have a thread, and some more wait for a place, the first first. */
  private final class Compartment {
    private final int mostWaiting;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int free;

    Compartment(int threads, int mostWaiting) {
      this.free = threads;
      this.mostWaiting = mostWaiting;
    }

    void take(Turn turn) {
      switch (enter(turn)) {
        case Place.FREE -> run(turn);
        case Place.NONE -> refuse(turn);
        case Place.LATER -> {} // without this thread
      }
    }

    private synchronized Place enter(Turn turn) {
      if (free > 0) {
        free--;
        return Place.FREE;
      }
      if (waiting.size() >= mostWaiting) {
        return Place.NONE;
      }
      waiting.add(turn);
      turn.end =
          turn.request
              .getComponents()
              .getScheduler()
              .schedule(() -> end(turn), MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      return Place.LATER;
    }

    private void run(Turn turn) {
      try {
        goOn(turn);
      } finally {
        leave();
      }
    }

    /** Leaves the place to the next. */
    private void leave() {
      for (Turn next = next(); next != null; next = next()) {
        Turn following = next;
        next.end.cancel();
        if (next.execute(() -> run(following))) {
          return;
        }
      }
    }

    private synchronized Turn next() {
      Turn next = waiting.poll();
      if (next == null) {
        free++;
      }
      return next;
    }

    private void end(Turn turn) {
      boolean waited;
      synchronized (this) {
        waited = waiting.remove(turn);
      }
      if (waited) {
        turn.execute(() -> refuse(turn));
      }
    }
  }

  private enum Place {
    FREE,
    LATER,
    NONE
  }
}
