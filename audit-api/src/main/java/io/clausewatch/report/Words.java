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

/** The words of a report in one language: {@code words.properties} and what stands beside it. */
final class Words {
  /** The languages, the default first. */
  static final List<String> LANGUAGES = List.of("en", "ko");

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final ResourceBundle words;
  private final Locale locale;

  private Words(Locale locale) {
    this.locale = locale;
    words =
        ResourceBundle.getBundle(
            "io.clausewatch.report.words",
            locale,
            Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }

  /** The words of one of {@link #LANGUAGES}. */
  static Words in(String language) {
    return new Words(Locale.of(language));
  }

  /** The language, ISO 639-1. */
  String language() {
    return locale.getLanguage();
  }

  /** A sentence, with values put into it. */
  String say(String key, Object... values) {
    return new MessageFormat(words.getString(key), locale).format(values);
  }

  /** A number with separators between its thousands. */
  String number(long number) {
    return String.format(locale, "%,d", number);
  }

  /** An instant in UTC, to the second; its zone is said elsewhere. */
  String instant(Instant instant) {
    return MINUTE.format(instant);
  }

  /** A symbol of the contract. */
  String symbol(String symbol) {
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
