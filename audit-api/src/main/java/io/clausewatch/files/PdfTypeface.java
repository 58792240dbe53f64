package io.clausewatch.files;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import org.openpdf.text.Chunk;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.FontSelector;
import org.openpdf.text.pdf.PdfChunk;

/**
 * The typeface of a document, for Korean, Latin, Greek and Cyrillic letters and for Chinese
 * characters; what is used of it is embedded. For one document.
 */
public final class PdfTypeface {
  private static final Color INK = new Color(0x1B2430);
  private static final Color QUIET = new Color(0x556070);
  private static final float SIZE = 8;

  private final BaseFont regular = load("Pretendard-Regular.ttf");
  private final BaseFont bold = load("Pretendard-SemiBold.ttf");

  /** The Chinese characters, in one weight. */
  private final BaseFont hanja = load("DroidSansFallback-Hanja.ttf");

  private final Style title = style(bold, 18, INK);
  private final Style heading = style(bold, 12, INK);
  private final Style strong = style(bold, SIZE, INK);
  private final Style plain = style(regular, SIZE, INK);
  private final Style quiet = style(regular, SIZE, QUIET);
  private final Style frame = style(regular, 7.5f, QUIET);
  private final Style less = style(regular, 7, QUIET);

  PdfTypeface() throws IOException {}

  private static BaseFont load(String file) throws IOException {
    try (InputStream in = PdfTypeface.class.getResourceAsStream(file)) {
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

  /** Letters, and which font has which. */
  private record Style(Font main, FontSelector fonts) {}

  private Style style(BaseFont letters, float size, Color color) {
    Font main = new Font(letters, size, Font.NORMAL, color);
    FontSelector fonts = new FontSelector();
    fonts.addFont(main);
    fonts.addFont(new Font(hanja, size, Font.NORMAL, color));
    return new Style(main, fonts);
  }

  /** The title of a document. */
  public Phrase title(String text) {
    return set(title, text);
  }

  /** The heading of a part. */
  public Phrase heading(String text) {
    return set(heading, text);
  }

  /** The heading of a column, or a label. */
  public Phrase strong(String text) {
    return set(strong, text);
  }

  /** Text. */
  public Phrase plain(String text) {
    return set(plain, text);
  }

  /** A remark. */
  public Phrase quiet(String text) {
    return set(quiet, text);
  }

  /** What stands around every page, on one line. */
  Phrase frame(String text) {
    return set(frame, text.replace('\n', ' '));
  }

  /** Text, and on further lines what is less important; either may be empty. */
  public Phrase mixed(String text, String below) {
    Phrase phrase = set(strong, text);
    if (!below.isEmpty()) {
      phrase.addAll(set(less, text.isEmpty() ? below : "\n" + below));
    }
    return phrase;
  }

  private Phrase set(Style style, String text) {
    Phrase phrase = style.fonts().process(shown(text));
    phrase.setFont(style.main());
    for (Element chunk : phrase.getChunks()) {
      ((Chunk) chunk).setSplitCharacter(PdfTypeface::endsLine);
    }
    return phrase;
  }

  /**
   * A text as it is drawn: composed, since the fonts have a glyph for 한 and none for the letters
   * that it may be sent as; and with the code of each character that they don't have in its place,
   * such as [U+1F600]: nothing is left out unseen.
   */
  String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    Normalizer.normalize(text, Form.NFC)
        .codePoints()
        .forEach(
            c -> {
              String character = Character.toString(c);
              // A ligature, or a letter in full width, is drawn as what it stands for.
              String compatible = Normalizer.normalize(character, Form.NFKC);
              if (hasGlyphs(character)) {
                shown.append(character);
              } else if (hasGlyphs(compatible)) {
                shown.append(compatible);
              } else {
                shown.append("[U+%04X]".formatted(c));
              }
            });
    return shown.toString();
  }

  private boolean hasGlyphs(String text) {
    return text.codePoints()
        .allMatch(c -> c == '\n' || regular.charExists(c) || hanja.charExists(c));
  }

  /**
   * Whether a line may end after a character: a blank, or a hyphen that is not between digits as in
   * a date. Not within a word, neither a Korean one; one that is wider than its cell is broken all
   * the same.
   */
  @SuppressWarnings("unused") // what the library tells each SplitCharacter
  private static boolean endsLine(int start, int at, int end, char[] text, PdfChunk[] chunks) {
    boolean hyphen = text[at] == '-';
    boolean betweenDigits =
        at > start
            && at + 1 < end
            && Character.isDigit(text[at - 1])
            && Character.isDigit(text[at + 1]);
    return Character.isWhitespace(text[at]) || (hyphen && !betweenDigits);
  }
}
