package io.clausewatch.page;

import io.clausewatch.words.PageWords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a list is narrowed by: a form with controls, and a chip for each filter that has none.
 *
 * @param path where the list is
 * @param query what is looked at there
 * @param words the language that it is read in
 * @param controls the parameters that have a control of their own, which takes one value
 */
public record FilterForm(String path, UrlQuery query, PageWords words, List<String> controls) {
  /** What a URL says that is no filter: how a list is shown, and what has just been done. */
  private static final List<String> NO_FILTERS =
      List.of("sort", "cursor", "limit", "columns", "done");

  private static final int MAX_VALUE = 24;

  /** Copies its list. */
  public FilterForm {
    controls = List.copyOf(controls);
  }

  /**
   * A filter that is set and has no control.
   *
   * @param name the parameter
   * @param value its value
   * @param label the two in words
   * @param urlWithout the list without it
   */
  public record Chip(String name, String value, String label, String urlWithout) {}

  /** What a control is filled with; empty when nothing, or more than fits into it. */
  public String value(String control) {
    return query.only(control).filter(value -> fits(control, value)).orElse("");
  }

  /** A control for a day takes a day alone, where a URL may hold an instant. */
  private static boolean fits(String control, String value) {
    return !DayFilters.isOne(control) || DayFilters.day(value).isPresent();
  }

  /** The filters that are set and have no control, or more values than it takes. */
  public List<Chip> chips() {
    List<Chip> chips = new ArrayList<>();
    for (String name : filters()) {
      if (!controls.contains(name) || value(name).isEmpty()) {
        query.all(name).forEach(value -> chips.add(chip(name, value)));
      }
    }
    return chips;
  }

  private Chip chip(String name, String value) {
    String shown = FacetView.inWords(name, value, words);
    return new Chip(
        name,
        value,
        words.label(name)
            + ": "
            + (shown.length() > MAX_VALUE ? shown.substring(0, MAX_VALUE / 2) + "…" : shown),
        first().withoutValue(name, value).on(path));
  }

  /** Whether anything is filtered by. */
  public boolean filtered() {
    return !filters().isEmpty();
  }

  /** All filters that are set, with their values. */
  public Map<String, List<String>> values() {
    return query.without(NO_FILTERS.toArray(String[]::new)).values();
  }

  private Collection<String> filters() {
    return values().keySet();
  }

  /** The list without any filter, with the columns that it is shown with. */
  public String unfilteredUrl() {
    return new UrlQuery(Map.of()).with("columns", query.all("columns")).on(path);
  }

  /** The first page with the same filters; empty when this is it. */
  public Optional<String> firstUrl() {
    return query.only("cursor").map(cursor -> first().on(path));
  }

  /** This page of the list, for other forms to come back to. */
  public String here() {
    return query.without("done").on(path);
  }

  /** Where the page that a cursor begins is. */
  public String pageUrl(String cursor) {
    return query.with("cursor", cursor).on(path);
  }

  /** The first page of the same. */
  UrlQuery first() {
    return query.without("cursor", "done");
  }
}
