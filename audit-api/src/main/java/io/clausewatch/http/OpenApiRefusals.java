package io.clausewatch.http;

import java.util.List;
import java.util.Map;

/**
 * Writes into the OpenAPI document what any call may answer before it is looked at: that the host
 * is not this server's, and that a page of another host had the browser ask.
 */
final class OpenApiRefusals {
  private static final List<String> METHODS = List.of("get", "put", "post", "delete");

  private OpenApiRefusals() {}

  /** Adds them to each call of a document that does not have them. */
  static void addTo(Map<String, Object> document) {
    Map<String, Object> paths = map(document.get("paths"));
    paths.forEach(
        (path, calls) -> {
          if (path.startsWith("/v1/")) {
            METHODS.stream()
                .filter(map(calls)::containsKey)
                .map(method -> map(map(calls).get(method)).get("responses"))
                .forEach(
                    responses -> {
                      map(responses)
                          .putIfAbsent(
                              "403",
                              problem("A page of another host made the browser ask for this."));
                      map(responses)
                          .putIfAbsent(
                              "421", problem("Host names another server: see CLAUSEWATCH_HOSTS."));
                    });
          }
        });
  }

  private static Map<String, Object> problem(String description) {
    return Map.of(
        "description",
        description,
        "content",
        Map.of(
            Problem.MEDIA_TYPE, Map.of("schema", Map.of("$ref", "#/components/schemas/Problem"))));
  }

  @SuppressWarnings("unchecked") // the keys of a document are strings
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
