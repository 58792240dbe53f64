package io.clausewatch.readmodel.index;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Full-text search in English and Korean (and Chinese and Japanese) alike, the same on every
 * distribution of Elasticsearch, of which the smallest knows no analyzer that does it. So the text
 * is cut up here, on both sides: what {@link #indexed} makes is put into the field {@link #FIELD},
 * which Elasticsearch splits at blanks and nowhere else, and {@link #query} asks it for pieces cut
 * the same way.
 *
 * <p>Latin words and numbers are found by their beginnings ({@code disclos} finds "disclosed"). Of
 * other scripts, which do not put blanks between a word and its particles, each character and each
 * pair of neighbours is a piece, so that 처리방침 is found within 개인정보처리방침을.
 */
public final class SearchText {
  /** The field, in both indices, that holds the pieces; not part of what a search returns. */
  public static final String FIELD = "searchText";

  // Elasticsearch splits longer words.
  private static final int MAX_WORD = 255;

  private SearchText() {}

  /**
   * What to index for some texts.
   *
   * @param texts titles, sentences, ids; null ones count as absent
   * @return their pieces, each once, separated by blanks
   */
  public static String indexed(Collection<String> texts) {
    Set<String> pieces = new LinkedHashSet<>();
    texts.stream()
        .filter(Objects::nonNull)
        .forEach(
            text ->
                cut(
                    even(text),
                    (run, dense, at) -> {
                      if (dense) {
                        pieces.addAll(neighbours(run, 1));
                        pieces.addAll(neighbours(run, 2));
                      } else {
                        pieces.add(run);
                      }
                    }));
    return String.join(" ", pieces);
  }

  /**
   * Finds the documents that hold every piece of what somebody typed.
   *
   * @param typed words in any language
   * @return a query on {@link #FIELD} that does not score; one that finds nothing when there is no
   *     letter or digit in it
   */
  public static Query query(String typed) {
    List<Query> all = new ArrayList<>();
    cut(
        even(typed),
        (run, dense, at) -> {
          if (dense) {
            pieces(run)
                .forEach(piece -> all.add(Query.of(q -> q.term(t -> t.field(FIELD).value(piece)))));
          } else {
            all.add(Query.of(q -> q.prefix(p -> p.field(FIELD).value(run))));
          }
        });
    return all.isEmpty()
        ? Query.of(q -> q.matchNone(n -> n))
        : Query.of(q -> q.bool(b -> b.filter(all)));
  }

  /**
   * A part of a text.
   *
   * @param start the first char of it
   * @param end the first char after it
   */
  public record Mark(int start, int end) {}

  /**
   * Where what somebody typed stands in a text, by the same pieces by which it is found: whole
   * Latin words that begin with a typed one, and what is made up of typed neighbours in other
   * scripts.
   *
   * @param typed words in any language
   * @param text the text
   * @return the parts, in order, none touching the next
   */
  public static List<Mark> marks(String typed, String text) {
    Set<String> beginnings = new LinkedHashSet<>();
    Set<String> pieces = new LinkedHashSet<>();
    cut(
        even(typed),
        (run, dense, at) -> {
          if (dense) {
            pieces.addAll(pieces(run));
          } else {
            beginnings.add(run);
          }
        });
    Traced traced = Traced.of(text);
    BitSet marked = new BitSet();
    cut(
        traced.even(),
        (run, dense, at) -> {
          if (!dense && beginnings.stream().anyMatch(run::startsWith)) {
            traced.mark(marked, at, at + run.length());
          }
          for (String piece : dense ? pieces : List.<String>of()) {
            for (int i = run.indexOf(piece); i >= 0; i = run.indexOf(piece, i + 1)) {
              traced.mark(marked, at + i, at + i + piece.length());
            }
          }
        });
    List<Mark> marks = new ArrayList<>();
    for (int start = marked.nextSetBit(0); start >= 0; ) {
      int end = marked.nextClearBit(start);
      marks.add(new Mark(start, end));
      start = marked.nextSetBit(end);
    }
    return marks;
  }

  /**
   * A text made even, character by character as people see them, that knows where each came from.
   *
   * @param even the text made even
   * @param starts for each char of it, where in the text its character begins
   * @param ends for each char of it, where in the text its character ends
   */
  private record Traced(String even, List<Integer> starts, List<Integer> ends) {
    static Traced of(String text) {
      StringBuilder even = new StringBuilder();
      List<Integer> starts = new ArrayList<>();
      List<Integer> ends = new ArrayList<>();
      BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
      characters.setText(text);
      int start = characters.first();
      for (int end = characters.next(); end != BreakIterator.DONE; end = characters.next()) {
        String character = SearchText.even(text.substring(start, end));
        even.append(character);
        for (int i = 0; i < character.length(); i++) {
          starts.add(start);
          ends.add(end);
        }
        start = end;
      }
      return new Traced(even.toString(), starts, ends);
    }

    void mark(BitSet marked, int from, int to) {
      marked.set(starts.get(from), ends.get(to - 1));
    }
  }

  /** The pieces by which a run of a dense script is looked for. */
  private static List<String> pieces(String run) {
    return neighbours(run, Math.min(2, run.codePointCount(0, run.length())));
  }

  private static String even(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  private interface Run {
    /**
     * Takes a run of letters and digits.
     *
     * @param dense whether its script puts no blanks between words
     * @param at where it begins in the text
     */
    void take(String run, boolean dense, int at);
  }

  /**
   * Cuts an even text at what is neither letter nor digit, and between dense scripts and others.
   */
  private static void cut(String even, Run to) {
    int start = 0;
    boolean dense = false;
    int next;
    for (int i = 0; i < even.length(); i = next) {
      int c = even.codePointAt(i);
      next = i + Character.charCount(c);
      boolean word = Character.isLetterOrDigit(c) || isMark(c);
      boolean denseHere = word && isDense(c);
      boolean goesOn = word && i > start && denseHere == dense;
      if (!goesOn) {
        give(even, start, i, dense, to);
        start = word ? i : next;
        dense = denseHere;
      }
    }
    give(even, start, even.length(), dense, to);
  }

  private static void give(String text, int start, int end, boolean dense, Run to) {
    if (start < end) {
      to.take(
          dense
              ? text.substring(start, end)
              : text.substring(start, Math.min(end, start + MAX_WORD)),
          dense,
          start);
    }
  }

  /**
   * Accents that do not compose with their letter, vowel signs and the like belong to the word they
   * stand in.
   */
  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isDense(int c) {
    return switch (UnicodeScript.of(c)) {
      case HANGUL, HAN, HIRAGANA, KATAKANA -> true;
      default -> false;
    };
  }

  /** All sequences of so many neighbouring characters. */
  private static List<String> neighbours(String run, int length) {
    int[] c = run.codePoints().toArray();
    List<String> sequences = new ArrayList<>();
    for (int i = 0; i + length <= c.length; i++) {
      sequences.add(new String(c, i, length));
    }
    return sequences;
  }
}
