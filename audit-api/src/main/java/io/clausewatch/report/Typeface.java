package io.clausewatch.report;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import org.openpdf.text.Chunk;
import org.openpdf.text.Font;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;

/**
 * The typeface of a document, for Korean and Latin letters; what is used of it is embedded. For one
 * document.
 */
public final class Typeface {
  private static final Color INK = new Color(0x1B2430);
  private static final Color QUIET = new Color(0x556070);
  private static final float SIZE = 8;
  private static final float SMALL = 7;

  private final BaseFont regular = load("Pretendard-Regular.ttf");
  private final BaseFont bold = load("Pretendard-SemiBold.ttf");

  Typeface() throws IOException {}

  private static BaseFont load(String file) throws IOException {
    try (InputStream in = Typeface.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing in this build");
      }
      return BaseFont.createFont(
          file,
          BaseFont.IDENTITY_H,
          BaseFont.EMBEDDED,
          BaseFont.NOT_CACHED,
          in.readAllBytes(),
          null);
    }
  }

  /** The letters in which small text is set. */
  BaseFont regular() {
    return regular;
  }

  /** The title of a document. */
  public Phrase title(String text) {
    return phrase(text, bold, 18, INK);
  }

  /** The heading of a part. */
  public Phrase heading(String text) {
    return phrase(text, bold, 12, INK);
  }

  /** The heading of a column, or a label. */
  public Phrase strong(String text) {
    return phrase(text, bold, SIZE, INK);
  }

  /** Text. */
  public Phrase plain(String text) {
    return phrase(text, regular, SIZE, INK);
  }

  /** A remark. */
  public Phrase quiet(String text) {
    return phrase(text, regular, SIZE, QUIET);
  }

  /** Text, and on further lines what is less important; either may be empty. */
  public Phrase mixed(String text, String less) {
    Phrase phrase = phrase(text, bold, SIZE, INK);
    if (!less.isEmpty()) {
      String below = text.isEmpty() ? less : "\n" + less;
      phrase.add(new Chunk(shown(below), new Font(regular, SMALL, Font.NORMAL, QUIET)));
    }
    return phrase;
  }

  private Phrase phrase(String text, BaseFont letters, float size, Color color) {
    return new Phrase(shown(text), new Font(letters, size, Font.NORMAL, color));
  }

  /**
   * A text with the code of each character that the typeface does not have in its place, such as
   * [U+6F22]: nothing is left out unseen.
   */
  String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || regular.charExists(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append("[U+%04X]".formatted(c));
              }
            });
    return shown.toString();
  }
}
