package io.clausewatch.platform.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
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

  /** The references of HTML by name to what can stand in an id, in the small letters of a form. */
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          entry("amp", "&"),
          entry("apos", "'"),
          entry("ast", "*"),
          entry("bsol", "\\"),
          entry("colon", ":"),
          entry("comma", ","),
          entry("commat", "@"),
          entry("dash", "-"),
          entry("dollar", "$"),
          entry("equals", "="),
          entry("excl", "!"),
          entry("gt", ">"),
          entry("hat", "^"),
          entry("hyphen", "-"),
          entry("lbrace", "{"),
          entry("lbrack", "["),
          entry("lcub", "{"),
          entry("lowbar", "_"),
          entry("lpar", "("),
          entry("lsqb", "["),
          entry("lt", "<"),
          entry("mdash", "-"),
          entry("minus", "-"),
          entry("nbsp", " "),
          entry("ndash", "-"),
          entry("num", "#"),
          entry("percnt", "%"),
          entry("period", "."),
          entry("plus", "+"),
          entry("quest", "?"),
          entry("quot", "\""),
          entry("rbrace", "}"),
          entry("rbrack", "]"),
          entry("rcub", "}"),
          entry("rpar", ")"),
          entry("rsqb", "]"),
          entry("semi", ";"),
          entry("shy", "\u00AD"),
          entry("sol", "/"),
          entry("verbar", "|"),
          entry("vert", "|"));

  private static final int LONGEST_NAME = 6;

  /** The last plane of Unicode with characters that somebody may write (a third of Han). */
  private static final int MOST_PLANES = 3;

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
   * Decoded once: percent-encoding, the references of HTML, and the escapes of programming
   * languages, as {@link SubjectIdText} lists them. What is no escape stands for itself, and so
   * does a plus.
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
          case '%' ->
              or(bytesAt(at, "%"), () -> charAt(at + 1) == 'u' ? utf16At(at, at + 2) : null);
          case '\\' -> backslashAt(at);
          case '&' -> referenceAt(at);
          default -> null;
        };
    return found == null ? new Escape(form.substring(at, at + 1), 1) : found;
  }

  private static Escape or(Escape first, Supplier<Escape> second) {
    return first == null ? second.get() : first;
  }

  /** What a backslash and what follows stand for; null where for nothing else. */
  private Escape backslashAt(int at) {
    return switch (charAt(at + 1)) {
      case '\\' -> new Escape("\\", 2); // the whole text was escaped once more
      case 'u' -> {
        int from = at + 2;
        while (charAt(from) == 'u') {
          from++; // Java takes several
        }
        int digits = from;
        yield or(planeAt(at, digits), () -> or(utf16At(at, digits), () -> bracedAt(at, digits)));
      }
      case 'x' ->
          or(
              bytesAt(at, "\\x"),
              () -> or(escape(number(at + 2, at + 4, 16), 4), () -> bracedAt(at, at + 2)));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> or(bytesAt(at, "\\"), () -> octalAt(at));
      default -> null;
    };
  }

  /**
   * Eight digits, as Python has behind a large U, which is a small one in a folded form. Four of
   * them would be a control character that nobody escapes.
   */
  private Escape planeAt(int at, int from) {
    int plane = number(from, from + 4, 16);
    return plane >= 0 && plane <= MOST_PLANES
        ? escape(number(from, from + 8, 16), from + 8 - at)
        : null;
  }

  /** Four digits, or twice as many for a pair of surrogates. */
  private Escape utf16At(int at, int from) {
    int unit = number(from, from + 4, 16);
    String sign = form.substring(at, from);
    int low = form.startsWith(sign, from + 4) ? from + 4 + sign.length() : -1;
    int second = low < 0 ? -1 : number(low, low + 4, 16);
    return unit >= 0 && second >= 0 && Character.isSurrogatePair((char) unit, (char) second)
        ? escape(Character.toCodePoint((char) unit, (char) second), low + 4 - at)
        : escape(unit, from + 4 - at);
  }

  /** Up to three digits, and no more than a byte; one alone is a control character. */
  private Escape octalAt(int at) {
    int three = number(at + 1, at + 4, 8);
    boolean byThree = three >= 0 && three <= 0xFF;
    int point = byThree ? three : number(at + 1, at + 3, 8);
    return point < ' ' ? null : escape(point, byThree ? 4 : 3);
  }

  /** Hexadecimal digits in braces. */
  private Escape bracedAt(int at, int from) {
    if (charAt(from) != '{') {
      return null;
    }
    int end = endOfDigits(from + 1, 16);
    return charAt(end) == '}' ? escape(number(from + 1, end, 16), end + 1 - at) : null;
  }

  /** The char at a place; one that is in no escape behind the end. */
  private char charAt(int at) {
    return at < form.length() ? form.charAt(at) : ' ';
  }

  /** A reference of HTML, by number, also without its end, or by name; null where none is. */
  private Escape referenceAt(int at) {
    if (charAt(at + 1) == '#') {
      boolean hex = charAt(at + 2) == 'x';
      int from = at + (hex ? 3 : 2);
      int end = endOfDigits(from, hex ? 16 : 10);
      int behind = charAt(end) == ';' ? 1 : 0;
      return escape(number(from, end, hex ? 16 : 10), end + behind - at);
    }
    int end = at + 1;
    while (end - at <= LONGEST_NAME && charAt(end) >= 'a' && charAt(end) <= 'z') {
      end++;
    }
    String character = charAt(end) == ';' ? NAMED.get(form.substring(at + 1, end)) : null;
    return character == null ? null : new Escape(character, end + 1 - at);
  }

  private static Escape escape(int point, int length) {
    return point >= 0 && Character.getType(point) != Character.SURROGATE
        ? new Escape(Character.toString(point), length)
        : null;
  }

  private int endOfDigits(int from, int radix) {
    int end = from;
    while (digit(end, radix) >= 0) {
      end++;
    }
    return end;
  }

  private int digit(int at, int radix) {
    char c = charAt(at);
    return c < 0x80 ? Character.digit(c, radix) : -1;
  }

  /** A number that a character may have; -1 where none is, or where there are no digits. */
  private int number(int from, int end, int radix) {
    int number = end > from ? 0 : -1;
    for (int i = from; i < end && number >= 0; i++) {
      int digit = digit(i, radix);
      number = digit < 0 ? -1 : number * radix + digit;
      number = Character.isValidCodePoint(number) ? number : -1;
    }
    return number;
  }

  /**
   * The character of UTF-8 each of whose bytes is escaped.
   *
   * @param sign before each byte: three octal digits follow a backslash, two hexadecimal ones
   *     others
   * @return null where there is none
   */
  private Escape bytesAt(int at, String sign) {
    int step = sign.equals("\\") ? 4 : sign.length() + 2;
    int length = bytesOfCharacter(byteAt(at, sign, step));
    if (length == 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int value = byteAt(at + step * i, sign, step);
      if (value < 0) {
        return null;
      }
      bytes[i] = (byte) value;
    }
    try {
      String character = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Escape(character, step * length);
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The byte of the escape at a place; -1 where there is none. */
  private int byteAt(int at, String sign, int length) {
    if (!form.startsWith(sign, at)) {
      return -1;
    }
    int value = number(at + sign.length(), at + length, sign.equals("\\") ? 8 : 16);
    return value <= 0xFF ? value : -1;
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
