package io.clausewatch.page;

import io.clausewatch.readmodel.FieldFilter.Kind;
import io.clausewatch.search.FacetCounts;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.words.PageWords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Choices that narrow or widen what is looked at, with what each would show.
 *
 * @param label what is chosen
 * @param choices the most frequent first; those that are chosen are among them
 * @param more how many documents have a value that is not among them
 */
public record FacetView(String label, List<Choice> choices, long more) {
  private static final int MAX = 8;

  /** Copies its list. */
  public FacetView {
    choices = List.copyOf(choices);
  }

  /**
   * A choice.
   *
   * @param label its value in words
   * @param count how many there are of it, whatever else of the facet is chosen
   * @param selected whether it is chosen
   * @param url the page with it chosen, or no longer
   */
  public record Choice(String label, long count, boolean selected, String url) {}

  /**
   * Facets with something to choose from.
   *
   * @param names the facets that are shown first, in their order; the others follow
   * @param query what is looked at
   * @param path where
   */
  public static List<FacetView> of(
      FacetCounts counted, List<String> names, UrlQuery query, String path, PageWords words) {
    List<FacetView> facets = new ArrayList<>();
    Set<String> shownNames = new LinkedHashSet<>(names);
    shownNames.addAll(counted.facets().keySet());
    for (String name : shownNames) {
      List<Choice> choices = new ArrayList<>();
      long more = counted.others().getOrDefault(name, 0L);
      int shown = 0;
      for (FacetCounts.Value value : counted.values(name)) {
        if (shown < MAX || value.selected()) {
          choices.add(choice(name, value, query, path, words));
          shown++;
        } else {
          more += value.count();
        }
      }
      if (choices.size() > 1 || choices.stream().anyMatch(Choice::selected)) {
        facets.add(new FacetView(words.label(name), choices, more));
      }
    }
    return facets;
  }

  private static Choice choice(
      String name, FacetCounts.Value value, UrlQuery query, String path, PageWords words) {
    return new Choice(
        inWords(name, value.key(), words),
        value.count(),
        value.selected(),
        query.without("cursor", "done").toggled(name, value.key()).on(path));
  }

  /** A value of a filter, as people say it. */
  public static String inWords(String name, String key, PageWords words) {
    if (name.equals("from") || name.equals("to")) {
      return SearchParameters.instant(key).map(words::instant).orElse(key);
    }
    Kind kind =
        Stream.of(SearchTarget.FINDINGS, SearchTarget.TRAIL, SearchTarget.ALERTS)
            .flatMap(target -> target.kind(name).stream())
            .findFirst()
            .orElse(Kind.ID);
    return switch (kind) {
      case PURPOSE -> words.purpose(key);
      case DATA_CATEGORY -> words.category(key);
      case SYMBOL -> words.symbol(key);
      case ID, PERSON -> key;
    };
  }
}
