package io.clausewatch.policy;

import dev.cel.common.ast.CelExpr;
import java.util.Collection;

/**
 * A compiled part of a rule, with what is known of it before any event is seen.
 *
 * @param expr where it stands in the rule, for faults
 * @param rule its value; null where it is absent
 * @param domain what literals it may be compared with
 * @param variable the variable that it plainly is; null for anything else
 * @param constant its value where it is the same for every scene: a String, Long, Boolean or
 *     Collection of String; else null
 */
record Term(CelExpr expr, Rule<?> rule, Domain domain, Variable variable, Object constant) {

  static Term computed(CelExpr expr, Rule<?> rule) {
    return new Term(expr, rule, new Domain.Anything(), null, null);
  }

  static Term computed(CelExpr expr, Rule<?> rule, Domain domain) {
    return new Term(expr, rule, domain, null, null);
  }

  static Term constant(CelExpr expr, Object value) {
    return new Term(expr, new Logic.Constant<>(value), new Domain.Anything(), null, value);
  }

  static Term variable(CelExpr expr, Variable variable) {
    return new Term(expr, variable, variable.domain(), variable, null);
  }

  /** Its value as a truth; what is absent is not true. */
  @SuppressWarnings("unchecked") // CEL's checker has made sure of the type
  Rule<Boolean> truth() {
    return (Rule<Boolean>) rule;
  }

  @SuppressWarnings("unchecked") // anything is an Object
  Rule<Object> value() {
    return (Rule<Object>) rule;
  }

  @SuppressWarnings("unchecked") // CEL's checker has made sure of the type
  Rule<String> text() {
    return (Rule<String>) rule;
  }

  @SuppressWarnings("unchecked") // CEL's checker has made sure of the type
  Rule<Collection<String>> list() {
    return (Rule<Collection<String>>) rule;
  }
}
