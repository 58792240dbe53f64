package io.clausewatch.contract;

import java.util.function.BiFunction;

/** One going through the texts of a record, which remembers whether it changed any. */
final class TextChange {
  private final BiFunction<TextLimit, String, String> rule;
  private boolean changed;

  /**
   * A change by a rule.
   *
   * @param rule what a text within a limit becomes; null for an optional one that counts as not
   *     there
   */
  TextChange(BiFunction<TextLimit, String, String> rule) {
    this.rule = rule;
  }

  /** What a text becomes; null when it counts as not there. */
  String of(TextLimit limit, String text) {
    String next = rule.apply(limit, text);
    changed |= !text.equals(next);
    return next;
  }

  /** Whether any text so far became another one. */
  boolean changedAny() {
    return changed;
  }
}
