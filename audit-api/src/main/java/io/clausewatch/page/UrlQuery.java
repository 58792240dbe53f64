package io.clausewatch.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.contract.IdText;
import io.clausewatch.http.BrowserSessions;
import io.clausewatch.http.RequestParameters;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parameters in a URL of a page: what is looked at, so that it can be bookmarked. Immutable.
 *
 * @param values each parameter's values as they were given, none of them blank; no parameter
 *     without any
 */
public record UrlQuery(Map<String, List<String>> values) {

  /**
   * Leaves out blank values, which a form sends for every field that was not filled in, and the
   * form's own token, which belongs in no URL. Everything else is as it was typed: an id with a
   * blank at its end is another one, or none, and the search says so.
   */
  public UrlQuery {
    Map<String, List<String>> filled = new LinkedHashMap<>();
    values.forEach(
        (name, all) -> {
          List<String> rest = all.stream().filter(value -> !IdText.isBlank(value)).toList();
          if (!rest.isEmpty() && !name.equals(BrowserSessions.CSRF_FIELD)) {
            filled.put(name, rest);
          }
        });
    values = filled;
  }

  /**
   * The parameters in a URL of a page.
   *
   * @throws io.clausewatch.http.InvalidRequestException when they cannot be read
   */
  public static UrlQuery of(String url) {
    return new UrlQuery(RequestParameters.ofUrl(url));
  }

  /** All values of a parameter; empty when it is not there. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The value of a parameter that is there once; empty when it is not there, or several times. */
  public Optional<String> only(String name) {
    return all(name).size() == 1 ? Optional.of(all(name).getFirst()) : Optional.empty();
  }

  /** Whether a parameter has a value. */
  public boolean has(String name, String value) {
    return all(name).contains(value);
  }

  /** The same with this parameter having these values alone. */
  public UrlQuery with(String name, Collection<String> newValues) {
    Map<String, List<String>> changed = new LinkedHashMap<>(values);
    changed.put(name, List.copyOf(newValues));
    return new UrlQuery(changed);
  }

  /** The same with this parameter having this value alone. */
  public UrlQuery with(String name, String value) {
    return with(name, List.of(value));
  }

  /** The same with this parameter having this value where it has none. */
  public UrlQuery unlessGiven(String name, String value) {
    return all(name).isEmpty() ? with(name, value) : this;
  }

  /** The same without some parameters. */
  public UrlQuery without(String... names) {
    Map<String, List<String>> changed = new LinkedHashMap<>(values);
    List.of(names).forEach(changed::remove);
    return new UrlQuery(changed);
  }

  /** The same without one value of a parameter. */
  public UrlQuery withoutValue(String name, String value) {
    return with(name, all(name).stream().filter(other -> !other.equals(value)).toList());
  }

  /** The same without the value when it is there, and with it when it is not. */
  public UrlQuery toggled(String name, String value) {
    if (has(name, value)) {
      return withoutValue(name, value);
    }
    List<String> more = new ArrayList<>(all(name));
    more.add(value);
    return with(name, more);
  }

  /** The URL of a path with these parameters. */
  public String on(String path) {
    String query =
        values.entrySet().stream()
            .flatMap(
                parameter ->
                    parameter.getValue().stream()
                        .map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
