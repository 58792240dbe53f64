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
 * @param result its CEL type
 * @param parameters their CEL types, the one before the dot included
 * @param body turns a call into a rule
 */
record RuleFunction(
    String name, boolean member, CelType result, List<CelType> parameters, Body body) {

  /** How a call is compiled. */
  @FunctionalInterface
  interface Body {
    /** The rule that answers the call. */
    Rule<?> compile(CallArguments arguments);
  }

  CelFunctionDecl declaration() {
    CelType[] types = parameters.toArray(CelType[]::new);
    return CelFunctionDecl.newFunctionDeclaration(
        name,
        member
            ? CelOverloadDecl.newMemberOverload(overload(), result, types)
            : CelOverloadDecl.newGlobalOverload(overload(), result, types));
  }

  String overload() {
    return name + "_" + parameters.size();
  }
}
