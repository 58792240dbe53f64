package io.clausewatch.page;

import io.clausewatch.words.PageWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every page has around its own contents.
 *
 * @param title what the page is about
 * @param place where it is, for the link of the menu that leads here and for the other language
 * @param query what is looked at there
 * @param caller who is signed in; empty when nobody is
 * @param words the language that it is read in
 * @param assets where the style sheet and the icon are
 * @param csrf what each form that is posted has to carry, by {@code tag/csrf.jte}; empty when this
 *     is no page of a session
 */
public record PageLayout(
    String title,
    String place,
    UrlQuery query,
    Optional<String> caller,
    PageWords words,
    StaticAssets assets,
    Optional<String> csrf) {

  /** The paths of the menu, each named by the word for it; one of them is where it starts. */
  private static final Map<String, String> MENU =
      menu(
          "findings",
          "trail",
          "subjects",
          "people",
          "services",
          "policies",
          "deadlines",
          "alerts",
          "reviews",
          "activity");

  private static Map<String, String> menu(String... words) {
    Map<String, String> menu = new LinkedHashMap<>();
    menu.put("/", "overview");
    List.of(words).forEach(word -> menu.put("/" + word, word));
    return menu;
  }

  /**
   * A link of the menu.
   *
   * @param url where it leads
   * @param label what it says
   */
  public record Link(String url, String label) {}

  /** The pages that one can go to from everywhere. */
  public List<Link> menu() {
    return MENU.entrySet().stream()
        .map(entry -> new Link(entry.getKey(), words.say(entry.getValue())))
        .toList();
  }

  /** Whether a link of the menu leads to this page or to one above it, in the words of ARIA. */
  public String current(String path) {
    boolean here = path.equals("/") ? place.equals("/") : (place + "/").startsWith(path + "/");
    return here ? "page" : null;
  }

  /** This page in another language. */
  public String in(String language) {
    return query.with(PageLanguages.PARAMETER, language).on(place);
  }
}
