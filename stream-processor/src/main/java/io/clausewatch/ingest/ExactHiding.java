package io.clausewatch.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Hides an id where it stands exactly as the event names it: as version 0.1.0 did, by whose hashes
 * an event that comes again is still recognised.
 */
final class ExactHiding implements SubjectIdHiding {
  private static final int MIN_LENGTH_IN_TEXT = 4;

  private final Map<String, String> refById;

  /** Hides these ids. */
  ExactHiding(Map<String, String> refById) {
    this.refById = refById;
  }

  @Override
  public String ofLink(String link) {
    return refById.getOrDefault(link, link);
  }

  @Override
  public String inText(String text) {
    String whole = refById.get(text);
    if (whole != null) {
      return whole;
    }
    List<String> found = occurringIn(text);
    return found.isEmpty() ? text : replaceEach(text, found);
  }

  private List<String> occurringIn(String text) {
    List<String> found = new ArrayList<>();
    for (String id : refById.keySet()) {
      if (id.length() >= MIN_LENGTH_IN_TEXT && text.contains(id)) {
        found.add(id);
      }
    }
    found.sort(Comparator.comparingInt(String::length).reversed());
    return found;
  }

  /** One pass, so that no id is looked for inside a ref that was just put in. */
  private String replaceEach(String text, List<String> longestFirst) {
    StringBuilder hidden = new StringBuilder(text.length() + 32);
    int at = 0;
    while (at < text.length()) {
      String id = startingAt(text, at, longestFirst);
      if (id == null) {
        hidden.append(text.charAt(at++));
      } else {
        hidden.append(refById.get(id));
        at += id.length();
      }
    }
    return hidden.toString();
  }

  private static String startingAt(String text, int at, List<String> ids) {
    for (String id : ids) {
      if (text.startsWith(id, at)) {
        return id;
      }
    }
    return null;
  }
}
