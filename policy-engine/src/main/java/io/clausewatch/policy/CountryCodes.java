package io.clausewatch.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The countries of ISO 3166-1 alpha-2. */
final class CountryCodes {

  /** Kosovo has no code of ISO's yet; everybody uses the one that the EU gave it. */
  private static final String KOSOVO = "XK";

  /** What people write, and ISO gives to nobody, or to somebody else. */
  private static final Map<String, String> USUAL =
      Map.of("UK", "GB", "EN", "GB", "JA", "JP", "KO", "KR", "USA", "US", "UAE", "AE");

  private static final int MAX_MEANT = 4;

  /** Every country. */
  static final Set<String> ALL = all();

  private CountryCodes() {}

  private static Set<String> all() {
    Set<String> all = new TreeSet<>(List.of(Locale.getISOCountries()));
    all.add(KOSOVO);
    return all;
  }

  /** Which country somebody probably meant, to be said behind what was found. */
  static String meantBy(String found) {
    List<String> codes = codes(found.strip().toUpperCase(Locale.ROOT));
    return codes.isEmpty()
        ? "; write a code such as 'DE', in capitals"
        : "; "
            + String.join(
                ", ", codes.stream().map(code -> name(code) + " is '" + code + "'").toList());
  }

  private static List<String> codes(String capitals) {
    if (USUAL.containsKey(capitals)) {
      return List.of(USUAL.get(capitals));
    }
    if (ALL.contains(capitals)) {
      return List.of(capitals);
    }
    // Germany, DEU; Korea is a part of two names.
    return ALL.stream()
        .filter(
            code ->
                capitals.length() > 2
                    && (name(code).toUpperCase(Locale.ROOT).contains(capitals)
                        || iso3(code).equals(capitals)))
        .limit(MAX_MEANT)
        .toList();
  }

  private static String iso3(String code) {
    return code.equals(KOSOVO) ? "XKX" : Locale.of("", code).getISO3Country();
  }

  private static String name(String code) {
    return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
  }
}
