package io.clausewatch.readmodel.index;

import co.elastic.clients.elasticsearch._types.mapping.DynamicMapping;
import co.elastic.clients.elasticsearch._types.mapping.IndexOptions;
import co.elastic.clients.elasticsearch._types.mapping.Property;
import co.elastic.clients.elasticsearch._types.mapping.TypeMapping;
import co.elastic.clients.json.JsonData;
import io.clausewatch.readmodel.DocumentCatalog;
import io.clausewatch.readmodel.DocumentField;
import io.clausewatch.readmodel.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mapping of an index, as it follows from the catalogue of what is in it. */
final class IndexMappings {
  private IndexMappings() {}

  /**
   * Strict: a field that it does not know is refused and never guessed.
   *
   * @param meta what the index says of itself
   */
  static TypeMapping of(DocumentCatalog<?> catalog, Map<String, JsonData> meta) {
    Map<String, Property> properties = new LinkedHashMap<>();
    List<String> excluded = new ArrayList<>();
    boolean fullText = false;
    for (DocumentField<?> field : catalog.fields()) {
      fullText |= field.isFullText();
      if (field.type() != FieldType.WORDS) {
        properties.put(field.name(), property(field.type()));
        if (!field.isStored()) {
          excluded.add(field.name());
        }
      }
    }
    if (fullText) {
      properties.put(SearchText.FIELD, searchText());
      excluded.add(SearchText.FIELD);
    }
    return TypeMapping.of(
        m ->
            m.dynamic(DynamicMapping.Strict)
                .source(s -> s.excludes(excluded))
                .properties(properties)
                .meta(meta));
  }

  private static Property property(FieldType type) {
    return switch (type) {
      case KEYWORD -> keyword();
      case TEXT -> Property.of(p -> p.text(t -> t));
      case DATE -> Property.of(p -> p.date(d -> d));
      case INTEGER -> Property.of(p -> p.integer(i -> i));
      case LONG -> Property.of(p -> p.long_(l -> l));
      case BYTE -> Property.of(p -> p.byte_(b -> b));
      case BOOLEAN -> Property.of(p -> p.boolean_(b -> b));
      case KEPT -> Property.of(p -> p.object(o -> o.enabled(false)));
      case SPELLING ->
          Property.of(
              p ->
                  p.object(
                      o ->
                          o.properties("hash", keyword())
                              .properties("length", Property.of(l -> l.integer(i -> i)))));
      case GAPS ->
          Property.of(
              p ->
                  p.nested(
                      n ->
                          n.properties("policyId", keyword())
                              .properties("clauseId", keyword())
                              .properties("reason", keyword())));
      case WORDS -> throw new IllegalArgumentException("words are in the full text alone");
    };
  }

  private static Property keyword() {
    return Property.of(p -> p.keyword(k -> k));
  }

  /** Cut up before it is sent, see {@link SearchText}. */
  private static Property searchText() {
    return Property.of(
        p -> p.text(t -> t.analyzer("whitespace").norms(false).indexOptions(IndexOptions.Docs)));
  }
}
