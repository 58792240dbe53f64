package io.clausewatch.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256DigestTest {

  /** The expected value is the first example of FIPS 180-4. */
  @Test
  void isSha256() {
    assertThat(Sha256Digest.hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Sha256Digest.of("abc".getBytes(UTF_8))).hasSize(32);
  }
}
