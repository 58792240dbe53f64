package io.clausewatch.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How long each category is kept, as a policy version says it: at most, or at least. */
final class RetentionSchedule {

  private static final String FOREVER = "forever";
  private static final String CATEGORIES = "categories";

  // Category to how long it is kept; null where it is for ever.
  private final Map<String, TimeLimit> limits = new HashMap<>();

  /**
   * Reads a schedule: a period, or for ever, to a list of categories; or to a mapping that has the
   * list as {@code categories}, and from which end the period counts. An end beside the periods is
   * that of all of them.
   */
  RetentionSchedule(YamlMap file, PeriodReader periods, Vocabulary vocabulary) {
    CalendarAnchor ofAll = periods.anchor(file);
    for (String period : file.names()) {
      if (!period.equals(PeriodReader.FROM)) {
        YamlMap entry = file.mapOrList(period, CATEGORIES);
        CalendarAnchor own = periods.anchor(entry);
        TimeLimit kept = null;
        if (!period.equals(FOREVER)) {
          kept = periods.limit(file, period, period);
          kept = kept == null ? null : kept.from(own == null ? ofAll : own);
        }
        for (String category : entry.texts(CATEGORIES)) {
          add(entry, category, kept, vocabulary);
        }
        entry.nothingElse();
      }
    }
  }

  private RetentionSchedule(Set<String> categories) {
    categories.forEach(category -> limits.put(category, null));
  }

  /** One that has everything on it, for rules that are compiled and never asked. */
  static RetentionSchedule ofEverything(Vocabulary vocabulary) {
    return new RetentionSchedule(vocabulary.allCategories());
  }

  private void add(YamlMap entry, String category, TimeLimit kept, Vocabulary vocabulary) {
    if (!vocabulary.holdsCategory(category)) {
      entry.faultAt(
          CATEGORIES,
          "'"
              + category
              + "' is no category of the vocabulary"
              + KnownNames.closestTo(category, vocabulary.allCategories()));
    }
    if (limits.containsKey(category)) {
      entry.faultAt(CATEGORIES, "'" + category + "' is kept for another time too");
    }
    limits.put(category, kept);
  }

  /** Whether nothing is on it. */
  boolean isEmpty() {
    return limits.isEmpty();
  }

  /** The categories on it. */
  Set<String> categories() {
    return limits.keySet();
  }

  /** How long a category is kept; null where that is for ever, and where it is not on it. */
  TimeLimit limit(String category) {
    return limits.get(category);
  }
}
