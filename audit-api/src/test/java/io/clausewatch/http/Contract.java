package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds responses to the OpenAPI document that a server serves: their status, their content type
 * and their body have to be described for the call.
 */
public final class Contract {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());
  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

  /** The contract that a document, as it is served at /openapi.json, describes. */
  public Contract(String document) {
    this.document = json(document);
  }

  /** Fails unless the response is one that the document describes; a call of no contract passes. */
  public void check(HttpResponse<String> response) {
    String path = response.request().uri().getPath();
    Optional<JsonNode> call = call(response.request().method(), path);
    int status = response.statusCode();
    // What holds for every call, whatever it is: the path does not exist, the method is another,
    // the
    // server failed.
    if (call.isEmpty() || status == 405 || status == 500) {
      return;
    }
    JsonNode described = resolved(call.get().path("responses").path(Integer.toString(status)));
    String what = response.request().method() + " " + path + " answered " + status;
    assertThat(described.isMissingNode()).as(what + ", which is not described").isFalse();
    if (described.path("content").isEmpty() || response.body().isEmpty()) {
      return;
    }
    String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    JsonNode content = described.path("content").path(type);
    assertThat(content.isMissingNode()).as(what + " as " + type).isFalse();
    if (type.contains("json")) {
      assertThat(schema(content.path("schema")).validate(json(response.body())))
          .as(what + ": " + response.body())
          .isEmpty();
    }
  }

  private Optional<JsonNode> call(String method, String path) {
    String name = method.toLowerCase(Locale.ROOT);
    return document.path("paths").properties().stream()
        .filter(described -> pattern(described.getKey()).matcher(path).matches())
        .filter(described -> described.getValue().has(name))
        // A path without parameters comes before one that takes any name in its place.
        .min(Comparator.comparingInt(described -> described.getKey().split("\\{", -1).length))
        .map(described -> described.getValue().path(name));
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(template.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+"));
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private Schema schema(JsonNode schema) {
    return compiled.computeIfAbsent(
        schema,
        key -> {
          ObjectNode root = JSON.createObjectNode();
          root.set("components", document.path("components"));
          root.putArray("allOf").add(key);
          return schemas.getSchema(root);
        });
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
