package io.clausewatch.http;

import io.clausewatch.platform.privacy.RedactedException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.Endpoint;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns everything that a handler can throw into the response that says so. */
final class ErrorResponses {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);

  private ErrorResponses() {}

  static void handle(RoutesConfig routes) {
    routes.exception(MethodNotAllowedResponse.class, ErrorResponses::methodNotAllowed);
    routes.exception(HttpResponseException.class, ErrorResponses::refused);
    routes.exception(
        Exception.class,
        (e, ctx) -> {
          if (e instanceof ProblemAnswer answer) {
            answer.problem().write(ctx);
          } else {
            failed(e, ctx);
          }
        });
  }

  /** A failure of the machine rather than of the code, such as memory running out. */
  static void died(HttpServletResponse response, Error error) {
    String reference = newReference();
    LOG.error("A request failed, reference {}", reference, new RedactedException(error));
    try {
      response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode());
      response.setContentType(Problem.MEDIA_TYPE);
      response.getOutputStream().write(ApiJson.bytes(Problem.failed(reference).toJson()));
    } catch (IOException e) {
      LOG.debug("A client went away before it was told of a failure", e);
    }
  }

  /** 405, or the answer to OPTIONS: both say which methods there are. */
  private static void methodNotAllowed(MethodNotAllowedResponse e, Context ctx) {
    Set<String> methods =
        e.getDetails().values().stream()
            .flatMap(list -> Arrays.stream(list.split(", ", -1)))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    String allow = String.join(", ", methods);
    if (ctx.method().equals(HandlerType.OPTIONS)) {
      ctx.status(HttpStatus.NO_CONTENT).header("Allow", allow).removeHeader("Content-Type");
      return;
    }
    Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "This path takes " + allow + ".")
        .withHeader("Allow", allow)
        .write(ctx);
  }

  /** What the HTTP library itself refuses, such as a path that there is not. */
  private static void refused(HttpResponseException e, Context ctx) {
    Problem.of(HttpStatus.forStatus(e.getStatus()), null).write(ctx);
  }

  /**
   * A fault of the server. The caller gets a reference, which is in the log with the trace: the
   * classes and lines alone, because messages of exceptions may quote what was sent or searched
   * for.
   */
  private static void failed(Exception e, Context ctx) {
    String reference = newReference();
    Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
    LOG.error(
        "{} failed, reference {}",
        endpoint == null ? "A request" : endpoint.method + " " + endpoint.path,
        reference,
        new RedactedException(e));
    Problem.failed(reference).write(ctx);
  }

  private static String newReference() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
