package io.clausewatch.policy;

/** What becomes of the operands that decide a rule, in the order of its source. */
@FunctionalInterface
interface OperandOutcomes {

  OperandOutcomes AS_THEY_ARE = (operand, line, column, text) -> operand;

  /**
   * What stands in an operand's place.
   *
   * @param line where it begins, counted from 0, within the rule
   * @param column counted from 0
   * @param text its source
   */
  Rule<Boolean> take(Rule<Boolean> operand, int line, int column, String text);
}
