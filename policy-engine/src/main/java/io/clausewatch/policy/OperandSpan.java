package io.clausewatch.policy;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where an operand stands in a rule. CEL tells but one place of an expression, such as that of its
 * operator: the operand reaches from there to the next {@code &&}, {@code ||}, {@code !}, {@code
 * ?}, {@code :}, comma or end of its brackets, on both sides.
 *
 * @param start of its first character
 * @param end behind its last one
 */
record OperandSpan(int start, int end) {

  /**
   * The operand around a place of a rule that has no fault.
   *
   * @param place one that CEL tells of it: neither in brackets nor in a word in quotes of its own
   */
  static OperandSpan around(int place, String source) {
    Deque<Integer> starts = new ArrayDeque<>();
    starts.push(0);
    int depth = 0; // of the operand; 0 until its place is reached
    int i = 0;
    while (i < source.length()) {
      if (i >= place && depth == 0) {
        depth = starts.size();
      }
      char c = source.charAt(i);
      int separator = separatorAt(i, source);
      boolean closes = c == ')' || c == ']';
      if (depth == starts.size() && (closes || separator > 0)) {
        break;
      }
      if (c == '(' || c == '[') {
        starts.push(i + 1);
      } else if (closes && starts.size() > 1) {
        starts.pop();
      } else if (separator > 0) {
        starts.pop();
        starts.push(i + separator);
      }
      i += c == '\'' || c == '"' ? quoted(i, source) : Math.max(1, separator);
    }
    return stripped(starts.peek(), i, source);
  }

  /** Its own text. */
  String of(String source) {
    return source.substring(start, end);
  }

  /** How long what separates operands is at a place; 0 where nothing does. */
  private static int separatorAt(int i, String source) {
    if (source.startsWith("&&", i) || source.startsWith("||", i)) {
      return 2;
    }
    boolean not = source.charAt(i) == '!' && !source.startsWith("!=", i);
    return not || "?:,".indexOf(source.charAt(i)) >= 0 ? 1 : 0;
  }

  private static int quoted(int i, String source) {
    int close = source.indexOf(source.charAt(i), i + 1);
    return close < 0 ? 1 : close + 1 - i;
  }

  private static OperandSpan stripped(int start, int end, String source) {
    int first = start;
    int behind = end;
    while (first < behind && Character.isWhitespace(source.charAt(first))) {
      first++;
    }
    while (behind > first && Character.isWhitespace(source.charAt(behind - 1))) {
      behind--;
    }
    return new OperandSpan(first, behind);
  }
}
