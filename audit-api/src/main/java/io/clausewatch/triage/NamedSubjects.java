package io.clausewatch.triage;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose ids stand in what an officer wrote: the index holds no raw subject id, and a note is kept
 * for good. Found is an id that stands by itself between blanks, with or without punctuation around
 * it; an id with a blank in it is not.
 */
public final class NamedSubjects {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");

  private NamedSubjects() {}

  /**
   * The keyed hashes of all words of some texts.
   *
   * @param pseudonym makes the keyed hash of a subject id
   * @param texts each may be null
   */
  public static Set<String> in(UnaryOperator<String> pseudonym, String... texts) {
    return Stream.of(texts)
        .filter(text -> text != null)
        .flatMap(BLANKS::splitAsStream)
        .flatMap(word -> Stream.of(word, AROUND.matcher(word).replaceAll("")))
        .filter(word -> !word.isEmpty())
        .distinct()
        .map(pseudonym)
        .collect(Collectors.toSet());
  }
}
