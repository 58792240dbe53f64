package io.clausewatch.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.page.Say;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** The words of a document in one language: its own sentences, and the terms of the contract. */
public final class Words {
  /** The languages, the default first. */
  public static final List<String> LANGUAGES = List.of("en", "ko");

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final String REPORT = "io.clausewatch.report.words";

  private final ResourceBundle sentences;
  private final ResourceBundle words;
  private final Locale locale;

  private Words(Locale locale, String sentences) {
    this.locale = locale;
    this.sentences = bundle(sentences, locale);
    words = bundle(REPORT, locale);
  }

  private static ResourceBundle bundle(String name, Locale locale) {
    return ResourceBundle.getBundle(
        name, locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }

  /** The words of the report for a data subject in one of {@link #LANGUAGES}. */
  static Words in(String language) {
    return in(language, REPORT);
  }

  /**
   * The words of a language.
   *
   * @param language one of {@link #LANGUAGES}
   * @param sentences the base name of the bundle with what is said
   */
  public static Words in(String language, String sentences) {
    return new Words(Locale.of(language), sentences);
  }

  /** The language, ISO 639-1. */
  public String language() {
    return locale.getLanguage();
  }

  /** A sentence, with values put into it. */
  public String say(String key, Object... values) {
    return new MessageFormat(sentences.getString(key), locale).format(values);
  }

  /** A number with separators between its thousands. */
  public String number(long number) {
    return String.format(locale, "%,d", number);
  }

  /** An instant in UTC, to the second; its zone is said elsewhere. */
  String instant(Instant instant) {
    return MINUTE.format(instant);
  }

  /** A symbol of the contract. */
  public String symbol(String symbol) {
    return words.containsKey(symbol) ? words.getString(symbol) : Say.symbol(symbol);
  }

  /** A data category of the vocabulary; the id itself of one outside of it. */
  String category(String id) {
    return idInWords("category.", id);
  }

  /** A purpose of the vocabulary; the id itself of one outside of it. */
  String purpose(String id) {
    return idInWords("purpose.", id);
  }

  private String idInWords(String prefix, String id) {
    return words.containsKey(prefix + id) ? words.getString(prefix + id) : id.replace('-', ' ');
  }

  /** Whether an id is put into words of this language. */
  boolean knows(String key) {
    return words.containsKey(key);
  }

  /** What a finding says, in this language where it does, else in English. */
  String explanation(ObjectNode finding, PolicyCatalog catalog) {
    boolean ours =
        catalog
            .policy(finding.path("policyId").asText())
            .map(Policy::language)
            .filter(language()::equals)
            .isPresent();
    String local = finding.path("localExplanation").asText("");
    return ours && !local.isEmpty() ? local : finding.path("explanation").asText("");
  }
}
