package io.clausewatch.policy;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import java.util.List;

/**
 * A function of the rule language.
 *
 * @param name as in rules
 * @param member whether it is written after its first argument, as in {@code list.without(other)}
 * @param result what it answers
 * @param parameters what its arguments take, the one before the dot included
 * @param body turns a call into a rule
 */
record RuleFunction(
    String name, boolean member, RuleType result, List<RuleType> parameters, Body body) {

  /** How a call is compiled. */
  @FunctionalInterface
  interface Body {
    /** The rule that answers the call. */
    Rule<?> compile(CallArguments arguments);
  }

  CelFunctionDecl declaration() {
    CelType[] types = parameters.stream().map(RuleType::type).toArray(CelType[]::new);
    return CelFunctionDecl.newFunctionDeclaration(
        name,
        member
            ? CelOverloadDecl.newMemberOverload(overload(), result.type(), types)
            : CelOverloadDecl.newGlobalOverload(overload(), result.type(), types));
  }

  /** How it is written, e.g. {@code list.without(list)}. */
  String inWords() {
    List<String> all = parameters.stream().map(RuleType::inWords).toList();
    return member
        ? all.getFirst() + "." + name + "(" + String.join(", ", all.subList(1, all.size())) + ")"
        : name + "(" + String.join(", ", all) + ")";
  }

  String overload() {
    return name + "_" + parameters.size();
  }
}
