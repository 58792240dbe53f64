package io.clausewatch.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Puts values of the contract into what templates need, alike in every language. */
public final class ContractText {
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");

  private ContractText() {}

  /** The class that the style sheet has for a symbol. */
  public static String css(String symbol) {
    return symbol.toLowerCase(Locale.ROOT);
  }

  /** The instant that a field holds; empty when it holds none. */
  public static Optional<Instant> instant(JsonNode field) {
    return field.isTextual() && INSTANT.matcher(field.textValue()).matches()
        ? Optional.of(Instant.parse(field.textValue()))
        : Optional.empty();
  }
}
