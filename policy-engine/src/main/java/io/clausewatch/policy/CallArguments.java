package io.clausewatch.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The arguments of a call: what must be written out is checked when the policy is loaded. */
final class CallArguments {

  private final List<CompiledTerm> terms;
  private final PolicyVersionData data;
  private final BiConsumer<CompiledTerm, String> faults;
  private final Consumer<String> call;

  /**
   * The arguments of one call.
   *
   * @param faults where what is wrong with one of them is noted
   * @param call where it is noted that there can be no such call
   */
  CallArguments(
      List<CompiledTerm> terms,
      PolicyVersionData data,
      BiConsumer<CompiledTerm, String> faults,
      Consumer<String> call) {
    this.terms = terms;
    this.data = data;
    this.faults = faults;
    this.call = call;
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

  /** A literal number of years: of less than one, the answer is the same whatever is asked. */
  long years(int index) {
    return terms.get(index).constant() instanceof Long number && number > 0
        ? number
        : fault(index, "a number of at least 1", 1L);
  }

  /** A literal duration that takes some time. */
  Duration duration(int index) {
    try {
      Duration duration = Duration.parse(word(index));
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    return fault(index, "a duration such as P7D or PT72H", Duration.ZERO);
  }

  /** A literal period. */
  TimeLimit period(int index) {
    return TimeLimit.parse(word(index))
        .orElseGet(() -> fault(index, "a period such as P1Y, P6M or PT72H", TimeLimit.NONE));
  }

  /** A literal instant. */
  Instant instant(int index) {
    try {
      return Instant.parse(word(index));
    } catch (DateTimeParseException e) {
      return fault(index, "an instant in UTC such as 2024-03-15T12:00:00Z", Instant.EPOCH);
    }
  }

  /** What the policy must keep; a fault where it does not say. */
  RetentionSchedule retainedAtLeast() {
    if (data.retainedAtLeast().isEmpty()) {
      call.accept("'retainedAtLeast' is missing, beside 'retention'");
    }
    return data.retainedAtLeast();
  }

  /** A literal category of the vocabulary. */
  String category(int index) {
    String word = word(index);
    return data.vocabulary().holdsCategory(word)
        ? word
        : fault(index, new EnumDomain.Category().expected(), word);
  }

  /** A literal symbol. */
  <E extends Enum<E>> E symbol(int index, Class<E> type) {
    E[] all = type.getEnumConstants();
    String word = word(index);
    EnumDomain domain = EnumDomain.Symbols.of(type);
    if (!word.isEmpty() && !domain.holds(word, data)) {
      faults.accept(terms.get(index), domain.fault(word, data));
    }
    return Arrays.stream(all)
        .filter(symbol -> symbol.name().equals(word))
        .findFirst()
        .orElse(all[0]);
  }

  /** A literal list of symbols. */
  <E extends Enum<E>> Set<E> symbols(int index, Class<E> type) {
    return symbols(index, type, UnaryOperator.identity());
  }

  /** A literal list of words, each of which stands for a symbol. */
  <E extends Enum<E>> Set<E> symbols(int index, Class<E> type, UnaryOperator<String> spelling) {
    EnumSet<E> found = EnumSet.noneOf(type);
    if (!(terms.get(index).constant() instanceof Collection<?> words)) {
      fault(index, "a list written out, as in ['…', '…']");
      return found;
    }
    for (Object word : words) {
      List<E> matching =
          EnumSet.allOf(type).stream()
              .filter(symbol -> !symbol.name().equals("UNKNOWN"))
              .filter(symbol -> symbol.name().equals(spelling.apply((String) word)))
              .toList();
      if (matching.isEmpty()) {
        faults.accept(terms.get(index), unknown((String) word, type, spelling));
      }
      found.addAll(matching);
    }
    return found;
  }

  /** As the author of a rule spells them, whatever they are called within the program. */
  private <E extends Enum<E>> String unknown(
      String found, Class<E> type, UnaryOperator<String> spelling) {
    Set<String> known = new LinkedHashSet<>();
    for (String symbol : EnumDomain.Symbols.of(type).symbols()) {
      String spelt = symbol.toLowerCase(Locale.ROOT).replace('_', ' ');
      known.add(spelling.apply(spelt).equals(symbol) ? spelt : symbol);
    }
    return new EnumDomain.Symbols(known).fault(found, data);
  }

  /** A purpose of the vocabulary that is written out. */
  String purpose(int index) {
    return word(index);
  }

  /** Checks that an argument is this word, written out. */
  void mustBe(int index, String word) {
    if (!word.equals(terms.get(index).constant())) {
      fault(index, "the word '" + word + "'");
    }
  }

  /** Says that an argument is not what it must be. */
  void fault(int index, String expected) {
    faults.accept(terms.get(index), "expected " + expected);
  }

  /** Checks that a list written out holds only what the other one can hold. */
  void checkSameDomain(int index, int other) {
    if (terms.get(other).constant() instanceof Collection<?> words) {
      for (Object word : words) {
        if (!terms.get(index).domain().holds((String) word, data)) {
          faults.accept(terms.get(other), terms.get(index).domain().fault((String) word, data));
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
