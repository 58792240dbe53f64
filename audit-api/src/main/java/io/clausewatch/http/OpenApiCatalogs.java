package io.clausewatch.http;

import io.clausewatch.readmodel.AlertDocument;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.readmodel.DocumentCatalog;
import io.clausewatch.readmodel.DocumentField;
import io.clausewatch.readmodel.FieldFilter;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.TrailDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Fills into the OpenAPI document what follows from the catalogues of documents. Where a list of
 * parameters has {@code x-filters}, the filters of a catalogue stand in its place; where a schema
 * has {@code x-document}, the fields that it returns.
 */
final class OpenApiCatalogs {
  private static final String FILTERS = "x-filters";
  private static final String DOCUMENT = "x-document";

  private static final Map<String, DocumentCatalog<?>> CATALOGS =
      Map.of(
          "findings", FindingDocument.CATALOG,
          "trail", TrailDocument.CATALOG,
          "deadlines", DeadlineDocument.CATALOG,
          "alerts", AlertDocument.CATALOG);

  private OpenApiCatalogs() {}

  /** The document with all of it. */
  static Map<String, Object> filledInto(Object document) {
    Map<String, Object> filled = map(filled(document));
    Map<String, Object> parameters = map(map(filled.get("components")).get("parameters"));
    // A filter that both have is described once; that of findings says more.
    for (String name : List.of("findings", "trail")) {
      CATALOGS.get(name).fields().stream()
          .flatMap(field -> field.searchFilter().map(by -> parameter(field, by)).stream())
          .forEach(made -> parameters.putIfAbsent((String) made.get("name"), made));
    }
    OpenApiRefusals.addTo(filled);
    return filled;
  }

  @SuppressWarnings("unchecked") // the keys of a document are strings
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static Object filled(Object value) {
    if (value instanceof List<?> items) {
      return list(items);
    }
    if (!(value instanceof Map<?, ?>)) {
      return value;
    }
    Map<String, Object> given = map(value);
    if (given.get(DOCUMENT) instanceof String name) {
      return schema(CATALOGS.get(name));
    }
    Map<String, Object> filled = new LinkedHashMap<>();
    given.forEach((key, part) -> filled.put(key, filled(part)));
    return filled;
  }

  private static List<Object> list(List<?> items) {
    Set<Object> described =
        items.stream()
            .filter(Map.class::isInstance)
            .map(item -> map(item).get("name"))
            .collect(Collectors.toSet());
    List<Object> filled = new ArrayList<>();
    for (Object item : items) {
      if (item instanceof Map<?, ?> marker && marker.get(FILTERS) instanceof String name) {
        CATALOGS.get(name).fields().stream()
            .flatMap(field -> field.searchFilter().map(FieldFilter::parameter).stream())
            .filter(parameter -> !described.contains(parameter))
            .map(parameter -> Map.of("$ref", "#/components/parameters/" + parameter))
            .forEach(filled::add);
      } else {
        filled.add(filled(item));
      }
    }
    return filled;
  }

  private static Map<String, Object> parameter(DocumentField<?> field, FieldFilter by) {
    Map<String, Object> values = new LinkedHashMap<>(Map.of("type", "string"));
    if (by.symbols().isEmpty()) {
      values.put("minLength", 1);
      values.put("maxLength", 256);
    } else {
      values.put("enum", by.symbols());
    }
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", by.parameter());
    parameter.put("in", "query");
    parameter.put("description", ("Any of these. " + field.description()).strip());
    parameter.put("schema", Map.of("type", "array", "items", values));
    return parameter;
  }

  private static Map<String, Object> schema(DocumentCatalog<?> catalog) {
    Map<String, Object> properties = new LinkedHashMap<>();
    catalog.returned().forEach(field -> properties.put(field.name(), schema(field)));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("required", List.copyOf(properties.keySet()));
    schema.put("properties", properties);
    return schema;
  }

  private static Map<String, Object> schema(DocumentField<?> field) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (!field.description().isEmpty()) {
      schema.put("description", field.description());
    }
    Map<String, Object> value = value(field);
    if (field.isMany()) {
      schema.put("type", "array");
      schema.put("items", value);
    } else if (field.isOneOrMany()) {
      schema.put(
          "anyOf", List.of(value, Map.of("type", "array", "items", value), Map.of("type", "null")));
    } else if (field.isAlways()) {
      schema.putAll(value);
    } else {
      schema.put("anyOf", List.of(value, Map.of("type", "null")));
    }
    return schema;
  }

  private static Map<String, Object> value(DocumentField<?> field) {
    if (!field.symbols().isEmpty()) {
      return Map.of("type", "string", "enum", field.symbols());
    }
    return switch (field.type()) {
      case KEYWORD, TEXT, WORDS -> Map.of("type", "string");
      case DATE -> Map.of("type", "string", "format", "date-time");
      case INTEGER, LONG, BYTE -> Map.of("type", "integer");
      case BOOLEAN -> Map.of("type", "boolean");
      case KEPT, SPELLING, GAPS -> Map.of("type", "object");
    };
  }
}
