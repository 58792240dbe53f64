package io.clausewatch.policy;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** The arguments of a call: what must be written out is checked when the policy is loaded. */
final class CallArguments {

  private final List<CompiledTerm> terms;
  private final PolicyVersionData data;
  private final BiConsumer<CompiledTerm, String> faults;

  CallArguments(
      List<CompiledTerm> terms, PolicyVersionData data, BiConsumer<CompiledTerm, String> faults) {
    this.terms = terms;
    this.data = data;
    this.faults = faults;
  }

  CompiledTerm get(int index) {
    return terms.get(index);
  }

  Rule<String> text(int index) {
    return terms.get(index).text();
  }

  Rule<Collection<String>> list(int index) {
    return terms.get(index).list();
  }

  /** The policy's listed processors. */
  Map<String, Processor> processors() {
    return data.processors();
  }

  long number(int index) {
    return terms.get(index).constant() instanceof Long number
        ? number
        : fault(index, "a number", 0L);
  }

  Duration duration(int index) {
    try {
      return Duration.parse(word(index));
    } catch (DateTimeParseException e) {
      return fault(index, "a duration such as P7D", Duration.ZERO);
    }
  }

  /** A literal symbol. */
  <E extends Enum<E>> E symbol(int index, Class<E> type) {
    E[] all = type.getEnumConstants();
    return Arrays.stream(all)
        .filter(symbol -> symbol.name().equals(word(index)))
        .filter(symbol -> !symbol.name().equals("UNKNOWN"))
        .findFirst()
        .orElseGet(() -> fault(index, "one of " + Arrays.toString(all), all[0]));
  }

  /** A literal list of symbols. */
  <E extends Enum<E>> Set<E> symbols(int index, Class<E> type) {
    return symbols(index, type, UnaryOperator.identity());
  }

  /** A literal list of words, each of which stands for a symbol. */
  <E extends Enum<E>> Set<E> symbols(int index, Class<E> type, UnaryOperator<String> spelling) {
    EnumSet<E> found = EnumSet.noneOf(type);
    if (!(terms.get(index).constant() instanceof Collection<?> words)) {
      fault(index, "a list written out");
      return found;
    }
    for (Object word : words) {
      List<E> matching =
          EnumSet.allOf(type).stream()
              .filter(symbol -> !symbol.name().equals("UNKNOWN"))
              .filter(symbol -> symbol.name().equals(spelling.apply((String) word)))
              .toList();
      if (matching.isEmpty()) {
        fault(index, "of " + EnumSet.allOf(type) + ", but found '" + word + "'");
      }
      found.addAll(matching);
    }
    return found;
  }

  /** A literal purpose of the vocabulary. */
  String purpose(int index) {
    String word = word(index);
    return data.vocabulary().purposes().containsKey(word)
        ? word
        : fault(index, new EnumDomain.Purpose().expected(), word);
  }

  /** Says that an argument is not what it must be. */
  void fault(int index, String expected) {
    faults.accept(terms.get(index), "expected " + expected);
  }

  /** Checks that a list written out holds only what the other one can hold. */
  void checkSameDomain(int index, int other) {
    if (terms.get(other).constant() instanceof Collection<?> words) {
      for (Object word : words) {
        if (!terms.get(index).domain().holds((String) word, data.vocabulary())) {
          fault(other, terms.get(index).domain().expected() + ", but found '" + word + "'");
        }
      }
    }
  }

  private String word(int index) {
    return terms.get(index).constant() instanceof String word
        ? word
        : fault(index, "a word in quotes", "");
  }

  private <T> T fault(int index, String expected, T instead) {
    fault(index, expected);
    return instead;
  }
}
