package io.clausewatch.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Puts names and values of the contract into words for people. */
public final class Say {
  private static final Locale ENGLISH = Locale.ENGLISH;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM yyyy", ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", ENGLISH).withZone(ZoneOffset.UTC);
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");

  private Say() {}

  /** A symbol as words: LAW_ENFORCEMENT becomes “Law enforcement”. */
  public static String symbol(String symbol) {
    return capitalised(symbol.replace('_', ' ').toLowerCase(ENGLISH));
  }

  /** The class that the style sheet has for a symbol. */
  public static String css(String symbol) {
    return symbol.toLowerCase(ENGLISH);
  }

  /** A field's name as words: dataCategories becomes “Data categories”. */
  public static String label(String field) {
    String words = field.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(ENGLISH);
    return capitalised(words.replaceAll("\\bip\\b", "IP"));
  }

  /** A number with separators between its thousands. */
  public static String number(long number) {
    return String.format(ENGLISH, "%,d", number);
  }

  /** The day of an instant in UTC: 24 Nov 2026. */
  public static String date(Instant instant) {
    return DATE.format(instant);
  }

  /** The time of day of an instant in UTC, to the second: 01:50:11. */
  public static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** The instant that a field holds; empty when it holds none. */
  static Optional<Instant> instant(JsonNode field) {
    return field.isTextual() && INSTANT.matcher(field.textValue()).matches()
        ? Optional.of(Instant.parse(field.textValue()))
        : Optional.empty();
  }

  private static String capitalised(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(ENGLISH) + words.substring(1);
  }
}
