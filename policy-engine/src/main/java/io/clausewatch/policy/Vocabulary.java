package io.clausewatch.policy;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The ids that events and policies share, with the W3C Data Privacy Vocabulary (DPV) term of each
 * where one fits.
 *
 * @param purposes purpose id to DPV term; the term is empty where none fits
 * @param categories group to (category id to DPV term)
 */
public record Vocabulary(
    Map<String, String> purposes, Map<String, Map<String, String>> categories) {

  /** Whether some group holds a category. */
  public boolean holdsCategory(String category) {
    for (Map<String, String> group : categories.values()) {
      if (group.containsKey(category)) {
        return true;
      }
    }
    return false;
  }

  /** The categories of every group. */
  public Set<String> allCategories() {
    Set<String> all = new LinkedHashSet<>();
    categories.values().forEach(group -> all.addAll(group.keySet()));
    return all;
  }
}
