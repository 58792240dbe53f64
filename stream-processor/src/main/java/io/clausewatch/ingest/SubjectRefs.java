package io.clausewatch.ingest;

import io.clausewatch.contract.SubjectSpelling;
import io.clausewatch.runtime.Pseudonym;
import io.clausewatch.runtime.SubjectIdText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The subject ids of one event with their refs, and how to put the one for the other. Lives only
 * while the event is read.
 */
final class SubjectRefs {
  /** Shorter ids are left in free strings: they would be found in ordinary words. */
  static final int MIN_LENGTH_IN_TEXT = 4;

  private final Map<String, String> refById;
  private final List<SubjectSpelling> spellings;

  private SubjectRefs(Map<String, String> refById, List<SubjectSpelling> spellings) {
    this.refById = refById;
    this.spellings = spellings;
  }

  /**
   * Hashes the ids.
   *
   * @param subjectIds raw ids, without repeats
   * @param pseudonym the keyed hash
   */
  static SubjectRefs of(List<String> subjectIds, Pseudonym pseudonym) {
    Map<String, String> refs = LinkedHashMap.newLinkedHashMap(subjectIds.size());
    List<SubjectSpelling> spellings = new ArrayList<>(subjectIds.size());
    for (String id : subjectIds) {
      String ref = pseudonym.ref(id);
      refs.put(id, ref);
      spellings.add(spelling(id, ref, pseudonym));
    }
    return new SubjectRefs(refs, spellings);
  }

  private static SubjectSpelling spelling(String id, String ref, Pseudonym pseudonym) {
    String canonical = SubjectIdText.canonical(id);
    // Most ids are canonical, and have been hashed already.
    String hash = canonical.equals(id) ? ref : pseudonym.ref(canonical);
    return new SubjectSpelling(hash, canonical.codePointCount(0, canonical.length()));
  }

  /** How each id is recognised in a text, in the order of the ids. */
  List<SubjectSpelling> spellings() {
    return spellings;
  }

  /** Every ref, in the order of the ids. */
  List<String> all() {
    return List.copyOf(refById.values());
  }

  /**
   * The ref of a value that is one of the ids; any other value as it is.
   *
   * @param value may be null, then null is returned
   */
  String replace(String value) {
    return value == null ? null : refById.getOrDefault(value, value);
  }

  /**
   * The text with a ref in place of each id of {@link #MIN_LENGTH_IN_TEXT} characters or more that
   * occurs in it, also inside a word; where two ids begin at one place, the longer counts.
   *
   * @param text may be null, then null is returned
   */
  String hide(String text) {
    if (text == null) {
      return null;
    }
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
