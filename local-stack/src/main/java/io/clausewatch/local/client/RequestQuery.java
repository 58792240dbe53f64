package io.clausewatch.local.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The parameters of a request, in order; a name may repeat. Immutable. Its values may be raw
 * subject ids: never log it.
 */
public final class RequestQuery {

  /** No parameters. */
  public static final RequestQuery NONE = new RequestQuery(List.of());

  private final List<String> encoded;

  private RequestQuery(List<String> encoded) {
    this.encoded = encoded;
  }

  /** A text as it stands for one segment of a path. */
  public static String inPath(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** This query with one parameter more. */
  public RequestQuery with(String name, Object value) {
    List<String> more = new ArrayList<>(encoded);
    more.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    return new RequestQuery(List.copyOf(more));
  }

  /** This query with {@code name} once for each of {@code values}; null stands for none. */
  public RequestQuery withEach(String name, Collection<?> values) {
    RequestQuery query = this;
    if (values != null) {
      for (Object value : values) {
        query = query.with(name, value);
      }
    }
    return query;
  }

  /** The query with its question mark as it stands in a URL, or the empty string. */
  String inUrl() {
    return encoded.isEmpty() ? "" : "?" + String.join("&", encoded);
  }

  /** Without the values, which may be personal. */
  @Override
  public String toString() {
    return "Query of " + encoded.size() + " parameters";
  }
}
