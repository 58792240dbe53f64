package io.clausewatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.http.RawHttp;
import io.clausewatch.http.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * What cannot be read is refused by every call and page of the real server. There is nothing behind
 * it: what is not refused fails in another way.
 */
class StrictInputTest {
  private static final String MALFORMED = ": expected percent-encoded UTF-8, found something else";

  /** What others may add parameters to that are nothing to us. */
  private static final Set<String> PROBES = Set.of("GET /healthz", "GET /readyz", "GET /metrics");

  private static final String CALLBACK = "GET /sign-in/callback";

  private static Path folder;
  private static AuditApiMain server;

  @BeforeContainer
  static void start() throws Exception {
    folder = Files.createTempDirectory("strict-input");
    server = WiredServer.start(folder);
  }

  @AfterContainer
  static void stop() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> assertThat(file.toFile().delete()).isTrue());
    }
  }

  @Provide
  Arbitrary<String> calls() {
    return Arbitraries.of(server.calls().stream().filter(call -> !PROBES.contains(call)).toList());
  }

  private static String answer(String call, String query) {
    String[] parts = call.replaceAll("\\{\\w+}", "none").split(" ", 2);
    try {
      return RawHttp.request(
          server.port(),
          parts[0],
          parts[1] + query,
          Role.ADMIN,
          "Sec-Fetch-Site: same-origin\r\n",
          "Content-Length: 0\r\n");
    } catch (IOException e) {
      throw new AssertionError(call, e);
    }
  }

  private static void assertRefused(String call, String query, String fault) {
    assertThat(answer(call, query)).as(call + query).startsWith("HTTP/1.1 400").contains(fault);
  }

  @Example
  void everyCallRefusesWhatItDoesNotKnow() {
    for (String call : server.calls()) {
      String answer = answer(call, "?nonsense=1");
      boolean refused = !PROBES.contains(call) && !call.equals(CALLBACK);
      assertThat(answer.startsWith("HTTP/1.1 400") && answer.contains("nonsense: expected"))
          .as(call)
          .isEqualTo(refused);
    }
  }

  @Example
  void headIsAsStrictAsGet() {
    assertThat(answer("HEAD /v1/status", "?nonsense=1")).startsWith("HTTP/1.1 400");
    assertThat(answer("HEAD /v1/trail", "?subjectId=100%")).startsWith("HTTP/1.1 400");
  }

  @Example
  void everyCallRefusesWhatIsNotWellFormed() {
    for (String call : server.calls()) {
      if (!PROBES.contains(call)) {
        for (String value : List.of("100%", "%4", "%zz", "%C0%AF", "%E9", "%ED%A0%80", "%F0%9F")) {
          assertRefused(call, "?subjectId=" + value, "subjectId" + MALFORMED);
          assertRefused(call, "?" + value + "=x", "query" + MALFORMED);
        }
      }
    }
  }

  @Example
  void everySearchRefusesWhatIsEmptyOrRepeated() {
    for (String call : server.calls()) {
      if (call.matches("GET /(v1/)?(findings|trail|deadlines|activity)(/export)?")) {
        for (String single : List.of("from", "to", "sort")) {
          assertRefused(call, "?%1$s=1&%1$s=1".formatted(single), single + ": expected one value");
        }
        if (call.contains("/v1/")) {
          for (String name : List.of("policyId", "subjectId", "eventKind", "from", "to", "sort")) {
            assertRefused(call, "?" + name + "=", name + ": expected ");
          }
        }
      }
    }
    for (String export : List.of("findings/export", "subjects/none/report", "trail/export")) {
      for (String single : List.of("reason", "format")) {
        assertRefused(
            "GET /v1/" + export, "?%1$s=csv&%1$s=csv".formatted(single), single + ": expected one");
      }
    }
    assertRefused("GET /v1/reviews", "?policyId=", "policyId: expected a value");
  }

  @Property(tries = 300, seed = "20261130")
  void noBytesGetPastWhoReadsThem(
      @ForAll("calls") String call, @ForAll @Size(max = 6) byte[] bytes) {
    StringBuilder query = new StringBuilder("?subjectId=");
    for (byte one : bytes) {
      query.append('%').append(HexFormat.of().toHexDigits(one));
    }
    boolean utf8 = Arrays.equals(new String(bytes, UTF_8).getBytes(UTF_8), bytes);
    String answer = answer(call, query.toString());
    assertThat(answer.contains("subjectId" + MALFORMED)).as(call + query).isEqualTo(!utf8);
    if (!utf8) {
      assertThat(answer).startsWith("HTTP/1.1 400");
    }
  }
}
