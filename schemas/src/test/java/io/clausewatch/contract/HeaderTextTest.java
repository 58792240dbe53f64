package io.clausewatch.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {
  private static final HexFormat PERCENT = HexFormat.of().withUpperCase().withPrefix("%");

  private final FaultCollector faults = new FaultCollector();

  private String read(String header) {
    return HeaderText.read(header, FaultPath.of(EventAttribute.ID), faults);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain, plain",
        "a%20b, a b",
        "Euro%20%E2%82%AC%20%F0%9F%98%80, Euro € 😀",
        "%c3%A9, é",
        "100%25, 100%",
        "%2541, %41",
        "\"in \\\"quotes\\\"\", in \"quotes\"",
        "\", \"",
      })
  void decodes(String header, String text) {
    assertThat(read(header)).isEqualTo(text);
    assertThat(faults.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "x-%E9, bytes that are no UTF-8",
        "%C0%AF, bytes that are no UTF-8",
        "%ED%A0%80, bytes that are no UTF-8",
        "%F4%90%80%80, bytes that are no UTF-8",
        "%E2%82, bytes that are no UTF-8",
        "100%, a % without two hexadecimal digits at 3",
        "%zz%41, a % without two hexadecimal digits at 0",
        "%4, a % without two hexadecimal digits at 0",
        "aé, another character at 1",
        "aÃ©, another character at 1",
      })
  void refusesWhatTheBindingDoesNotWrite(String header, String found) {
    assertThat(read(header)).isNull();
    assertThat(faults.toList())
        .containsExactly(
            new Fault("$.id", "printable ASCII, with all else as %XX of its UTF-8", found));
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<Byte> any = Arbitraries.bytes();
    Arbitrary<Byte> telling =
        Arbitraries.of(0x41, 0x80, 0x8F, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xE2, 0xED, 0xF0, 0xF4)
            .map(Integer::byteValue);
    Arbitrary<byte[]> near =
        Arbitraries.oneOf(any, telling).array(byte[].class).ofMinSize(1).ofMaxSize(6);
    Arbitrary<byte[]> sound =
        Arbitraries.strings().ofMaxLength(4).map(text -> text.getBytes(UTF_8));
    return Arbitraries.oneOf(near, sound);
  }

  /** What Java's own lenient decoder had to mend does not come back as it was. */
  @Property(seed = "20261130")
  void takesExactlyWellFormedUtf8(@ForAll("bytes") byte[] bytes) {
    String lenient = new String(bytes, UTF_8);
    boolean wellFormed = Arrays.equals(lenient.getBytes(UTF_8), bytes);

    assertThat(
            HeaderText.read(
                PERCENT.formatHex(bytes), FaultPath.of(EventAttribute.ID), new FaultCollector()))
        .isEqualTo(wellFormed ? lenient : null);
  }
}
