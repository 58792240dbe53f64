package io.clausewatch.page;

import io.clausewatch.http.BrowserCookies;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.words.PageWords;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The language in which somebody reads the pages: the one chosen last, else the one that the
 * browser prefers (RFC 4647), else English.
 */
public final class PageLanguages {
  /** The parameter of a link that chooses a language. */
  public static final String PARAMETER = "language";

  private static final String COOKIE = "clausewatch_language";
  private static final String SENTENCES = "io.clausewatch.page.words";
  private static final Map<String, PageWords> WORDS =
      PageWords.LANGUAGES.stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  language -> language, language -> PageWords.in(language, SENTENCES)));

  private PageLanguages() {}

  /** The words in which a request is to be answered. */
  public static PageWords of(Context ctx) {
    String chosen = BrowserCookies.get(ctx, COOKIE);
    return WORDS.getOrDefault(
        chosen == null ? preferred(ctx.header("Accept-Language")) : chosen,
        WORDS.get(PageWords.LANGUAGES.getFirst()));
  }

  private static String preferred(String header) {
    try {
      List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(header == null ? "" : header);
      String tag = Locale.lookupTag(ranges, PageWords.LANGUAGES);
      return tag == null ? "" : tag;
    } catch (IllegalArgumentException e) {
      return ""; // not a list of languages: nothing is preferred
    }
  }

  /**
   * The parameters of a request's URL, without the one that chooses a language.
   *
   * @throws io.clausewatch.http.InvalidRequestException when they cannot be read
   */
  public static UrlQuery parameters(Context ctx) {
    return new UrlQuery(otherParameters(ctx));
  }

  /** The same as they are, empty ones too. */
  static Map<String, List<String>> otherParameters(Context ctx) {
    Map<String, List<String>> others = new LinkedHashMap<>(RequestParameters.query(ctx));
    others.remove(PARAMETER);
    return others;
  }

  /** Whether a request chooses a language: that is kept, and the browser sent to the same page. */
  public static boolean choose(Context ctx) {
    return choose(ctx, parameters(ctx).on(ctx.path()));
  }

  /**
   * Whether a request chooses a language: that is kept in the browser, and the browser sent on. One
   * that is none changes nothing.
   *
   * @param url where it is sent
   */
  public static boolean choose(Context ctx, String url) {
    List<String> chosen = RequestParameters.query(ctx).getOrDefault(PARAMETER, List.of());
    if (chosen.isEmpty() || !ctx.method().name().equals("GET")) {
      return false;
    }
    String language = chosen.getFirst();
    if (WORDS.containsKey(language)) {
      BrowserCookies.set(ctx, COOKIE, language, Duration.ofDays(365), SameSite.LAX);
    }
    ctx.redirect(url, HttpStatus.SEE_OTHER);
    return true;
  }
}
