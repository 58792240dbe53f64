package io.clausewatch.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An explanation and the same one in the policy's language: both tell the same facts, or somebody
 * who reads but one of them is told less.
 */
final class ExplanationPair {

  private static final Pattern EXPRESSION = Pattern.compile("\\{([^{}]*)}");

  private ExplanationPair() {}

  /**
   * The expressions of a text that the other one lacks, as they stand there. Words in quotes may
   * differ: those that an expression chooses from are in its explanation's own language.
   */
  static List<String> onlyIn(String text, String other) {
    Set<String> there = new LinkedHashSet<>();
    expressions(other).forEach(expression -> there.add(compared(expression)));
    return expressions(text).stream()
        .distinct()
        .filter(expression -> !there.contains(compared(expression)))
        .toList();
  }

  private static List<String> expressions(String text) {
    return EXPRESSION.matcher(text).results().map(found -> found.group(1).strip()).toList();
  }

  private static String compared(String expression) {
    return expression.replaceAll("'[^']*'|\"[^\"]*\"", "''").replaceAll("\\s+", "");
  }
}
