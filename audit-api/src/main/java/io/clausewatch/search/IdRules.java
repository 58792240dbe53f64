package io.clausewatch.search;

import io.clausewatch.contract.Fault;
import io.clausewatch.contract.IdText;
import io.clausewatch.http.CodePoints;
import java.util.Optional;

/** What ids that are searched for have to be: as the event contract has them, or none is met. */
final class IdRules {
  private static final int MAX_LENGTH = 256;

  private IdRules() {}

  /**
   * What is wrong with an id; empty when nothing is. The fault does not repeat it.
   *
   * @param name the parameter
   */
  static Optional<Fault> fault(String name, String id) {
    String expected = "1 to " + MAX_LENGTH + " characters";
    if (IdText.isBlank(id)) {
      return Optional.of(new Fault(name, expected, "blank"));
    }
    int length = CodePoints.count(id);
    if (length > MAX_LENGTH) {
      return Optional.of(new Fault(name, expected, length + " characters"));
    }
    if (id.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(new Fault(name, "no control characters, which no id has", "some"));
    }
    return IdText.hasBlankEnds(id)
        ? Optional.of(new Fault(name, "no blanks at its ends, which no id has", "some"))
        : Optional.empty();
  }
}
