package io.clausewatch.ingest;

import io.clausewatch.contract.SubjectSpelling;
import io.clausewatch.platform.privacy.SubjectIdText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The subject ids of one event with their refs, and how to put the one for the other. Lives only
 * while the event is read.
 */
final class SubjectRefs {
  private final Map<String, String> refById;
  private final UnaryOperator<String> refOf;
  private final List<SubjectSpelling> spellings;
  private final SubjectIdHiding ofSubjects;
  private final SubjectIdHiding ofAll;

  /**
   * Hashes the ids.
   *
   * @param subjectIds raw ids, without repeats
   * @param others raw ids that are hidden in texts too; links may be to something else so called
   * @param refOf the keyed hash
   * @param hiding how ids, given with their refs, are hidden in other fields
   */
  SubjectRefs(
      List<String> subjectIds,
      List<String> others,
      UnaryOperator<String> refOf,
      Function<Map<String, String>, SubjectIdHiding> hiding) {
    this.refOf = refOf;
    this.refById = LinkedHashMap.newLinkedHashMap(subjectIds.size());
    List<SubjectSpelling> inOrder = new ArrayList<>(subjectIds.size());
    for (String id : subjectIds) {
      String ref = refOf.apply(id);
      refById.put(id, ref);
      inOrder.add(spelling(id, ref, refOf));
    }
    this.spellings = List.copyOf(inOrder);
    this.ofSubjects = hiding.apply(refById);
    this.ofAll =
        refById.keySet().containsAll(others)
            ? ofSubjects
            : hiding.apply(with(others, refById, refOf));
  }

  private static Map<String, String> with(
      List<String> others, Map<String, String> refById, UnaryOperator<String> refOf) {
    Map<String, String> all = new LinkedHashMap<>(refById);
    others.forEach(id -> all.computeIfAbsent(id, refOf));
    return all;
  }

  private static SubjectSpelling spelling(String id, String ref, UnaryOperator<String> refOf) {
    String canonical = SubjectIdText.canonical(id);
    // Most ids are canonical, and have been hashed already.
    String hash = canonical.equals(id) ? ref : refOf.apply(canonical);
    return new SubjectSpelling(hash, canonical.codePointCount(0, canonical.length()));
  }

  /** How each id is recognised in a text, in the order of the ids. */
  List<SubjectSpelling> spellings() {
    return spellings;
  }

  /** The ref of what is a subject id, whether the event is about that data subject or not. */
  String ref(String id) {
    String known = refById.get(id);
    return known == null ? refOf.apply(id) : known;
  }

  /**
   * The ref of a value that is one of the ids; any other value as it is.
   *
   * @param value may be null, then null is returned
   */
  String replace(String value) {
    return value == null ? null : ofSubjects.ofLink(value);
  }

  /**
   * The text with a ref in place of each id that occurs in it, also inside a word; where two ids
   * begin at one place, the longer counts.
   *
   * @param text may be null, then null is returned
   */
  String hide(String text) {
    return text == null ? null : ofAll.inText(text);
  }
}
