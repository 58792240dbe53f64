package io.clausewatch.http;

import io.clausewatch.contract.EventDataSchema;
import io.clausewatch.contract.EventKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills into the OpenAPI document what follows from the contract of events: for each kind the
 * schema of its data ({@code AccessData}) and of its CloudEvent ({@code AccessEvent}) with the
 * example that the document has of it, and {@code AnyEvent}, which is one of these.
 */
final class OpenApiEvents {
  private static final String SCHEMAS = "#/components/schemas/";

  private OpenApiEvents() {}

  /** Adds them to the document. */
  static void addTo(Map<String, Object> document) {
    Map<String, Object> components = map(document.get("components"));
    Map<String, Object> schemas = map(components.get("schemas"));
    Map<String, Object> examples = map(components.get("examples"));
    List<Object> any = new ArrayList<>();
    Map<String, Object> byType = new LinkedHashMap<>();
    List<Object> types = new ArrayList<>();
    for (EventKind kind : EventKind.values()) {
      String data = kind.schema().getName() + "Data";
      String event = kind.schema().getName() + "Event";
      schemas.put(data, ApiJson.mapper().convertValue(EventDataSchema.of(kind), Map.class));
      schemas.put(event, event(kind, data, examples));
      any.add(Map.of("$ref", SCHEMAS + event));
      byType.put(kind.type(), SCHEMAS + event);
      types.add(kind.type());
    }
    Map<String, Object> anyEvent = new LinkedHashMap<>();
    anyEvent.put("oneOf", any);
    anyEvent.put("discriminator", Map.of("propertyName", "type", "mapping", byType));
    schemas.put("AnyEvent", anyEvent);
    map(map(map(schemas.get("CloudEvent")).get("properties")).get("type")).put("enum", types);
  }

  private static Map<String, Object> event(
      EventKind kind, String data, Map<String, Object> examples) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("type", Map.of("const", kind.type()));
    properties.put("data", Map.of("$ref", SCHEMAS + data));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("description", kind.schema().getDoc());
    event.put(
        "allOf",
        List.of(
            Map.of("$ref", SCHEMAS + "CloudEvent"),
            Map.of("type", "object", "properties", properties)));
    if (examples.get(kind.id()) instanceof Map<?, ?> example) {
      event.put("examples", List.of(example.get("value")));
    }
    return event;
  }

  @SuppressWarnings("unchecked") // the keys of a document are strings
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
