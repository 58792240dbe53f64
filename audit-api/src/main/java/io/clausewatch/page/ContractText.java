package io.clausewatch.page;

import java.util.Locale;

/** Puts values of the contract into what templates need, alike in every language. */
public final class ContractText {
  private ContractText() {}

  /** The class that the style sheet has for a symbol. */
  public static String css(String symbol) {
    return symbol.toLowerCase(Locale.ROOT);
  }
}
