package io.clausewatch.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
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

  /** A country. */
  record Country() implements EnumDomain {}

  /** The id of a processor that the policy lists. */
  record ListedProcessor() implements EnumDomain {}

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
  default boolean holds(String literal, PolicyVersionData data) {
    return this instanceof Anything || known(data).contains(literal);
  }

  /** What belongs; empty where that is anything. */
  default Collection<String> known(PolicyVersionData data) {
    return switch (this) {
      case Anything anything -> List.of();
      case Purpose purpose -> data.vocabulary().purposes().keySet();
      case Category category -> data.vocabulary().allCategories();
      case Country country -> CountryCodes.ALL;
      case ListedProcessor processor -> data.processors().keySet();
      case Symbols symbols -> symbols.symbols();
    };
  }

  /** Whether a word that belongs here can never belong there. */
  default boolean excludes(EnumDomain other, PolicyVersionData data) {
    if (this instanceof Anything || other instanceof Anything || equals(other)) {
      return false;
    }
    List<String> both = new ArrayList<>(known(data));
    both.retainAll(Set.copyOf(other.known(data)));
    return both.isEmpty();
  }

  /** What belongs, in words. */
  default String expected() {
    return switch (this) {
      case Anything anything -> "anything";
      case Purpose purpose -> "a purpose of the vocabulary";
      case Category category -> "a category of the vocabulary";
      case Country country -> "a country as two letters (ISO 3166-1)";
      case ListedProcessor processor -> "a processor that the policy lists under 'processors'";
      case Symbols symbols -> "one of " + String.join(", ", symbols.symbols());
    };
  }

  /** What is to be said of a literal that does not belong. */
  default String fault(String literal, PolicyVersionData data) {
    String found = "expected " + expected() + ", but found '" + literal + "'";
    return switch (this) {
      case Country country -> found + CountryCodes.meantBy(literal);
      case Symbols symbols -> found + KnownNames.meant(literal, symbols.symbols());
      default -> found + KnownNames.closestTo(literal, known(data));
    };
  }
}
