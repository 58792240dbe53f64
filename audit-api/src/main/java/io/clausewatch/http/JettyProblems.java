package io.clausewatch.http;

import io.clausewatch.contract.Fault;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty refuses before a call is found (a malformed request, headers too large) is a {@link
 * Problem} too.
 */
final class JettyProblems extends ErrorHandler {

  private static final Fault PATH_FAULT =
      new Fault("path", "percent-encoded UTF-8", "something else");

  /** What Jetty puts in the place of an address that it cannot parse. */
  private static final String NOT_PARSED = "/badMessage";

  private static final Set<UriCompliance.Violation> MALFORMED =
      Set.of(
          UriCompliance.Violation.BAD_PERCENT_ENCODING,
          UriCompliance.Violation.BAD_UTF8_ENCODING,
          UriCompliance.Violation.ILLEGAL_PATH_CHARACTERS,
          UriCompliance.Violation.TRUNCATED_UTF8_ENCODING,
          UriCompliance.Violation.UTF16_ENCODINGS);

  private final Map<String, String> headers;

  /** With headers that every response has. */
  JettyProblems(Map<String, String> headers) {
    this.headers = headers;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  /**
   * Repeats nothing of the request. Jetty closes the connection of a request that it could not read
   * to its end, and says so only of those whose version it has read by then: a client that is not
   * told sends the next one into a connection that is gone.
   */
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    boolean ofPath = code == HttpStatus.BAD_REQUEST.getCode() && isOfPath(request, cause);
    refuse(
        ofPath
            ? Problem.badRequest("The path is not well-formed.", List.of(PATH_FAULT.toString()))
            : Problem.of(HttpStatus.forStatus(code), null),
        response,
        callback);
  }

  /**
   * Makes a problem the response of a request that comes to no call. Jetty's own way would log the
   * request, and subject ids may be in its address.
   */
  void write(Problem problem, Response response, Callback callback) {
    headers.forEach(response.getHeaders()::put);
    problem.headers().forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.setStatus(problem.status());
    response.write(true, ByteBuffer.wrap(ApiJson.bytes(problem.toJson())), callback);
  }

  /** The same, of a request what follows of whose body is not waited for. */
  void refuse(Problem problem, Response response, Callback callback) {
    write(problem.withHeader("Connection", "close"), response, callback);
  }

  /** A path with a broken escape is not even parsed; one of other characters is refused after. */
  private static boolean isOfPath(Request request, Throwable cause) {
    boolean parsed = !request.getHttpURI().toString().equals(NOT_PARSED);
    return (!parsed && cause != null && cause.getCause() instanceof IllegalArgumentException)
        || MALFORMED.stream().anyMatch(request.getHttpURI()::hasViolation);
  }
}
