package io.clausewatch.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.contract.Fault;
import io.clausewatch.contract.IdText;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parameters as a URL's query and a form have them: percent-encoded UTF-8. Nothing is guessed at:
 * one value that cannot be read makes all of it a fault, since a search without it would find more.
 */
final class UrlEncodedText {
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  /** What stands for bytes that were sent unescaped, and are no UTF-8. */
  private static final String REPLACEMENT = "\uFFFD";

  /** Far more than the largest form has; each takes many times the memory of its text. */
  private static final int MAX = 5_000;

  private UrlEncodedText() {}

  /**
   * Reads it. A plus is a blank; a semicolon is like any other character; a name without {@code =}
   * has an empty value.
   *
   * @param encoded as it was sent
   * @param place what it is of, for a name that cannot be read
   * @return each parameter's values, what can be an id in Unicode NFC
   * @throws InvalidRequestException naming each parameter that is not well-formed
   */
  static Map<String, List<String>> decode(String encoded, String place) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>();
    int count = 0;
    for (String parameter : encoded.split("&", -1)) {
      if (parameter.isEmpty()) {
        continue; // between two ampersands, or after the last, there is none
      }
      if (++count > MAX) {
        throw new InvalidRequestException(
            List.of(new Fault(place, "at most " + MAX + " parameters", "more")));
      }
      String[] parts = parameter.split("=", 2);
      Optional<String> name = decode(parts[0]);
      Optional<String> value = decode(parts.length == 2 ? parts[1] : "");
      if (name.isPresent() && value.isPresent()) {
        values.computeIfAbsent(name.get(), key -> new ArrayList<>()).add(value.get());
      } else {
        faults.add(
            new Fault(
                name.map(CodePoints::shortened).orElse(place),
                "percent-encoded UTF-8",
                "something else"));
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    return values;
  }

  /** Empty when it is not well-formed. */
  private static Optional<String> decode(String encoded) {
    if (BROKEN_ESCAPE.matcher(encoded).find() || encoded.contains(REPLACEMENT)) {
      return Optional.empty();
    }
    // As one character a byte, so that what is no UTF-8 is not replaced on the way.
    String bytes = URLDecoder.decode(new String(encoded.getBytes(UTF_8), ISO_8859_1), ISO_8859_1);
    try {
      CharSequence text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
      return Optional.of(IdText.normalise(text.toString()));
    } catch (CharacterCodingException e) {
      return Optional.empty(); // the caller names it
    }
  }
}
