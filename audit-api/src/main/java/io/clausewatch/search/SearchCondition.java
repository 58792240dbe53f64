package io.clausewatch.search;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.clausewatch.http.CodePoints;
import io.clausewatch.readmodel.index.SearchText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that a document has to meet to be found. */
public sealed interface SearchCondition {

  /** The condition as Elasticsearch understands it. */
  Query query();

  /**
   * The document has one of some values in a field.
   *
   * @param field the field's name in the index, of type keyword
   * @param values the values, at least one; compared exactly
   */
  record AnyOf(String field, List<String> values) implements SearchCondition {
    /** Copies its list. */
    public AnyOf {
      values = List.copyOf(values);
    }

    @Override
    public Query query() {
      return Query.of(
          q ->
              q.terms(
                  t ->
                      t.field(field)
                          .terms(v -> v.value(values.stream().map(FieldValue::of).toList()))));
    }
  }

  /**
   * The document has no value in a field.
   *
   * @param field the field's name in the index
   */
  record Absent(String field) implements SearchCondition {

    @Override
    public Query query() {
      return Query.of(q -> q.bool(b -> b.mustNot(n -> n.exists(e -> e.field(field)))));
    }
  }

  /**
   * The document comes after a place in an order: by an instant, the latest first, and then by an
   * id.
   *
   * @param field the field of the instant, of type date
   * @param instant that of the place
   * @param idField the field of the id, a keyword
   * @param id that of the place; empty when every document of the instant comes after it
   */
  record ComesAfter(String field, Instant instant, String idField, Optional<String> id)
      implements SearchCondition {

    @Override
    public Query query() {
      Query sameInstant =
          new InPeriod(field, Optional.of(instant), Optional.of(instant.plusMillis(1))).query();
      Query later =
          id.map(last -> Query.of(q -> q.range(r -> r.term(t -> t.field(idField).gt(last)))))
              .map(after -> Query.of(q -> q.bool(b -> b.filter(sameInstant, after))))
              .orElse(sameInstant);
      return Query.of(
          q ->
              q.bool(
                  b ->
                      b.should(
                          new InPeriod(field, Optional.empty(), Optional.of(instant)).query(),
                          later)));
    }
  }

  /**
   * The document happened within a period.
   *
   * @param field the field's name in the index, of type date
   * @param from the first instant of the period; empty when it has no beginning
   * @param to the first instant after the period; empty when it has no end
   */
  record InPeriod(String field, Optional<Instant> from, Optional<Instant> to)
      implements SearchCondition {

    @Override
    public Query query() {
      return Query.of(
          q ->
              q.range(
                  r ->
                      r.date(
                          d -> {
                            d.field(field);
                            from.ifPresent(instant -> d.gte(instant.toString()));
                            to.ifPresent(instant -> d.lt(instant.toString()));
                            return d;
                          })));
    }
  }

  /**
   * The document meets any of some conditions.
   *
   * @param conditions at least one
   */
  record Any(List<? extends SearchCondition> conditions) implements SearchCondition {
    /** Copies its list. */
    public Any {
      conditions = List.copyOf(conditions);
    }

    @Override
    public Query query() {
      return Query.of(
          q -> q.bool(b -> b.should(conditions.stream().map(SearchCondition::query).toList())));
    }
  }

  /**
   * The document does not meet a condition.
   *
   * @param condition the condition
   */
  record Not(SearchCondition condition) implements SearchCondition {

    @Override
    public Query query() {
      return Query.of(q -> q.bool(b -> b.mustNot(condition.query())));
    }
  }

  /**
   * The document meets a condition, and not another.
   *
   * @param condition what it meets
   * @param exception what it does not
   */
  record Except(SearchCondition condition, SearchCondition exception) implements SearchCondition {

    @Override
    public Query query() {
      return Query.of(q -> q.bool(b -> b.filter(condition.query()).mustNot(exception.query())));
    }
  }

  /**
   * The document has a number that is not less than another.
   *
   * @param field the field's name in the index, of type long
   * @param least the least that will do
   */
  record AtLeast(String field, long least) implements SearchCondition {

    @Override
    public Query query() {
      return Query.of(q -> q.range(r -> r.number(n -> n.field(field).gte((double) least))));
    }
  }

  /**
   * The document has a date that lies before the end of some days from now; it may be long past.
   *
   * @param field the field's name in the index, of type date
   * @param days how many days of 24 hours, 0 or more
   */
  record WithinDays(String field, int days) implements SearchCondition {

    /** By Elasticsearch's clock, so that the same search is the same from page to page. */
    @Override
    public Query query() {
      return Query.of(q -> q.range(r -> r.date(d -> d.field(field).lte("now+" + days + "d"))));
    }
  }

  /**
   * The entry of the trail has a gap: a clause that could not be decided.
   *
   * @param conditions all of them have to be met by one and the same gap; any gap will do when
   *     there are none
   */
  record HasGap(List<AnyOf> conditions) implements SearchCondition {
    /** Where a document holds its gaps, as documents of their own. */
    public static final String PATH = "gaps";

    /** Copies its list. */
    public HasGap {
      conditions = List.copyOf(conditions);
    }

    /** The conditions, put to a gap instead of to the entry. */
    public Query ofTheGap() {
      return Query.of(
          q -> q.bool(b -> b.filter(conditions.stream().map(SearchCondition::query).toList())));
    }

    @Override
    public Query query() {
      return Query.of(q -> q.nested(n -> n.path(PATH).query(ofTheGap())));
    }
  }

  /**
   * The document holds all of some words, in a text or at the beginning of an id.
   *
   * @param typed what somebody typed; anything is allowed, and where there is no letter or digit in
   *     it nothing is found
   */
  record Holds(String typed) implements SearchCondition {
    /** More than anybody types: of a pasted page, the beginning is searched for. */
    static final int MAX = 500;

    /** Cuts off what is too long. */
    public Holds {
      typed = CodePoints.first(MAX, typed);
    }

    @Override
    public Query query() {
      return SearchText.query(typed);
    }
  }
}
