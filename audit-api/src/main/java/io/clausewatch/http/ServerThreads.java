package io.clausewatch.http;

import java.time.Duration;
import java.util.Set;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * How the threads are shared out. Whoever keeps one busy (a slow reader, a slow provider) does so
 * within a compartment, and requests that find theirs full wait without a thread: so what operators
 * and their tools ask is always answered, and pages are while strangers do what they can.
 */
final class ServerThreads {

  /** All threads of the server. */
  static final int ALL = 250;

  /** Those that remain for probes and metrics, and for the server's own work. */
  private static final int RESERVED = 40;

  /** For asking the organisation's provider who somebody is. */
  private static final int PROVIDER = 16;

  private static final int MAX_WAITING = 2_000;
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  private ServerThreads() {}

  /** The threads of a server, not started. */
  static ThreadPool pool() {
    QueuedThreadPool pool = new QueuedThreadPool(ALL);
    pool.setName("http");
    return pool;
  }

  /**
   * Divides a server that has not been started.
   *
   * @param withoutThread the paths of what is answered without a thread: probes, and files
   * @param problems says when there is no place for a request
   */
  static void divide(Server server, Set<String> withoutThread, JettyProblems problems) {
    QoSHandler all = new Compartment(ALL - RESERVED, problems);
    all.exclude(
        request ->
            (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod()))
                && withoutThread.contains(Request.getPathInContext(request)));
    QoSHandler provider = new Compartment(PROVIDER, problems);
    provider.includePath("/sign-in/provider", "/sign-in/callback");
    for (Handler.Singleton handler : new Handler.Singleton[] {all, provider}) {
      server.insertHandler(handler);
    }
  }

  /** So many requests have a thread, and some more wait for a place. */
  private static final class Compartment extends QoSHandler {
    private static final Problem FULL =
        Problem.unavailable(
            "Too much is asked for at once: ask again later.", Duration.ofSeconds(1));

    private final JettyProblems problems;

    Compartment(int threads, JettyProblems problems) {
      this.problems = problems;
      setMaxRequestCount(threads);
      setMaxSuspendedRequestCount(MAX_WAITING);
      setMaxSuspend(MAX_WAIT);
    }

    @Override
    protected void reject(Request request, Response response, Callback callback, int status) {
      problems.write(FULL, response, callback);
    }

    @Override
    protected void failSuspended(
        Request request, Response response, Callback callback, int status, Throwable failure) {
      problems.write(FULL, response, callback);
    }
  }
}
