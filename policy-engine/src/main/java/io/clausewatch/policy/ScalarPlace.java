package io.clausewatch.policy;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Where a character of a text stands in its file. YAML folds lines, drops indentation and reads
 * escapes, but each character of the text that is no blank stands in the file too, in the same
 * order: so they are counted.
 */
final class ScalarPlace {

  private final int[] file;
  private int at;
  private int line;
  private int column;

  private ScalarPlace(Mark start) {
    file = start.getBuffer();
    at = start.getPointer();
    line = start.getLine();
    column = start.getColumn();
  }

  /**
   * The place of a character.
   *
   * @param offset in the text; its end for what is missing there
   */
  static YamlMap.Place of(ScalarNode scalar, int offset) {
    ScalarPlace place = new ScalarPlace(scalar.getStartMark().orElseThrow());
    String before = scalar.getValue().substring(0, Math.min(offset, scalar.getValue().length()));
    place.begin(scalar.getScalarStyle());
    before.codePoints().filter(c -> !isBlank(c)).forEach(c -> place.pass(scalar.getScalarStyle()));
    if (offset < scalar.getValue().length() && !isBlank(scalar.getValue().codePointAt(offset))) {
      place.skipBlanks();
    }
    return new YamlMap.Place(place.line + 1, place.column + 1);
  }

  private void begin(ScalarStyle style) {
    switch (style) {
      case LITERAL, FOLDED -> {
        while (at < file.length && file[at] != '\n') {
          step();
        }
        skipBlanks();
      }
      case PLAIN -> {}
      default -> step(); // the quote
    }
  }

  /** Goes behind the next character that is no blank. */
  private void pass(ScalarStyle style) {
    skipBlanks();
    boolean escape = style == ScalarStyle.DOUBLE_QUOTED && at < file.length && file[at] == '\\';
    boolean doubled =
        style == ScalarStyle.SINGLE_QUOTED
            && at + 1 < file.length
            && file[at] == '\''
            && file[at + 1] == '\'';
    if (escape || doubled) {
      step();
    }
    int digits = escape && at < file.length ? digitsAfter(file[at]) : 0;
    step();
    for (int i = 0; i < digits; i++) {
      step();
    }
  }

  private static int digitsAfter(int escape) {
    return switch (escape) {
      case 'x' -> 2;
      case 'u' -> 4;
      case 'U' -> 8;
      default -> 0;
    };
  }

  private void skipBlanks() {
    while (at < file.length && isBlank(file[at])) {
      step();
    }
  }

  private void step() {
    if (at < file.length) {
      boolean next = file[at] == '\n';
      line += next ? 1 : 0;
      column = next ? 0 : column + 1;
      at++;
    }
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }
}
