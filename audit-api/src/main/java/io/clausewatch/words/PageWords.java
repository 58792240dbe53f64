package io.clausewatch.words;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.policy.PolicyCatalog;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * The words of a page or a report in one language: its own sentences, and the terms of the contract
 * that all of them share. Times are said by the clock of one time zone. Immutable.
 */
public final class PageWords {
  /** The languages, ISO 639-1, the default first. */
  public static final List<String> LANGUAGES = List.of("en", "ko");

  /** The base name of the bundle with the terms of the contract alone. */
  public static final String TERMS = "io.clausewatch.words.terms";

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Locale locale;
  private final ResourceBundle sentences;
  private final ResourceBundle terms;
  private final DateTimeFormatter date;
  private final NumberFormat integers;
  private final ZoneId zone;

  private PageWords(Locale locale, ResourceBundle sentences, ResourceBundle terms, ZoneId zone) {
    this.locale = locale;
    this.sentences = sentences;
    this.terms = terms;
    this.date = DateTimeFormatter.ofPattern(terms.getString("date"), locale);
    this.integers = NumberFormat.getIntegerInstance(locale);
    this.zone = zone;
  }

  private static ResourceBundle bundle(String name, Locale locale) {
    return ResourceBundle.getBundle(
        name, locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }

  /**
   * The words of a language, with times in UTC.
   *
   * @param language one of {@link #LANGUAGES}
   * @param sentences the base name of the bundle with what is said, such as {@code
   *     io.clausewatch.page.words}
   */
  public static PageWords in(String language, String sentences) {
    Locale locale = Locale.of(language);
    return new PageWords(locale, bundle(sentences, locale), bundle(TERMS, locale), UTC);
  }

  /** The same words, with times by the clock of another time zone. */
  public PageWords at(ZoneId other) {
    return new PageWords(locale, sentences, terms, other);
  }

  /** The time zone by whose clock times are said; a page or a report names it once. */
  public ZoneId zone() {
    return zone;
  }

  /** The language, ISO 639-1. */
  public String language() {
    return locale.getLanguage();
  }

  /**
   * A sentence, with values put into it; numbers with separators between their thousands.
   *
   * @throws java.util.MissingResourceException for a key that is none
   */
  public String say(String key, Object... values) {
    return new MessageFormat(sentences.getString(key), locale).format(values);
  }

  /** A number with separators between its thousands. */
  public String number(long number) {
    // Whoever formats changes it meanwhile; to make a copy is quick, to make one anew is not.
    return ((NumberFormat) integers.clone()).format(number);
  }

  /** An instant, to the second: 2026-11-29 01:50:11. */
  public String instant(Instant instant) {
    return SECOND.format(instant.atZone(zone));
  }

  /** The time of day of an instant, to the second: 01:50:11. */
  public String time(Instant instant) {
    return TIME.format(instant.atZone(zone));
  }

  /** The day of an instant, as people of the language write it. */
  public String date(Instant instant) {
    return date(LocalDate.ofInstant(instant, zone));
  }

  /** A day, as people of the language write it. */
  public String date(LocalDate day) {
    return date.format(day);
  }

  /** About how long something takes or is ago, in its greatest unit: “3 hours”. */
  public String duration(Duration duration) {
    Duration length = duration.abs();
    if (length.toDays() >= 1) {
      return term("duration.days", length.toDays());
    }
    if (length.toHours() >= 1) {
      return term("duration.hours", length.toHours());
    }
    return length.toMinutes() >= 1
        ? term("duration.minutes", length.toMinutes())
        : term("duration.seconds", length.toSeconds());
  }

  private String term(String key, Object... values) {
    return new MessageFormat(terms.getString(key), locale).format(values);
  }

  /** A symbol of the contract. */
  public String symbol(String symbol) {
    return terms.containsKey(symbol)
        ? terms.getString(symbol)
        : capitalised(symbol.replace('_', ' ').toLowerCase(Locale.ROOT));
  }

  /** The name of a field of the contract: dataCategories becomes “Data categories”. */
  public String label(String field) {
    if (terms.containsKey("field." + field)) {
      return terms.getString("field." + field);
    }
    return capitalised(field.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT));
  }

  /**
   * Why somebody was not told, or what came of an attempt to tell, as a message holds it in
   * English. What only another version says stays as it is.
   */
  public String reason(String text) {
    return AlertReason.translated(text, locale);
  }

  /** A data category of the vocabulary; the id itself of one outside of it. */
  public String category(String id) {
    return idInWords("category.", id);
  }

  /** A purpose of the vocabulary; the id itself of one outside of it. */
  public String purpose(String id) {
    return idInWords("purpose.", id);
  }

  private String idInWords(String prefix, String id) {
    return terms.containsKey(prefix + id) ? terms.getString(prefix + id) : id.replace('-', ' ');
  }

  private static String capitalised(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Whether a term of the contract is put into words of this language. */
  public boolean knows(String key) {
    return terms.containsKey(key);
  }

  /**
   * What a document says, in this language where it does, else in English.
   *
   * @param local the same in the language of the policy; null where that is English
   */
  public String preferred(String policyId, String english, String local, PolicyCatalog catalog) {
    return prefersLocal(policyId, local, catalog) ? local : english;
  }

  /** Whether of two texts the one in the policy's language is shown. */
  public boolean prefersLocal(String policyId, String local, PolicyCatalog catalog) {
    return catalog.policy(policyId).filter(policy -> prefers(local, policy.language())).isPresent();
  }

  /**
   * Whether a text in a policy's language is shown in place of the English one: where it is there,
   * and the language is this one.
   *
   * @param local null or empty when it is not there
   * @param language the policy's, such as ko
   */
  public boolean prefers(String local, String language) {
    return local != null && !local.isEmpty() && language.equals(language());
  }
}
