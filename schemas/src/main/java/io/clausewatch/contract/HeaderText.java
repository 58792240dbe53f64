package io.clausewatch.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The text of a header as the HTTP binding of CloudEvents writes it: perhaps in quotation marks,
 * and in printable ASCII, everything else as {@code %XX} of its UTF-8.
 */
final class HeaderText {
  private static final String EXPECTED = "printable ASCII, with all else as %XX of its UTF-8";

  private HeaderText() {}

  /**
   * Reads the attribute's value. What is not as the binding writes it is a fault and never mended:
   * two ids must not become one on their way.
   *
   * @return null after a fault
   */
  static String read(String header, FaultPath at, FaultCollector faults) {
    String text = unquote(header.strip());
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        faults.add(at, EXPECTED, "another character at " + i);
        return null;
      }
      if (c == '%') {
        if (!isHexDigit(text, i + 1) || !isHexDigit(text, i + 2)) {
          faults.add(at, EXPECTED, "a % without two hexadecimal digits at " + i);
          return null;
        }
        bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        bytes.put((byte) c);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      faults.add(at, EXPECTED, "bytes that are no UTF-8");
      return null;
    }
  }

  private static String unquote(String text) {
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      return text;
    }
    StringBuilder unquoted = new StringBuilder(text.length());
    for (int i = 1; i < text.length() - 1; i++) {
      if (text.charAt(i) == '\\' && i + 1 < text.length() - 1) {
        i++;
      }
      unquoted.append(text.charAt(i));
    }
    return unquoted.toString();
  }

  private static boolean isHexDigit(String text, int index) {
    return index < text.length() && HexFormat.isHexDigit(text.charAt(index));
  }
}
