package io.clausewatch.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clausewatch.platform.config.Secret;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubjectPseudonymTest {
  private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");

  private final SubjectPseudonym pseudonym = new SubjectPseudonym(KEY);

  /**
   * The expected values come from another implementation: {@code openssl dgst -sha256 -hmac <key>}.
   */
  @Test
  void isTheStartOfTheKeyedHash() {
    assertThat(pseudonym.ref("subject-1")).isEqualTo("85c7a4c7d3c49ffb9ecaa081fecb10d5");
    assertThat(pseudonym.ref("홍길동")).isEqualTo("05d4a5a18d2d5ab9de5b736c8162db6a");
    assertThat(pseudonym.ref("a".repeat(300))).isEqualTo("367cb5a2106be7e82e79c00532be6b54");
    assertThat(pseudonym.ref("")).isEqualTo("796cd3078af14636753d26b3b5555422");
  }

  @Test
  void isTheSameHoweverTheIdIsComposed() {
    assertThat(pseudonym.ref(Normalizer.normalize("홍길동", Normalizer.Form.NFD)))
        .isEqualTo(pseudonym.ref("홍길동"));
    assertThat(pseudonym.ref("Kim")).isNotEqualTo(pseudonym.ref("kim"));
  }

  @Test
  void dependsOnTheKey() {
    assertThat(new SubjectPseudonym(Secret.of("x".repeat(32))).ref("subject-1"))
        .isNotEqualTo(pseudonym.ref("subject-1"));
  }

  @Test
  void manyThreadsMayShareIt() {
    List<String> ids = IntStream.range(0, 10_000).mapToObj(i -> "subject-" + i).toList();
    List<String> alone = ids.stream().map(pseudonym::ref).toList();
    assertThat(ids.parallelStream().map(pseudonym::ref).toList()).isEqualTo(alone);
    assertThat(alone).doesNotHaveDuplicates().allMatch(ref -> ref.matches("[0-9a-f]{32}"));
  }

  @Test
  void refusesAShortKeyWithoutRepeatingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SubjectPseudonym(Secret.of("hunter2")))
        .withMessage("The key of the pseudonyms needs at least 32 characters");
  }
}
