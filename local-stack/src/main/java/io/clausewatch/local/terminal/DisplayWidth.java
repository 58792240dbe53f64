package io.clausewatch.local.terminal;

/**
 * How many columns of a terminal a text takes: two for a Korean syllable, none for a combining
 * mark.
 */
public final class DisplayWidth {

  /** First and last code point of each run of wide characters (East Asian Width W and F). */
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},
    {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}
  };

  private DisplayWidth() {}

  /** The columns that {@code text} takes; it must hold no control characters. */
  public static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  /** The columns that one code point takes: 0, 1 or 2. */
  static int of(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isWide(int codePoint) {
    for (int[] run : WIDE) {
      if (codePoint <= run[1]) {
        return codePoint >= run[0];
      }
    }
    return false;
  }

  /** The index in {@code text} of the first character that no longer fits into {@code columns}. */
  static int fitting(String text, int columns) {
    int used = 0;
    int index = 0;
    while (index < text.length()) {
      int codePoint = text.codePointAt(index);
      used += of(codePoint);
      if (used > columns) {
        return index;
      }
      index += Character.charCount(codePoint);
    }
    return index;
  }
}
