package io.clausewatch.search;

import io.clausewatch.api.CodePoints;
import io.clausewatch.contract.Fault;
import java.util.Optional;
import java.util.regex.Pattern;

/** What ids that are searched for have to be: as the event contract has them, or none is met. */
final class IdRules {
  private static final int MAX_LENGTH = 256;
  private static final Pattern BLANK = Pattern.compile("\\p{IsWhite_Space}*");
  private static final Pattern BLANK_END =
      Pattern.compile("^\\p{IsWhite_Space}|\\p{IsWhite_Space}$");

  private IdRules() {}

  /**
   * What is wrong with an id; empty when nothing is. The fault does not repeat it.
   *
   * @param name the parameter
   */
  static Optional<Fault> fault(String name, String id) {
    String expected = "1 to " + MAX_LENGTH + " characters";
    if (isBlank(id)) {
      return Optional.of(new Fault(name, expected, "blank"));
    }
    int length = CodePoints.count(id);
    if (length > MAX_LENGTH) {
      return Optional.of(new Fault(name, expected, length + " characters"));
    }
    if (id.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(new Fault(name, "no control characters, which no id has", "some"));
    }
    return BLANK_END.matcher(id).find()
        ? Optional.of(new Fault(name, "no blanks at its ends, which no id has", "some"))
        : Optional.empty();
  }

  /** Whether there is nothing but Unicode White_Space in it. */
  static boolean isBlank(String text) {
    return BLANK.matcher(text).matches();
  }
}
