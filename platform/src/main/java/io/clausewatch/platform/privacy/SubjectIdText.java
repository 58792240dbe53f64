package io.clausewatch.platform.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A text in which a data subject's id may stand in another spelling: in other case, in full width,
 * composed or not, with invisible characters in it, percent-encoded. It is read in every form that
 * it has: in NFKC, case folded and without invisible characters, at each level of percent-decoding.
 * In which of them an id is found makes no difference.
 *
 * <p>The canonical form of an id is the last of its own forms. Whoever does not know the id, but
 * the keyed hash and the length of its canonical form, hashes the {@link #windows} of that length.
 *
 * <p>Immutable and thread-safe.
 */
public final class SubjectIdText {
  /** Shorter ids are not sought within a text: they would be found in ordinary words. */
  public static final int MIN_LENGTH_WITHIN_TEXT = 4;

  /** More than anybody encodes, and few enough for a text that was made to be slow. */
  private static final int MAX_DECODINGS = 16;

  private final List<TextView> views;

  private SubjectIdText(List<TextView> views) {
    this.views = views;
  }

  /**
   * Reads a text.
   *
   * @param text an id, or a text in which one may stand
   * @return its forms
   */
  public static SubjectIdText of(String text) {
    if (TextView.hasOneForm(text)) {
      return new SubjectIdText(List.of(TextView.of(text.toLowerCase(Locale.ROOT))));
    }
    List<TextView> views = new ArrayList<>();
    TextView folded = TextView.of(text).folded();
    views.add(folded.composed());
    while (views.size() <= MAX_DECODINGS) {
      TextView decoded = folded.decoded();
      if (decoded == folded) {
        break;
      }
      folded = decoded.folded();
      views.add(folded.composed());
    }
    return new SubjectIdText(views);
  }

  /**
   * The canonical form of an id, which is the same in all of its spellings.
   *
   * @param id the id as somebody wrote it
   * @return its last form
   */
  public static String canonical(String id) {
    return of(id).views.getLast().form();
  }

  /**
   * The whole text in each of its forms.
   *
   * @return the forms, the least decoded first
   */
  public List<String> forms() {
    return views.size() == 1
        ? List.of(views.getFirst().form())
        : views.stream().map(TextView::form).distinct().toList();
  }

  /**
   * A stretch of the text.
   *
   * @param form in one of the text's forms
   * @param start where it begins in the text as it was given
   * @param end where it ends there, exclusive
   */
  public record Window(String form, int start, int end) {}

  /**
   * Every stretch that an id of a length may be. An id of less than {@link #MIN_LENGTH_WITHIN_TEXT}
   * is only ever the whole text, but for blanks around it.
   *
   * @param length of the id's canonical form, in code points
   * @return the stretches in all forms; one that is the same in two of them comes twice
   */
  public Stream<Window> windows(int length) {
    return views.stream().flatMap(view -> windows(view, length));
  }

  private static Stream<Window> windows(TextView view, int length) {
    String form = view.form();
    if (length < MIN_LENGTH_WITHIN_TEXT) {
      String whole = form.strip();
      int start = form.length() - form.stripLeading().length();
      return !whole.isEmpty() && whole.codePointCount(0, whole.length()) == length
          ? Stream.of(window(view, start, start + whole.length()))
          : Stream.empty();
    }
    int points = form.codePointCount(0, form.length());
    if (points < length) {
      return Stream.empty();
    }
    int first = form.offsetByCodePoints(0, length);
    return Stream.iterate(
            new int[] {0, first},
            ends -> ends != null,
            ends ->
                ends[1] == form.length()
                    ? null
                    : new int[] {
                      form.offsetByCodePoints(ends[0], 1), form.offsetByCodePoints(ends[1], 1)
                    })
        .map(ends -> window(view, ends[0], ends[1]));
  }

  private static Window window(TextView view, int from, int to) {
    return new Window(view.form().substring(from, to), view.start(from), view.end(to - 1));
  }
}
