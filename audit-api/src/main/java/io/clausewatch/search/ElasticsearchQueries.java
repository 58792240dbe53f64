package io.clausewatch.search;

import co.elastic.clients.elasticsearch._types.FieldSort;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.mapping.FieldType;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.clausewatch.contract.Sha256Digest;
import io.clausewatch.readmodel.DocumentField;
import io.clausewatch.search.SearchCriteria.Sort;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Puts a search into the words of Elasticsearch. Pure: nothing is asked here. */
public final class ElasticsearchQueries {
  private ElasticsearchQueries() {}

  /** All conditions as filters; everything when there are none. */
  public static Query all(List<SearchCondition> conditions) {
    return Query.of(
        q -> q.bool(b -> b.filter(conditions.stream().map(SearchCondition::query).toList())));
  }

  /** The order asked for, and the document's id last, so that no two documents are equal in it. */
  static List<SortOptions> order(SearchCriteria criteria) {
    List<SortOptions> order = new ArrayList<>();
    for (Sort sort : criteria.order()) {
      SortOrder direction = sort.descending() ? SortOrder.Desc : SortOrder.Asc;
      order.add(SortOptions.of(s -> s.field(field(criteria.target().field(sort), direction))));
    }
    Sort id = new Sort(criteria.target().idField(), false);
    order.add(SortOptions.of(s -> s.field(field(criteria.target().field(id), SortOrder.Asc))));
    return order;
  }

  /** A document without the field comes last, as does an index from before there was the field. */
  private static FieldSort field(DocumentField<?> field, SortOrder direction) {
    boolean date = field.type() == io.clausewatch.readmodel.FieldType.DATE;
    return FieldSort.of(
        f ->
            f.field(field.sortField().orElse(field.name()))
                .order(direction)
                .missing(date ? beyondAllDates(direction) : FieldValue.of("_last"))
                .unmappedType(date ? FieldType.Date : FieldType.Keyword));
  }

  /** Not _last: seen to lose documents when a date is paged by and is missing in some. */
  private static FieldValue beyondAllDates(SortOrder direction) {
    Instant end = Instant.parse("9999-12-31T23:59:59.999Z");
    Instant beginning = Instant.parse("0001-01-01T00:00:00Z");
    return FieldValue.of((direction == SortOrder.Asc ? end : beginning).toEpochMilli());
  }

  /** A hash of all that decides which documents are found, and in which order. */
  static String fingerprint(SearchCriteria criteria) {
    String search = criteria.target() + " " + all(criteria.conditions()) + " " + order(criteria);
    byte[] hash = Sha256Digest.of(search.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 16);
  }

  /** Sort values as a cursor holds them. */
  static ArrayNode toJson(List<FieldValue> sortValues) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (FieldValue value : sortValues) {
      switch (value._kind()) {
        case Long -> json.add(value.longValue());
        case Double -> json.add(value.doubleValue());
        case String -> json.add(value.stringValue());
        case Null -> json.addNull();
        default -> throw new IllegalStateException("no sort value is of kind " + value._kind());
      }
    }
    return json;
  }

  /** Sort values from a cursor. */
  static List<FieldValue> fromJson(ArrayNode json) {
    return json.valueStream().map(ElasticsearchQueries::fieldValue).toList();
  }

  private static FieldValue fieldValue(JsonNode json) {
    if (json.isIntegralNumber()) {
      return FieldValue.of(json.longValue());
    }
    if (json.isNumber()) {
      return FieldValue.of(json.doubleValue());
    }
    return json.isNull() ? FieldValue.NULL : FieldValue.of(json.asText());
  }
}
