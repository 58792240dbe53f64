package io.clausewatch.platform.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A text in which a data subject's id may stand in another spelling: in other case, in full width,
 * composed or not, with invisible characters in it, escaped. It is read in every form that it has:
 * in NFKC, case folded and without invisible characters, at each level of what is escaped. In which
 * of them an id is found makes no difference.
 *
 * <p>Escaped is what a program writes that puts a text into another one, and what everybody who
 * looks at it can read back:
 *
 * <ul>
 *   <li>percent-encoding of UTF-8, {@code %2D}, and {@code %u002D};
 *   <li>references of HTML by number, <code>&amp;#45;</code>, <code>&amp;#x2d;</code>, with any
 *       number of zeros, with or without the semicolon; and by name, of what can stand in an id,
 *       <code>&amp;hyphen;</code>;
 *   <li>the escapes of JSON, Java, JavaScript, C and Python, behind a backslash: {@code u002d},
 *       {@code uu002d}, {@code u{2d}}, {@code U0000002d}, {@code x2d}, {@code x{2d}}, {@code 055};
 *       of UTF-16, and of UTF-8 byte by byte;
 *   <li>each of these once more: {@code %252D}, <code>&amp;amp;#45;</code>, a backslash before each
 *       backslash.
 * </ul>
 *
 * <p>Left out on purpose is what stands for a text as a whole (base64, quoted-printable, UTF-7),
 * what few programs write (escapes of CSS, names of characters as Python takes them), and what only
 * looks alike: letters of another script, small capitals, lines through or under the letters, other
 * characters in the place of a hyphen. Somebody who means to hide an id from this hides it; it is
 * for those who do not.
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

  /** How long all forms are together, in code points: as many as there are windows of a length. */
  public int length() {
    return views.stream()
        .map(TextView::form)
        .mapToInt(form -> form.codePointCount(0, form.length()))
        .sum();
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
