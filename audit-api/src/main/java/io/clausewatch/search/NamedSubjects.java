package io.clausewatch.search;

import io.clausewatch.contract.ReservedNames;
import io.clausewatch.contract.SubjectSpelling;
import io.clausewatch.platform.privacy.SubjectIdText;
import io.clausewatch.platform.privacy.SubjectIdText.Window;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose ids stand in what an officer wrote: the index holds no raw subject id, and a note is kept
 * for good. Of a data subject with a {@code subjectSpelling} the id is found in whatever spelling,
 * also inside a word; of those from before there was one, an id that stands by itself between
 * blanks, with or without punctuation around it. For one thread.
 */
public final class NamedSubjects {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  private final LookupContext lookup;
  private final List<String> texts;
  private final List<SubjectIdText> read;
  private final Set<String> allowed = new HashSet<>();

  /** By the lengths of those whose findings were asked about: few, and each many times. */
  private final Map<Integer, Set<String>> windows = new HashMap<>();

  private NamedSubjects(LookupContext lookup, List<String> texts) {
    this.lookup = lookup;
    this.texts = texts;
    this.read = texts.stream().map(SubjectIdText::of).toList();
  }

  /**
   * Those in some texts.
   *
   * @param lookup hashes for whoever wrote them
   * @param texts each may be null
   */
  public static NamedSubjects in(LookupContext lookup, String... texts) {
    List<String> written = Stream.of(texts).filter(text -> text != null).distinct().toList();
    written.forEach(lookup::seeks);
    return new NamedSubjects(lookup, written);
  }

  /**
   * The same, but for some ids that the texts may hold.
   *
   * @param ids raw ids
   */
  public NamedSubjects except(Collection<String> ids) {
    NamedSubjects others = new NamedSubjects(lookup, texts);
    ids.stream()
        .flatMap(id -> Stream.of(id, SubjectIdText.canonical(id)))
        .map(lookup::hash)
        .forEach(others.allowed::add);
    return others;
  }

  /**
   * Whether a data subject is among them. Who wrote the texts is told so.
   *
   * @param subjectRef the keyed hash of the id; null where it is nobody in particular
   * @param spelling the keyed hash of its canonical form; null where that is not known
   */
  public boolean include(String subjectRef, SubjectSpelling spelling) {
    boolean included =
        spelling != null
            ? windows
                .computeIfAbsent(spelling.getLength(), this::windows)
                .contains(spelling.getHash())
            : subjectRef != null && words().contains(subjectRef);
    if (included && subjectRef != null) {
      areKnown(List.of(subjectRef));
    }
    return included;
  }

  /** Says that whoever wrote the texts is told that these are named in them, and known. */
  public void areKnown(Collection<String> subjectRefs) {
    lookup.isTold(subjectRefs);
  }

  /** The keyed hashes of all words. */
  public Set<String> words() {
    return hashed(
        texts.stream()
            .flatMap(BLANKS::splitAsStream)
            .flatMap(word -> Stream.of(word, withoutPunctuationAround(word))));
  }

  /** The keyed hashes of all that an id of a length may be. */
  public Set<String> windows(int length) {
    return hashed(read.stream().flatMap(text -> text.windows(length)).map(Window::form));
  }

  private Set<String> hashed(Stream<String> ids) {
    return ids.filter(id -> !id.isEmpty() && !id.equals(ReservedNames.NOBODY))
        .distinct()
        .map(lookup::hash)
        .filter(hash -> !allowed.contains(hash))
        .collect(Collectors.toSet());
  }

  /** By hand: a pattern for the end of a word tries each place of a long one again and again. */
  private static String withoutPunctuationAround(String word) {
    int[] points = word.codePoints().toArray();
    int from = 0;
    int to = points.length;
    while (from < to && isPunctuation(points[from])) {
      from++;
    }
    while (to > from && isPunctuation(points[to - 1])) {
      to--;
    }
    return new String(points, from, to - from);
  }

  private static boolean isPunctuation(int point) {
    return switch (Character.getType(point)) {
      case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> false;
      default -> !Character.isLetterOrDigit(point);
    };
  }
}
