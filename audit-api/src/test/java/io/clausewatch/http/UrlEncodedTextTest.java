package io.clausewatch.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clausewatch.contract.Fault;
import java.net.URLEncoder;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UrlEncodedTextTest {

  private static List<String> faults(String encoded) {
    return catchThrowableOfType(
            InvalidRequestException.class, () -> UrlEncodedText.decode(encoded, "query"))
        .faults()
        .stream()
        .map(Fault::toString)
        .toList();
  }

  @Example
  void eachParameterHasItsValues() {
    assertThat(UrlEncodedText.decode("", "query")).isEmpty();
    assertThat(UrlEncodedText.decode("a=1+2&b=%2B&&a=3;4&c&d==&%EC%98%81=\uC601&", "query"))
        .isEqualTo(
            Map.of(
                "a", List.of("1 2", "3;4"),
                "b", List.of("+"),
                "c", List.of(""),
                "d", List.of("="),
                "영", List.of("영")));
  }

  @Example
  void everyParameterThatCannotBeReadIsNamedWithoutItsValue() {
    String expected = ": expected percent-encoded UTF-8, found something else";
    assertThat(faults("a=4711%&b=1&c=%zz&%=2&d=\uFFFD"))
        .containsExactly("a" + expected, "c" + expected, "query" + expected, "d" + expected);
  }

  @Example
  void aValueIsTheSameHoweverItsCharactersAreComposed() {
    assertThat(UrlEncodedText.decode("a=caf%C3%A9&a=cafe%CC%81", "query").get("a"))
        .containsExactly("café", "café");
  }

  @Property(seed = "20261130")
  void whatIsWellFormedIsRead(@ForAll("texts") String text) {
    String encoded = "a=" + URLEncoder.encode(text, UTF_8);
    assertThat(UrlEncodedText.decode(encoded, "query").get("a"))
        .containsExactly(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  @Property(seed = "20261130")
  void bytesThatAreNoUtf8AreAFault(@ForAll byte[] bytes) {
    boolean utf8 = Arrays.equals(new String(bytes, UTF_8).getBytes(UTF_8), bytes);
    StringBuilder encoded = new StringBuilder("a=");
    for (byte one : bytes) {
      encoded.append('%').append(HexFormat.of().toHexDigits(one));
    }
    if (utf8) {
      assertThat(UrlEncodedText.decode(encoded.toString(), "query")).containsOnlyKeys("a");
    } else {
      assertThat(faults(encoded.toString())).singleElement().asString().startsWith("a: ");
    }
  }

  @Property(seed = "20261130")
  void anEscapeHasTwoDigits(@ForAll("escapes") String value) {
    if (value.replaceAll("%[0-9A-Fa-f]{2}", "").contains("%")) {
      assertThat(faults("a=" + value)).singleElement().asString().startsWith("a: ");
    } else {
      assertThat(UrlEncodedText.decode("a=" + value, "query")).containsOnlyKeys("a");
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .all()
        .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
  }

  @Provide
  Arbitrary<String> escapes() {
    return Arbitraries.strings().withChars("%%%47gz+-;").ofMaxLength(8);
  }
}
