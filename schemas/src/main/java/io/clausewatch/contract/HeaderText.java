package io.clausewatch.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The text of a header as the HTTP binding of CloudEvents writes it: perhaps in quotation marks,
 * UTF-8 as {@code %XX}.
 */
final class HeaderText {
  private HeaderText() {}

  /** The attribute's value; what is no proper {@code %XX} stands for itself. */
  static String decode(String header) {
    String text = unquote(header.strip());
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); ) {
      int high = digit(text, i + 1);
      int low = digit(text, i + 2);
      if (text.charAt(i) == '%' && high >= 0 && low >= 0) {
        bytes.write(high * 16 + low);
        i += 3;
      } else {
        int character = text.codePointAt(i);
        bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(character);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
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

  private static int digit(String text, int index) {
    boolean isDigit = index < text.length() && HexFormat.isHexDigit(text.charAt(index));
    return isDigit ? HexFormat.fromHexDigit(text.charAt(index)) : -1;
  }
}
