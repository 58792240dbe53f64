package io.clausewatch.policy;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The ids or symbols that a word of the rule language can be compared with, so that a typo is found
 * when a policy is loaded.
 */
sealed interface EnumDomain {

  /** Anything: an id that the organisation makes. */
  record Anything() implements EnumDomain {}

  /** A purpose id of the vocabulary. */
  record Purpose() implements EnumDomain {}

  /** A category id of the vocabulary. */
  record Category() implements EnumDomain {}

  /** One of some symbols. */
  record Symbols(Set<String> symbols) implements EnumDomain {
    static Symbols of(Class<? extends Enum<?>> type) {
      Set<String> names = new LinkedHashSet<>();
      Arrays.stream(type.getEnumConstants())
          .map(Enum::name)
          .filter(name -> !name.equals("UNKNOWN"))
          .forEach(names::add);
      return new Symbols(names);
    }
  }

  /** Whether a literal belongs. */
  default boolean holds(String literal, Vocabulary vocabulary) {
    return switch (this) {
      case Anything anything -> true;
      case Purpose purpose -> vocabulary.purposes().containsKey(literal);
      case Category category -> vocabulary.holdsCategory(literal);
      case Symbols symbols -> symbols.symbols().contains(literal);
    };
  }

  /** What belongs, in words. */
  default String expected() {
    return switch (this) {
      case Anything anything -> "anything";
      case Purpose purpose -> "a purpose of the vocabulary";
      case Category category -> "a category of the vocabulary";
      case Symbols symbols -> "one of " + String.join(", ", symbols.symbols());
    };
  }
}
