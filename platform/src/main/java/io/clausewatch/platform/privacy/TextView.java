package io.clausewatch.platform.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A text in another form, which knows of each of its characters from which stretch of the text it
 * comes.
 */
final class TextView {
  private static final Normalizer2 NFKC_CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
  private static final Normalizer2 NFD = Normalizer2.getNFDInstance();
  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

  /**
   * The longest stretch that is normalised as one, in chars: twice as long as any that means
   * something (Stream-Safe Text Format, UAX #15). The time that it takes to put marks in order
   * grows with the square of their number.
   */
  private static final int MAX_SEGMENT = 64;

  /** A minus sign is no punctuation. */
  private static final Pattern DASH = Pattern.compile("[\\p{Pd}\\x{2212}]");

  /** Of the number of a character: more only with zeros in front. */
  private static final int MAX_DIGITS = 7;

  private final String form;
  // By the index of a char in the form: indices in the text, the end exclusive. Null where the form
  // has the text's own.
  private final int[] starts;
  private final int[] ends;

  private TextView(String form, int[] starts, int[] ends) {
    this.form = form;
    this.starts = starts;
    this.ends = ends;
  }

  /** The text as it is, or another that has the same characters in the same places. */
  static TextView of(String text) {
    return new TextView(text, null, null);
  }

