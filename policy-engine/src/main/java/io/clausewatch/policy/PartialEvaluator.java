package io.clausewatch.policy;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Evaluates rules of which little is known, in three-valued logic: what does not follow from the
 * fields at hand is open, and an operator over it is so too, unless its other operand decides
 * (Kleene's strong logic). Nothing is guessed: ALWAYS and NEVER hold whatever else is so.
 */
final class PartialEvaluator {

  /** What a rule answers for all events that share some fields. */
  enum Outlook {
    /** It is true for each of them. */
    ALWAYS,
    /** It is true for none of them. */
    NEVER,
    /** It depends on what is not known here. */
    OPEN
  }

  /** The value of an expression that is not known here. */
  private static final Object UNKNOWN = new Object();

  private PartialEvaluator() {}

  /** What a rule answers for events with some fields; what is absent is not true. */
  static Outlook outlook(Rule<?> rule, KnownFields event) {
    Object value = value(rule, event);
    if (value == UNKNOWN) {
      return Outlook.OPEN;
    }
    return Boolean.TRUE.equals(value) ? Outlook.ALWAYS : Outlook.NEVER;
  }

  /** The fields about which some rules ask, as far as their operators show it. */
  static Set<RuleVariable> fieldsOf(List<Rule<Boolean>> rules) {
    Set<RuleVariable> fields = new LinkedHashSet<>();
    rules.forEach(rule -> collect(rule, fields));
    return fields;
  }

  private static void collect(Rule<?> rule, Set<RuleVariable> into) {
    switch (rule) {
      case RuleVariable field -> into.add(field);
      case BooleanNodes.And and -> List.of(and.left(), and.right()).forEach(r -> collect(r, into));
      case BooleanNodes.Or or -> List.of(or.left(), or.right()).forEach(r -> collect(r, into));
      case BooleanNodes.Not not -> collect(not.rule(), into);
      case BooleanNodes.Choose<?> choose -> {
        collect(choose.which(), into);
        collect(choose.one(), into);
        collect(choose.other(), into);
      }
      case BooleanNodes.Equal equal -> {
        collect(equal.left(), into);
        collect(equal.right(), into);
      }
      case BooleanNodes.In in -> {
        collect(in.word(), into);
        collect(in.list(), into);
      }
      default -> {}
    }
  }

  private static Object value(Rule<?> rule, KnownFields event) {
    return switch (rule) {
      case BooleanNodes.Constant<?> constant -> constant.value();
      case RuleVariable field ->
          field.on().contains(event.kind())
              ? event.symbols().containsKey(field.name())
                  ? event.symbols().get(field.name())
                  : UNKNOWN
              : null;
      case BooleanNodes.FilledIn filled ->
          filled.field().on().contains(event.kind()) ? UNKNOWN : (Object) false;
      case BooleanNodes.Not not ->
          switch (outlook(not.rule(), event)) {
            case ALWAYS -> false;
            case NEVER -> true;
            case OPEN -> UNKNOWN;
          };
      case BooleanNodes.And and ->
          decided(outlook(and.left(), event), outlook(and.right(), event), Outlook.NEVER);
      case BooleanNodes.Or or ->
          decided(outlook(or.left(), event), outlook(or.right(), event), Outlook.ALWAYS);
      case BooleanNodes.Choose<?> choose ->
          switch (outlook(choose.which(), event)) {
            case ALWAYS -> value(choose.one(), event);
            case NEVER -> value(choose.other(), event);
            case OPEN -> UNKNOWN;
          };
      case BooleanNodes.Equal equal -> {
        Object left = value(equal.left(), event);
        Object right = value(equal.right(), event);
        if (left == null || right == null) {
          yield false;
        }
        yield left == UNKNOWN || right == UNKNOWN ? UNKNOWN : (Object) left.equals(right);
      }
      case BooleanNodes.In in -> {
        Object word = value(in.word(), event);
        Object list = value(in.list(), event);
        boolean isEmpty = list instanceof Collection<?> none && none.isEmpty();
        if (word == null || list == null || isEmpty) {
          yield false;
        }
        yield word != UNKNOWN && list instanceof Collection<?> all
            ? (Object) all.contains(word)
            : UNKNOWN;
      }
      default -> UNKNOWN;
    };
  }

  /** Of an operator that one operand decides by itself, and both together otherwise. */
  private static Object decided(Outlook left, Outlook right, Outlook decides) {
    if (left == decides || right == decides) {
      return truth(decides);
    }
    return left == Outlook.OPEN || right == Outlook.OPEN ? UNKNOWN : truth(left);
  }

  private static Object truth(Outlook outlook) {
    return outlook == Outlook.OPEN ? UNKNOWN : (Object) (outlook == Outlook.ALWAYS);
  }
}
