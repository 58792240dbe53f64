package io.clausewatch.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import io.clausewatch.http.ApiJson;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The Kafka topics that others write and read, as AsyncAPI 3 describes them: those of events, which
 * producing services send, and those of what Clausewatch makes of them.
 *
 * @see <a href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">AsyncAPI 3.0.0</a>
 */
final class AsyncApiDocument {
  private static final String AVRO = "application/vnd.apache.avro+json;version=1.9.0";

  private AsyncApiDocument() {}

  /** The document of some topics. */
  static ObjectNode of(Topics topics) {
    ObjectNode document = ApiJson.object().put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Clausewatch")
        .put("version", "1")
        .put(
            "description",
            "Events by Kafka. Keys are strings, of an event its eventId; values are Avro in the"
                + " wire format of the Confluent Schema Registry, under the subject <topic>-value."
                + " A record has at most "
                + Topics.MAX_BYTES
                + " bytes.")
        .putObject("license")
        .put("name", "Apache-2.0");
    document.put("defaultContentType", "application/vnd.apache.avro+binary");
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    ObjectNode messages = document.putObject("components").putObject("messages");
    topics.allEvents().forEach(topic -> add(topic, "receive", channels, operations, messages));
    made(topics).forEach(topic -> add(topic, "send", channels, operations, messages));
    return document;
  }

  /** What others may read. */
  private static List<Topic<? extends SpecificRecord>> made(Topics topics) {
    return Stream.<Topic<? extends SpecificRecord>>of(
            topics.trail(),
            topics.findings(),
            topics.deadlines(),
            topics.alerts(),
            topics.alertDecisions(),
            topics.deadLetters())
        .toList();
  }

  /**
   * Adds a topic.
   *
   * @param action what Clausewatch does there
   */
  private static void add(
      Topic<? extends SpecificRecord> topic,
      String action,
      ObjectNode channels,
      ObjectNode operations,
      ObjectNode messages) {
    Schema schema = SpecificData.get().getSchema(topic.valueType());
    String message = schema.getName();
    String channel = topic.name();
    ObjectNode described = channels.putObject(channel).put("address", topic.name());
    described.put("description", schema.getDoc());
    described
        .putObject("messages")
        .putObject(message)
        .put("$ref", "#/components/messages/" + message);
    described
        .putObject("bindings")
        .putObject("kafka")
        .put("topic", topic.name())
        .put("partitions", topic.partitions())
        .put("replicas", topic.replication())
        .put("bindingVersion", "0.5.0");
    ObjectNode operation = operations.putObject(action + "." + channel).put("action", action);
    operation.putObject("channel").put("$ref", "#/channels/" + channel);
    operation
        .putArray("messages")
        .addObject()
        .put("$ref", "#/channels/" + channel + "/messages/" + message);
    if (!messages.has(message)) {
      ObjectNode made = messages.putObject(message).put("name", message);
      made.put("summary", schema.getDoc());
      ObjectNode payload = made.putObject("payload").put("schemaFormat", AVRO);
      try {
        payload.set("schema", ApiJson.mapper().readTree(schema.toString()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a schema is JSON", e);
      }
      ObjectNode kafka = made.putObject("bindings").putObject("kafka");
      kafka.putObject("key").put("type", "string");
      kafka.put("schemaIdLocation", "payload").put("bindingVersion", "0.5.0");
    }
  }
}
