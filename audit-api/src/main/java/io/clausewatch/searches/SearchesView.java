package io.clausewatch.searches;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The search that a list shows, and those that are kept under names.
 *
 * @param searched all of the search, and not one page of it, as parameters of the API: what can be
 *     kept, or exported
 * @param named those that whoever looks sees, their own first
 */
public record SearchesView(Map<String, List<String>> searched, List<Named> named) {
  /** Copies its list. */
  public SearchesView {
    named = List.copyOf(named);
  }

  /**
   * A search that is kept under a name.
   *
   * @param url the list with it
   * @param owner who else keeps it; empty where whoever looks does
   */
  public record Named(String name, String url, Optional<String> owner) {}
}