  /** Whether case is all that a text can be written differently in: ASCII that escapes nothing. */
  static boolean hasOneForm(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || isEscape(c) || isInvisible(c)) {
        return false;
      }
    }
    return true;
  }

  String form() {
    return form;
  }

  /** Where in the text a char of the form begins. */
  int start(int index) {
    return starts == null ? index : starts[index];
  }

  /** Where in the text a char of the form ends, exclusive. */
  int end(int index) {
    return ends == null ? index + 1 : ends[index];
  }

  /**
   * Without what nobody sees, in NFKC and case folded, each dash as a hyphen (word processors put
   * others in its place, which NFKC leaves), each character taken apart: composed, the last digit
   * of an escape and an accent behind it would be one.
   */
  TextView folded() {
    return mapped(
        segment -> DASH.matcher(NFD.normalize(NFKC_CASEFOLD.normalize(segment))).replaceAll("-"));
  }

  /** Each character put together with what belongs to it. */
  TextView composed() {
    return mapped(NFC::normalize);
  }

  /** Maps each stretch that normalises independently of what is around it. */
  private TextView mapped(UnaryOperator<String> normalise) {
    Builder mapped = new Builder(form.length());
    StringBuilder segment = new StringBuilder();
    int start = 0;
    int end = 0;
    for (int i = 0, next; i < form.length(); i = next) {
      int point = form.codePointAt(i);
      next = i + Character.charCount(point);
      if (isInvisible(point)) {
        continue;
      }
      boolean boundary = NFKC_CASEFOLD.hasBoundaryBefore(point) || segment.length() >= MAX_SEGMENT;
      if (!segment.isEmpty() && boundary) {
        mapped.append(normalised(segment, normalise), start, end);
        segment.setLength(0);
      }
      if (segment.isEmpty()) {
        start = start(i);
      }
      segment.appendCodePoint(point);
      end = end(next - 1);
    }
    mapped.append(normalised(segment, normalise), start, end);
    return mapped.build();
  }

  /** Most segments are one character of ASCII, which has only its case. */
  private static String normalised(StringBuilder segment, UnaryOperator<String> normalise) {
    if (segment.length() == 1 && segment.charAt(0) < 0x80) {
      return String.valueOf(Character.toLowerCase(segment.charAt(0)));
    }
    return normalise.apply(segment.toString());
  }

  private static boolean isInvisible(int point) {
    if (point < 0x80) {
      return Character.isISOControl(point) && !Character.isWhitespace(point);
    }
    return switch (Character.getType(point)) {
      case Character.FORMAT -> true;
      case Character.CONTROL -> !UCharacter.isUWhiteSpace(point);
      case Character.OTHER_SYMBOL -> point == 0x2800; // a Braille cell without a dot
      default -> UCharacter.hasBinaryProperty(point, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    };
  }

  /**
   * Decoded once: percent-encoding of UTF-8 (RFC 3986), numeric references of HTML, and the escapes
   * of JSON, Java and JavaScript. What is no escape stands for itself, and so does a plus.
   *
   * @return this one where there is nothing to decode
   */
  TextView decoded() {
    if (form.chars().noneMatch(TextView::isEscape)) {
      return this;
    }
    Builder decoded = new Builder(form.length());
    boolean changed = false;
    for (int i = 0, next; i < form.length(); i = next) {
      Escape escape = escapeAt(i);
      next = i + escape.length();
      decoded.append(escape.character(), start(i), end(next - 1));
      changed |= escape.length() > 1;
    }
    return changed ? decoded.build() : this;
  }

  private static boolean isEscape(int c) {
    return c == '%' || c == '&' || c == '\\';
  }

  /**
   * What stands for a character.
   *
   * @param character the character
   * @param length how many chars stand for it; 1 where it is itself
   */
  private record Escape(String character, int length) {}

  private Escape escapeAt(int at) {
    Escape found =
        switch (form.charAt(at)) {
          case '%' -> {
            String character = escapedAt(at);
            yield character.isEmpty()
                ? unicodeAt(at)
                : new Escape(character, 3 * character.getBytes(UTF_8).length);
          }
          case '\\' -> unicodeAt(at);
          case '&' -> referenceAt(at);
          default -> null;
        };
    return found == null ? new Escape(form.substring(at, at + 1), 1) : found;
  }

  /** Behind a backslash or a percent sign a u and four hexadecimal digits; null where not. */
  private Escape unicodeAt(int at) {
    return form.startsWith("u", at + 1) ? numbered(at, at + 2, at + 6, 16, 0) : null;
  }

  /** A numeric reference of HTML, decimal or hexadecimal; null where none is. */
  private Escape referenceAt(int at) {
    boolean hex = form.startsWith("#x", at + 1);
    int from = at + (hex ? 3 : 2);
    int end = form.indexOf(';', from);
    return form.startsWith("#", at + 1) && end > from && end - from <= MAX_DIGITS
        ? numbered(at, from, end, hex ? 16 : 10, 1)
        : null;
  }

  /** The character of a number, and how long it is with what is around; null where none is. */
  private Escape numbered(int at, int from, int end, int radix, int behind) {
    if (end > form.length()) {
      return null;
    }
    int point = 0;
    for (int i = from; i < end; i++) {
      char c = form.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return null;
      }
      point = point * radix + digit;
    }
    return Character.isValidCodePoint(point) && Character.getType(point) != Character.SURROGATE
        ? new Escape(Character.toString(point), end + behind - at)
        : null;
  }

  /** The character whose escapes begin at a place; empty where none do. */
  private String escapedAt(int at) {
    byte[] bytes = new byte[bytesOfCharacter(byteAt(at))];
    for (int i = 0; i < bytes.length; i++) {
      int value = byteAt(at + 3 * i);
      if (value < 0) {
        return "";
      }
      bytes[i] = (byte) value;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "";
    }
  }

  /** The byte of the escape at a place; -1 where there is none. */
  private int byteAt(int at) {
    return at + 2 < form.length()
            && form.charAt(at) == '%'
            && HexFormat.isHexDigit(form.charAt(at + 1))
            && HexFormat.isHexDigit(form.charAt(at + 2))
        ? HexFormat.fromHexDigits(form, at + 1, at + 3)
        : -1;
  }

  /** How many bytes a character of UTF-8 has, by the first of them; 0 where none begins so. */
  private static int bytesOfCharacter(int first) {
    if (first < 0x80) {
      return first < 0 ? 0 : 1;
    }
    if (first < 0xC2 || first > 0xF4) {
      return 0;
    }
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  }

  /** Puts a form together. */
  private static final class Builder {
    private final StringBuilder form;
    private int[] starts;
    private int[] ends;

    Builder(int capacity) {
      form = new StringBuilder(capacity);
      starts = new int[capacity];
      ends = new int[capacity];
    }

    void append(String part, int start, int end) {
      int from = form.length();
      form.append(part);
      int to = form.length();
      if (to > starts.length) {
        starts = Arrays.copyOf(starts, 2 * to);
        ends = Arrays.copyOf(ends, 2 * to);
      }
      Arrays.fill(starts, from, to, start);
      Arrays.fill(ends, from, to, end);
    }

    TextView build() {
      return new TextView(form.toString(), starts, ends);
    }
  }
}
