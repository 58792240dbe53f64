package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What holds the responses of all other tests to the document does hold them. */
class ContractTest {

  private static void answer(int status, String type, String body) {
    Routes routes =
        all ->
            all.get(
                "/v1/gaps",
                ctx ->
                    ctx.status(status)
                        .result(body.getBytes(StandardCharsets.UTF_8))
                        .contentType(type),
                AccessControl.OPEN);
    try (TestServer server = new TestServer(routes)) {
      server.get("/v1/gaps", null);
    }
  }

  @Test
  void aResponseIsAsItIsDescribed() {
    answer(200, "application/json", "{\"total\": 0, \"items\": [], \"others\": 0}");
    answer(405, "text/plain", "for every call");
    assertThatThrownBy(() -> answer(200, "application/json", "{\"total\": 0, \"items\": []}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("others");
    assertThatThrownBy(
            () ->
                answer(
                    200,
                    "application/json",
                    "{\"total\": 0, \"items\": [{\"reason\": 7}], \"others\": 0}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/items/0");
    assertThatThrownBy(() -> answer(200, "text/plain", "x"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("as text/plain");
    assertThatThrownBy(() -> answer(418, "application/json", "{}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("which is not described");
  }
}
