package io.clausewatch.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The languages of ISO 639-1. */
final class LanguageCodes {

  private static final Set<String> ALL = Set.of(Locale.getISOLanguages());

  /** The codes of countries that people write for their languages. */
  private static final Map<String, String> OF_COUNTRIES =
      Map.of("jp", "ja", "cn", "zh", "us", "en", "gb", "en", "at", "de");

  private LanguageCodes() {}

  /** Whether a language has this code. */
  static boolean holds(String code) {
    return code.length() == 2 && ALL.contains(code);
  }

  /** What is to be said of a code that no language has. */
  static String fault(String found) {
    String code = code(found.strip().toLowerCase(Locale.ROOT));
    return "expected a language as two letters (ISO 639-1), but found '"
        + found
        + "'"
        + (code.isEmpty()
            ? "; write a code such as 'en' or 'ko'"
            : "; " + name(code) + " is '" + code + "'");
  }

  private static String code(String found) {
    if (OF_COUNTRIES.containsKey(found)) {
      return OF_COUNTRIES.get(found);
    }
    List<String> two = ALL.stream().filter(code -> code.length() == 2).sorted().toList();
    return two.stream()
        .filter(code -> code.equals(found) || name(code).toLowerCase(Locale.ROOT).equals(found))
        .findFirst()
        .or(
            () ->
                two.stream()
                    .filter(code -> Locale.of(code).getISO3Language().equals(found))
                    .findFirst())
        .or(() -> two.stream().filter(code -> found.matches(code + "[-_].*")).findFirst())
        .orElse("");
  }

  private static String name(String code) {
    return Locale.of(code).getDisplayLanguage(Locale.ENGLISH);
  }
}
