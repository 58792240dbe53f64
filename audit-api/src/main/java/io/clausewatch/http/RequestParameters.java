package io.clausewatch.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.contract.IdText;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a request: the one place where they are read, since Javalin drops those that it
 * cannot decode. What can be an id is in Unicode NFC, in which ids are compared.
 */
public final class RequestParameters {
  private static final String FORM = "application/x-www-form-urlencoded";

  private RequestParameters() {}

  /**
   * Those of the URL's query.
   *
   * @return each parameter's values in their order; empty without a query
   * @throws InvalidRequestException naming each parameter that is not percent-encoded UTF-8
   */
  public static Map<String, List<String>> query(Context ctx) {
    return query(Optional.ofNullable(ctx.queryString()).orElse(""));
  }

  /**
   * Those of a URL's query.
   *
   * @param url with or without one
   * @return each parameter's values in their order; empty without a query
   * @throws InvalidRequestException naming each parameter that is not percent-encoded UTF-8
   */
  public static Map<String, List<String>> ofUrl(String url) {
    int mark = url.indexOf('?');
    return query(mark < 0 ? "" : url.substring(mark + 1));
  }

  private static Map<String, List<String>> query(String query) {
    return UrlEncodedText.decode(query, "query");
  }

  /**
   * The fields of the form that is the body.
   *
   * @return each field's values in their order; empty when the body is no form
   * @throws ProblemException 413 when it is too large
   * @throws InvalidRequestException naming each field that is not percent-encoded UTF-8
   */
  public static Map<String, List<String>> form(Context ctx) {
    String type = Optional.ofNullable(ctx.contentType()).orElse("").split(";", 2)[0].strip();
    return type.equalsIgnoreCase(FORM)
        ? UrlEncodedText.decode(new String(RequestBody.read(ctx, BodyLimit.FORM), UTF_8), "form")
        : Map.of();
  }

  /**
   * A part of the path; {@link ApiServer} lets no path come so far that is not well-formed.
   *
   * @param name as the call's template has it
   */
  public static String path(Context ctx, String name) {
    return IdText.normalise(ctx.pathParam(name));
  }
}
