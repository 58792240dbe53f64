package io.clausewatch.http;

import io.clausewatch.platform.metrics.AppMetrics;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpFilter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: what holds for every call, whatever it does. Roles and parameters are checked
 * before a call runs, every error is a {@link Problem}, every response carries the security
 * headers, and every request is timed under the template of its path. Neither the log nor the
 * metrics ever see a path's or a query's values: subject ids are among them.
 */
public final class ApiServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  /**
   * Room for a reason of 1,000 code points, each of up to 12 bytes as a URL has it, and filters. No
   * more: a crowd of strangers can hold as much for each of its connections.
   */
  private static final int MAX_HEADER_BYTES = 16 * 1024;

  /** A client that sends or reads nothing for this long is gone. */
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

  /** The same while there are as many connections as there may be. */
  private static final Duration IDLE_TIMEOUT_OF_A_CROWD = Duration.ofSeconds(2);

  /**
   * Header fields that Jetty remembers for each connection, parsed. Its own default, a thousand,
   * takes 98 KB of each connection that sends many, which is more than the heap bears of a crowd.
   */
  private static final int HEADER_CACHE_ENTRIES = 64;

  /** Each takes a file descriptor, and up to {@link #MAX_HEADER_BYTES} twice. */
  private static final int MAX_CONNECTIONS = 4_096;

  /** What the header of a request may take, and the body of one that anybody may send. */
  private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(15);

  private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);

  private static final Set<String> POSTED_BY_ANYBODY = Set.of("/sign-in", "/sign-out");

  /** How long requests may go on that were there when the server was told to stop. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private static final String UNMATCHED = "(none)";

  private final Javalin javalin;

  private ApiServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts to serve.
   *
   * @param bind the address to listen on
   * @param port the port, 0 for any free one
   * @param front how others reach it
   * @param auth who may make a call
   * @param metrics where the time that requests take is kept
   * @param calls what is served
   * @throws io.javalin.util.JavalinException when the address or the port cannot be listened on
   * @throws IllegalStateException when a call does not say who may make it
   */
  public static ApiServer start(
      String bind,
      int port,
      ServerFront front,
      AccessControl auth,
      AppMetrics metrics,
      List<? extends Routes> calls) {
    return start(bind, port, front, auth, metrics, MemoryBudget.ofHeap(), calls);
  }

  /**
   * Starts to serve.
   *
   * @param memory what all requests together may hold of what was sent to them
   */
  static ApiServer start(
      String bind,
      int port,
      ServerFront front,
      AccessControl auth,
      AppMetrics metrics,
      MemoryBudget memory,
      List<? extends Routes> calls) {
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config, front, auth, metrics, memory, calls);
              config.jetty.addConnector((server, http) -> connector(server, http, bind, port));
            });
    javalin.start(bind, port);
    return new ApiServer(javalin);
  }

  /** Every call that it serves: its method and the template of its path, {@code GET /v1/status}. */
  public List<String> calls() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(parsed -> parsed.endpoint)
        .filter(call -> call.method.isHttpMethod())
        .map(call -> call.method + " " + call.path)
        .toList();
  }

  /** The port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Stops to serve. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, String bind, int port) {
    ServerConnector connector = new ServerConnector(server, new HeaderCountLimit(http));
    connector.setHost(bind);
    connector.setPort(port);
    return connector;
  }

  private static void configure(
      JavalinConfig config,
      ServerFront front,
      AccessControl auth,
      AppMetrics metrics,
      MemoryBudget memory,
      List<? extends Routes> calls) {
    Map<String, String> securityHeaders = SecurityHeaders.of(auth.sessions().https());
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.appData(ServerFront.KEY, front);
    config.appData(BrowserCookies.HTTPS, auth.sessions().https());
    config.appData(RequestBody.BUDGET, memory);
    config.appData(DownloadLimit.LIMIT, new DownloadLimit());
    config.http.prefer405over404 = true;
    config.router.ignoreTrailingSlashes = false; // a path has one spelling, or limits by path miss
    config.http.strictContentTypes = true;
    config.jsonMapper(new JavalinJackson(ApiJson.mapper(), false));
    config.jetty.threadPool = ServerThreads.pool();
    config.jetty.modifyHttpConfiguration(
        (HttpConfiguration http) -> {
          http.setIdleTimeout(IDLE_TIMEOUT.toMillis());
          http.setRequestHeaderSize(MAX_HEADER_BYTES);
          http.setHeaderCacheSize(HEADER_CACHE_ENTRIES);
          // Nor a line that ends with a bare LF: a proxy in front may see another request in it.
          http.setHttpCompliance(HttpCompliance.STRICT);
          http.setUriCompliance(
              http.getUriCompliance()
                  .without(
                      "well-formed",
                      UriCompliance.Violation.UTF16_ENCODINGS,
                      UriCompliance.Violation.TRUNCATED_UTF8_ENCODING));
        });
    config.jetty.modifyServer(
        server -> {
          JettyProblems problems = new JettyProblems(securityHeaders);
          server.setErrorHandler(problems);
          server.insertHandler(
              new ServerThreads(
                  calls.stream()
                      .flatMap(call -> call.withoutThread().stream())
                      .collect(Collectors.toSet()),
                  auth,
                  problems));
          server.insertHandler(new AnonymousBodies(POSTED_BY_ANYBODY, BODY_TIMEOUT, problems));
          server.insertHandler(new ContentTypes(problems));
          server.insertHandler(new KnownHosts(front, problems));
          server.insertHandler(new GracefulHandler());
          NetworkConnectionLimit connections = new NetworkConnectionLimit(MAX_CONNECTIONS, server);
          connections.setEndPointIdleTimeout(IDLE_TIMEOUT_OF_A_CROWD.toMillis());
          server.addBean(connections);
          server.addBean(new SlowHeaders(server, HEADER_TIMEOUT));
          server.setStopTimeout(STOP_WITHIN.toMillis());
        });
    config.jetty.modifyServletContextHandler(
        servlets -> {
          for (HttpFilter filter :
              List.of(new HiddenHeaders(), new RequestCleanup(), new HeadAsGet())) {
            servlets.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
          }
        });
    config.events.handlerAdded(
        call -> {
          if (call.getHttpMethod().isHttpMethod()
              && call.getRoles().stream().allMatch(KnownParameters.class::isInstance)) {
            throw new IllegalStateException(
                call.getHttpMethod() + " " + call.getPath() + " does not say who may make it");
          }
        });
    config.router.javaLangErrorHandler(ErrorResponses::died);
    config.requestLogger.http((ctx, millis) -> requestEnded(ctx, millis, metrics));
    config.routes.before(ctx -> securityHeaders.forEach(ctx::header));
    config.routes.beforeMatched(auth::check);
    config.routes.beforeMatched(KnownParameters::check);
    ErrorResponses.handle(config.routes);
    calls.forEach(call -> call.register(config.routes));
  }

  private static void requestEnded(Context ctx, float millis, AppMetrics metrics) {
    Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
    String method = endpoint == null ? UNMATCHED : endpoint.method.name();
    String route = endpoint == null ? UNMATCHED : endpoint.path;
    LOG.debug("{} {} {} in {} ms", method, route, ctx.statusCode(), millis);
    Timer.builder("clausewatch.http.requests")
        .description("The time that requests took, by the template of their path")
        .tag("method", method)
        .tag("route", route)
        .tag("status", Integer.toString(ctx.statusCode()))
        .register(metrics.registry())
        .record((long) (millis * 1000), TimeUnit.MICROSECONDS);
  }
}
