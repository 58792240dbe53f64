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
 * @param constant its value where it is the same for every context: a String, Long, Boolean or
 *     Collection of String; else null
 */
record CompiledTerm(
    CelExpr expr, Rule<?> rule, EnumDomain domain, RuleVariable variable, Object constant) {

  static CompiledTerm computed(CelExpr expr, Rule<?> rule) {
    return new CompiledTerm(expr, rule, new EnumDomain.Anything(), null, null);
  }

  static CompiledTerm computed(CelExpr expr, Rule<?> rule, EnumDomain domain) {
    return new CompiledTerm(expr, rule, domain, null, null);
  }

  static CompiledTerm constant(CelExpr expr, Object value) {
    return new CompiledTerm(
        expr, new BooleanNodes.Constant<>(value), new EnumDomain.Anything(), null, value);
  }

  static CompiledTerm variable(CelExpr expr, RuleVariable variable) {
    return new CompiledTerm(expr, variable, variable.domain(), variable, null);
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
