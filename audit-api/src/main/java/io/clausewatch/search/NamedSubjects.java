package io.clausewatch.search;

import io.clausewatch.contract.Fault;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.contract.SubjectSpelling;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.platform.privacy.SubjectIdText;
import io.clausewatch.platform.privacy.SubjectIdText.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose ids stand in what an officer wrote: the index holds no raw subject id, and a note is kept
 * for good. Of a data subject with a {@code subjectSpelling} the id is found in whatever spelling,
 * also inside a word; of those from before there was one, an id that stands by itself between
 * blanks, with or without punctuation around it.
 *
 * <p>What it takes to seek them grows with the texts, their forms and the lengths that ids have: so
 * each text is bounded in all its forms, and what is sought in them counts as look-ups. For one
 * thread.
 */
public final class NamedSubjects {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  /**
   * Of a text in all its forms, in code points: four times the longest. Each is the begin of a
   * stretch to be hashed for each length that an id has.
   */
  private static final int MAX_READ = 16_000;

  /** Of that length are ids sought for one look-up. */
  static final int HASHES_A_LOOKUP = 10_000;

  private final LookupContext lookup;
  private final List<String> texts = new ArrayList<>();
  private final List<SubjectIdText> read = new ArrayList<>();
  private final Set<String> allowed = new HashSet<>();

  /** Those that were asked about; kept are these alone, and not all that may be an id. */
  private final Map<SubjectSpelling, Boolean> answers = new HashMap<>();

  private Set<String> words;
  private int hashes;

  private NamedSubjects(LookupContext lookup) {
    this.lookup = lookup;
  }

  /**
   * Those in some texts.
   *
   * @param lookup hashes for whoever wrote them
   * @param field where they were written, for the fault
   * @param texts each may be null
   * @throws InvalidRequestException when so much in one is escaped that it has too many forms
   */
  public static NamedSubjects in(LookupContext lookup, String field, String... texts) {
    return new NamedSubjects(lookup).and(field, texts);
  }

  /**
   * A fault for each field whose texts name a data subject, in the order of the fields.
   *
   * @param texts by field
   * @param lookup hashes for whoever wrote them
   * @param areSubjects whether any of those who are named is a data subject
   * @param expected what may be there instead
   * @throws InvalidRequestException when so much in one is escaped that it has too many forms
   */
  public static List<Fault> faults(
      Map<String, List<String>> texts,
      LookupContext lookup,
      Predicate<NamedSubjects> areSubjects,
      String expected) {
    return new TreeMap<>(texts)
        .entrySet().stream()
            .filter(
                text ->
                    areSubjects.test(
                        in(lookup, text.getKey(), text.getValue().toArray(String[]::new))))
            .map(text -> new Fault(text.getKey(), expected, "one"))
            .toList();
  }

  /** The same, and those in some other texts, of which the same holds. */
  public NamedSubjects and(String field, String... others) {
    NamedSubjects all = copy();
    for (String text : others) {
      if (text == null || all.texts.contains(text)) {
        continue;
      }
      SubjectIdText forms = SubjectIdText.of(text);
      if (forms.length() > MAX_READ) {
        throw new InvalidRequestException(
            List.of(
                new Fault(
                    field,
                    "few escapes (at most %,d characters in all forms of the text)"
                        .formatted(MAX_READ),
                    "too many")));
      }
      lookup.seeks(text);
      all.texts.add(text);
      all.read.add(forms);
    }
    return all;
  }

  /**
   * The same, but for some ids that the texts may hold.
   *
   * @param ids raw ids
   */
  public NamedSubjects except(Collection<String> ids) {
    NamedSubjects others = copy();
    ids.stream()
        .flatMap(id -> Stream.of(id, SubjectIdText.canonical(id)))
        .map(lookup::hash)
        .forEach(others.allowed::add);
    return others;
  }

  private NamedSubjects copy() {
    NamedSubjects copy = new NamedSubjects(lookup);
    copy.texts.addAll(texts);
    copy.read.addAll(read);
    copy.allowed.addAll(allowed);
    return copy;
  }

  /** Whether there is no text in which any could be. */
  public boolean isEmpty() {
    return texts.isEmpty();
  }

  /**
   * Seeks some data subjects, so that {@link #include} has its answer ready: to be called where
   * nobody waits for it. Tells nobody anything.
   *
   * @param spellings the keyed hashes of their canonical forms; null where one is not known
   * @throws io.clausewatch.http.ProblemException 429 when the texts are long, and too much was
   *     sought in texts
   */
  public void seek(Collection<SubjectSpelling> spellings) {
    Map<Integer, Set<String>> asked = new TreeMap<>();
    for (SubjectSpelling spelling : spellings) {
      if (spelling == null) {
        var unused = wordsOnce();
      } else if (!answers.containsKey(spelling)) {
        asked
            .computeIfAbsent(spelling.getLength(), length -> new HashSet<>())
            .add(spelling.getHash());
      }
    }
    asked.forEach(
        (length, those) -> {
          Set<String> found = hashed(forms(length), those::contains);
          those.forEach(
              hash -> answers.put(new SubjectSpelling(hash, length), found.contains(hash)));
        });
  }

  /**
   * Whether a data subject is among them. Who wrote the texts is told so.
   *
   * @param subjectRef the keyed hash of the id; null where it is nobody in particular
   * @param spelling the keyed hash of its canonical form; null where that is not known
   */
  public boolean include(String subjectRef, SubjectSpelling spelling) {
    seek(Collections.singleton(spelling));
    boolean included =
        spelling != null
            ? answers.getOrDefault(spelling, false)
            : subjectRef != null && wordsOnce().contains(subjectRef);
    if (included && subjectRef != null) {
      areKnown(List.of(subjectRef));
    }
    return included;
  }

  private Set<String> wordsOnce() {
    if (words == null) {
      words = words();
    }
    return words;
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
            .flatMap(word -> Stream.of(word, withoutPunctuationAround(word))),
        hash -> true);
  }

  /** The keyed hashes of all that an id of a length may be. */
  public Set<String> windows(int length) {
    return hashed(forms(length), hash -> true);
  }

  private Stream<String> forms(int length) {
    return read.stream().flatMap(text -> text.windows(length)).map(Window::form);
  }

  private Set<String> hashed(Stream<String> ids, Predicate<String> wanted) {
    return ids.filter(id -> !id.isEmpty() && !id.equals(ReservedNames.NOBODY))
        .distinct()
        .map(this::hash)
        .filter(hash -> wanted.test(hash) && !allowed.contains(hash))
        .collect(Collectors.toSet());
  }

  private String hash(String id) {
    if (++hashes % HASHES_A_LOOKUP == 0) {
      lookup.seeksOn();
    }
    return lookup.hash(id);
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
