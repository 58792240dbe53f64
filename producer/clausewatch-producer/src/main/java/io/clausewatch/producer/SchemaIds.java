package io.clausewatch.producer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The ids under which a Confluent-compatible registry knows the schemas that this producer writes
 * by. Two calls of its API are all that a producer needs, so that they are made here instead of by
 * the vendor's client and the fifteen libraries that it brings. For use by one thread.
 */
final class SchemaIds {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ProducerEndpoint.Kafka endpoint;
  private final HttpClient http;
  private final Map<String, Integer> known = new HashMap<>();

  SchemaIds(ProducerEndpoint.Kafka endpoint, HttpClient http) {
    this.endpoint = endpoint;
    this.http = http;
  }

  /**
   * The id of the schema of a topic's values.
   *
   * @throws DeliveryDelayedException when the registry is away, or refuses: that is for an operator
   *     to mend, and no fault of the event
   */
  int id(String topic, Schema schema) throws DeliveryDelayedException, InterruptedException {
    Integer id = known.get(topic);
    if (id == null) {
      id = ask(topic, schema);
      known.put(topic, id);
    }
    return id;
  }

  private int ask(String topic, Schema schema)
      throws DeliveryDelayedException, InterruptedException {
    String failure = null;
    int status = 0;
    for (URI registry : endpoint.registries()) {
      try {
        HttpResponse<String> response =
            http.send(
                request(registry, topic, schema),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() == 200) {
          JsonNode id = MAPPER.readTree(response.body()).path("id");
          if (id.isInt()) {
            return id.intValue();
          }
        }
        status = response.statusCode();
        failure = "answers " + status + " to the schema of " + topic;
      } catch (IOException e) {
        status = 0;
        failure = "cannot be reached (" + e.getClass().getSimpleName() + ")";
      }
    }
    throw new DeliveryDelayedException("the schema registry " + failure, status, "", Duration.ZERO);
  }

  private HttpRequest request(URI registry, String topic, Schema schema) {
    String path = "/subjects/" + topic + "-value" + (endpoint.register() ? "/versions" : "");
    ObjectNode body = MAPPER.createObjectNode().put("schema", text(schema));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(CloudEventSender.under(registry, path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    if (endpoint.registryUser() != null) {
      String pair = endpoint.registryUser() + ":" + endpoint.registryPassword();
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return request.build();
  }

  /**
   * The text of a schema as all of Clausewatch registers it, character by character: without the
   * properties that only Java's generated classes need.
   */
  static String text(Schema schema) {
    try {
      JsonNode tree = MAPPER.readTree(schema.toString());
      removeJavaProperties(tree);
      return new Schema.Parser().parse(tree.toString()).toString();
    } catch (IOException e) {
      throw new IllegalStateException("a schema of the contract could not be read", e);
    }
  }

  private static void removeJavaProperties(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      object.remove("avro.java.string");
    }
    Iterator<JsonNode> parts = tree.elements();
    while (parts.hasNext()) {
      removeJavaProperties(parts.next());
    }
  }
}
