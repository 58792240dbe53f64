package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is taken for known of an event: its kind, and the symbols of some of its fields. Everything
 * else about it, and about the data subject, is open.
 *
 * @param kind the kind of event
 * @param symbols field to symbol
 */
record KnownFields(EventKind kind, Map<String, String> symbols) {

  /** More combinations than that say little more than the shapes alone, and take long. */
  private static final int MAX_COMBINATIONS = 5_000;

  /** Every kind, operation and recipient's kind among some kinds of event. */
  static List<KnownFields> shapes(Iterable<EventKind> kinds) {
    List<KnownFields> all = new ArrayList<>();
    for (EventKind kind : kinds) {
      for (EventShape shape : EventShape.all()) {
        if (shape.kind() == kind && !shape.symbol().name().equals("UNKNOWN")) {
          all.add(of(shape));
        }
      }
    }
    return all;
  }

  /** What a shape alone tells. */
  static KnownFields of(EventShape shape) {
    Map<String, String> symbols = new LinkedHashMap<>();
    for (String field : EventShape.FIELDS) {
      if (shape.value(field) != null
          && RuleVariables.all().get(field).on().contains(shape.kind())) {
        symbols.put(field, shape.value(field));
      }
    }
    return new KnownFields(shape.kind(), symbols);
  }

  /** Those shapes, with every symbol that the fields of an event can hold about which rules ask. */
  static List<KnownFields> combinations(Iterable<EventKind> kinds, List<Rule<Boolean>> rules) {
    List<KnownFields> all = shapes(kinds);
    for (RuleVariable field : PartialEvaluator.fieldsOf(rules)) {
      List<KnownFields> more = new ArrayList<>();
      for (KnownFields known : all) {
        if (field.on().contains(known.kind)
            && !known.symbols.containsKey(field.name())
            && field.domain() instanceof EnumDomain.Symbols domain) {
          domain.symbols().forEach(symbol -> more.add(known.with(field.name(), symbol)));
        } else {
          more.add(known);
        }
      }
      if (more.size() > MAX_COMBINATIONS) {
        return all;
      }
      all = more;
    }
    return all;
  }

  private KnownFields with(String field, String symbol) {
    Map<String, String> more = new LinkedHashMap<>(symbols);
    more.put(field, symbol);
    return new KnownFields(kind, more);
  }
}
