package io.clausewatch.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.words.PageWords;
import java.util.ArrayList;
import java.util.List;

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
   * @param counted as {@link io.clausewatch.search.FacetSearch} counts
   * @param names the facets, in the order in which they are shown
   * @param query what is looked at
   * @param path where
   */
  public static List<FacetView> of(
      ObjectNode counted, List<String> names, UrlQuery query, String path, PageWords words) {
    List<FacetView> facets = new ArrayList<>();
    for (String name : names) {
      JsonNode values = counted.path("facets").path(name);
      List<Choice> choices = new ArrayList<>();
      long more = counted.path("others").path(name).asLong();
      int shown = 0;
      for (JsonNode value : values) {
        boolean selected = value.path("selected").asBoolean();
        if (shown < MAX || selected) {
          choices.add(choice(name, value, query, path, words));
          shown++;
        } else {
          more += value.path("count").asLong();
        }
      }
      if (choices.size() > 1 || choices.stream().anyMatch(Choice::selected)) {
        facets.add(new FacetView(words.label(name), choices, more));
      }
    }
    return facets;
  }

  private static Choice choice(
      String name, JsonNode value, UrlQuery query, String path, PageWords words) {
    String key = ApiJson.text(value, "key");
    return new Choice(
        inWords(name, key, words),
        value.path("count").asLong(),
        value.path("selected").asBoolean(),
        query.without("cursor", "done").toggled(name, key).on(path));
  }

  /** A value of a filter, as people say it. */
  public static String inWords(String name, String key, PageWords words) {
    return switch (name) {
      case "purpose" -> words.purpose(key);
      case "dataCategory" -> words.category(key);
      case "severity", "status", "triageReason", "verdict", "recipientKind", "eventKind" ->
          words.symbol(key);
      case "from", "to" -> SearchParameters.instant(key).map(words::instant).orElse(key);
      default -> key;
    };
  }
}
