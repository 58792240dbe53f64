package io.clausewatch.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An error response, {@code application/problem+json} as RFC 9457 defines it. Immutable.
 *
 * @param status the HTTP status
 * @param title what kind of problem it is, the same for every one of the kind
 * @param detail what is wrong with this request; null when the title says it all
 * @param errors every fault in the input; empty when there is none to name
 * @param members further members of the response, by name
 * @param headers further headers of the response, by name
 */
public record Problem(
    int status,
    String title,
    String detail,
    List<String> errors,
    Map<String, Object> members,
    Map<String, String> headers) {

  private static final String REFERENCE = "reference";
  private static final String ATTRIBUTE = Problem.class.getName();

  /** The media type of every error response. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Copies the collections. */
  public Problem {
    errors = List.copyOf(errors);
    members = Map.copyOf(members);
    headers = Map.copyOf(headers);
  }

  /** A problem with its own title; {@code detail} may be null. */
  public static Problem of(int status, String title, String detail, String... errors) {
    return new Problem(status, title, detail, List.of(errors), Map.of(), Map.of());
  }

  /** A problem whose title is the name of the status; {@code detail} may be null. */
  public static Problem of(int status, String detail) {
    return of(HttpStatus.forStatus(status), detail);
  }

  /** A problem whose title is the name of the status. */
  static Problem of(HttpStatus status, String detail) {
    return of(status.getCode(), status.getMessage(), detail);
  }

  /** 400: the request itself is wrong; {@code errors} names every fault. */
  public static Problem badRequest(String detail, List<String> errors) {
    return of(HttpStatus.BAD_REQUEST, detail).withErrors(errors);
  }

  /** 401: nobody known makes this request. */
  public static Problem unauthorized(String detail) {
    return of(HttpStatus.UNAUTHORIZED, detail)
        .withHeader("WWW-Authenticate", "Bearer realm=\"clausewatch\"");
  }

  /** 403: the caller is known and may not do this. */
  public static Problem forbidden(String detail) {
    return of(HttpStatus.FORBIDDEN, detail);
  }

  /** 404: there is no such thing. */
  public static Problem notFound(String detail) {
    return of(HttpStatus.NOT_FOUND, detail);
  }

  /** 413: more than the server takes. */
  public static Problem tooLarge(String detail) {
    return of(HttpStatus.CONTENT_TOO_LARGE, detail);
  }

  /** 415: not a media type that the call takes. */
  public static Problem unsupportedMediaType(String detail) {
    return of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, detail);
  }

  /** 429: more than one caller may ask for; {@code retryAfter} is rounded up to seconds. */
  public static Problem tooMany(String detail, Duration retryAfter) {
    return of(HttpStatus.TOO_MANY_REQUESTS, detail).withRetryAfter(retryAfter);
  }

  /**
   * 503: something that this server needs does not answer now; {@code retryAfter} is rounded up to
   * seconds.
   */
  public static Problem unavailable(String detail, Duration retryAfter) {
    return of(HttpStatus.SERVICE_UNAVAILABLE, detail).withRetryAfter(retryAfter);
  }

  private Problem withRetryAfter(Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return withHeader("Retry-After", Long.toString(seconds));
  }

  /** The same with these faults. */
  public Problem withErrors(List<String> faults) {
    return new Problem(status, title, detail, faults, members, headers);
  }

  /** The same with one member more; the value is anything that Jackson can write, and not null. */
  public Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new Problem(status, title, detail, errors, more, headers);
  }

  /** The same with one header more. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, title, detail, errors, members, more);
  }

  /** 500: a fault of the server, which its log has more about under a reference. */
  static Problem failed(String reference) {
    return of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "The server failed; its log has more under the reference.")
        .with(REFERENCE, reference);
  }

  /** To be thrown out of a handler: the server answers with this problem. */
  public ProblemException exception() {
    return new ProblemException(this);
  }

  /** The problem that is the response of a request; empty when something else is. */
  public static Optional<Problem> of(Context ctx) {
    return Optional.ofNullable(ctx.attribute(ATTRIBUTE));
  }

  /** The reference under which the log has more; empty for what is no fault of the server. */
  public Optional<String> reference() {
    return Optional.ofNullable(members.get(REFERENCE)).map(Object::toString);
  }

  /** Makes this the response. */
  public void write(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
    headers.forEach(ctx::header);
    ctx.status(status).result(ApiJson.bytes(toJson())).contentType(MEDIA_TYPE);
  }

  /** The response's body. */
  public ObjectNode toJson() {
    ObjectNode json = ApiJson.object();
    json.put("type", "about:blank").put("title", title).put("status", status);
    if (detail != null) {
      json.put("detail", detail);
    }
    if (!errors.isEmpty()) {
      json.set("errors", ApiJson.tree(errors));
    }
    members.forEach((name, value) -> json.set(name, ApiJson.tree(value)));
    return json;
  }
}
