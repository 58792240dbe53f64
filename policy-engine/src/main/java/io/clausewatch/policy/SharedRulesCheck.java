package io.clausewatch.policy;

import io.clausewatch.policy.RuleCompiler.RuleFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles whatever {@code shared.yaml} holds, used or not: what is broken and unused today is
 * broken in the hands of whoever uses it tomorrow. Each fault is told once, where it stands, and
 * not once more for each clause that uses it.
 */
final class SharedRulesCheck {

  /** In place of what is broken: nothing follows from it, so that no fault of a clause does. */
  private static final String OPEN = "known(occurredAt)";

  private final RuleCompiler rules;

  /**
   * A check.
   *
   * @param names what definitions can refer to: the lists and parameters of every policy of the
   *     folder, as a definition may be for some of them alone
   */
  SharedRulesCheck(Vocabulary vocabulary, Map<String, Object> names, Map<String, String> defined) {
    rules = new RuleCompiler(PolicyVersionData.ofAll(vocabulary, names, defined));
  }

  /**
   * The rules under some names, those that are broken left open.
   *
   * @param file where they stand; what is wrong with them is noted there
   */
  Map<String, String> sound(YamlMap file, Map<String, String> byName) {
    Map<String, String> sound = new LinkedHashMap<>();
    byName.forEach(
        (name, source) -> {
          List<RuleFault> faults = new ArrayList<>();
          var unused = rules.truth(source, faults);
          faults.stream()
              .filter(fault -> !isOfAnother(fault, byName.keySet()))
              .forEach(fault -> file.faultIn(name, fault.line(), fault.column(), fault.message()));
          sound.put(name, faults.isEmpty() ? source : OPEN);
        });
    return sound;
  }

  /**
   * Whether it is told at the definition that has it; one that refers to itself has it anywhere.
   */
  private static boolean isOfAnother(RuleFault fault, Set<String> defined) {
    return !fault.message().contains("refers to itself")
        && defined.stream()
            .anyMatch(name -> fault.message().startsWith("in the definition '" + name + "'"));
  }
}
