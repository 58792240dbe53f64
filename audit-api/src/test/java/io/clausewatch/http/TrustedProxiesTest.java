package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private static TestServer behindProxies;
  private static TestServer alone;

  @BeforeAll
  static void start() {
    behindProxies = server("127.0.0.1", "10.0.0.0/8", "2001:db8::/32");
    alone = server("10.0.0.0/8");
  }

  @AfterAll
  static void stop() {
    behindProxies.close();
    alone.close();
  }

  private static TestServer server(String... proxies) {
    return new TestServer(
        new ServerFront(
            Optional.empty(),
            Set.of(),
            new TrustedProxies(
                Stream.of(proxies).map(text -> IpNetwork.of(text).orElseThrow()).toList())),
        new AccessControl(TestServer.localTokens(), new BrowserSessions(InstantSource.system())),
        routes ->
            routes.get(
                "/address", ctx -> ctx.result(ServerFront.clientAddress(ctx)), AccessControl.OPEN));
  }

  private static String address(TestServer server, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.url("/address"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.send(request.build()).body();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=198.51.100.7 | 198.51.100.7",
        "For=198.51.100.7;proto=https;by=10.0.0.1 | 198.51.100.7",
        "proto=https;for=\"198.51.100.7:4711\" | 198.51.100.7",
        "for=\"[2001:db8:1::7]:4711\" | 2001:db8:1:0:0:0:0:7",
        "for=\"[2a00::1]\" | 2a00:0:0:0:0:0:0:1",
        "for=203.0.113.9, for=198.51.100.7 | 198.51.100.7",
        "for=198.51.100.7, for=10.1.2.3 | 198.51.100.7",
        "for=203.0.113.9, for=198.51.100.7, for=10.1.2.3 | 198.51.100.7",
        "for=198.51.100.7, for=unknown | 127.0.0.1",
        "for=198.51.100.7, for=_hidden, for=10.1.2.3 | 10.1.2.3",
        "for=198.51.100.7, proto=https | 127.0.0.1",
        "for=evil.example | 127.0.0.1",
        "for=1.2.3.999 | 127.0.0.1",
        "for= | 127.0.0.1",
        "for=198.51.100.7;for=203.0.113.9 | 127.0.0.1",
        "for=203.0.113.9;by=\"a,b\\\",for=6.6.6.6\", for=198.51.100.7 | 198.51.100.7",
        "nonsense | 127.0.0.1",
      })
  void aTrustedProxyTellsWhereARequestComesFrom(String forwarded, String expected) {
    assertThat(address(behindProxies, "Forwarded", forwarded)).isEqualTo(expected);
    assertThat(address(alone, "Forwarded", forwarded)).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "198.51.100.7 | 198.51.100.7",
        "203.0.113.9, 198.51.100.7 | 198.51.100.7",
        "203.0.113.9,198.51.100.7 , 10.1.2.3 | 198.51.100.7",
        "198.51.100.7:4711 | 198.51.100.7",
        "::ffff:198.51.100.7 | 198.51.100.7",
        "2a00::1 | 2a00:0:0:0:0:0:0:1",
        "10.1.2.3 | 10.1.2.3",
        "198.51.100.7, unknown | 127.0.0.1",
        "198.51.100.7, | 127.0.0.1",
      })
  void soItDoesInTheOtherHeader(String forwardedFor, String expected) {
    assertThat(address(behindProxies, "X-Forwarded-For", forwardedFor)).isEqualTo(expected);
    assertThat(address(alone, "X-Forwarded-For", forwardedFor)).isEqualTo("127.0.0.1");
  }

  @Test
  void severalLinesAreOneWay() {
    assertThat(
            address(
                behindProxies, "X-Forwarded-For", "203.0.113.9", "X-Forwarded-For", "198.51.100.7"))
        .isEqualTo("198.51.100.7");
  }

  @Test
  void ofTwoHeadersThatDifferNeitherCounts() {
    assertThat(
            address(
                behindProxies, "Forwarded", "for=203.0.113.9", "X-Forwarded-For", "198.51.100.7"))
        .isEqualTo("127.0.0.1");
    assertThat(
            address(
                behindProxies, "Forwarded", "for=198.51.100.7", "X-Forwarded-For", "198.51.100.7"))
        .isEqualTo("198.51.100.7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0/8",
        "10.0.0.0/",
        "localhost",
        "",
        "::/129",
        "1.2.3.4/a",
        "/8"
      })
  void whatIsNoNetworkIsNone(String text) {
    assertThat(IpNetwork.of(text)).isEmpty();
  }

  @Test
  void aNetworkHoldsWhatBeginsAlike() {
    IpNetwork odd = IpNetwork.of("10.128.0.0/9").orElseThrow();
    assertThat(List.of("10.128.0.0", "10.255.255.255")).allMatch(odd::contains);
    assertThat(List.of("10.127.255.255", "11.128.0.0", "::1", "x")).noneMatch(odd::contains);
    assertThat(IpNetwork.of("0.0.0.0/0").orElseThrow().contains("203.0.113.9")).isTrue();
    assertThat(IpNetwork.of("::1").orElseThrow().contains("[0:0:0:0:0:0:0:1]")).isTrue();
    assertThat(IpNetwork.household("2001:db8:1:2:3:4:5:6")).isEqualTo("2001:db8:1:2:0:0:0:0/64");
    assertThat(IpNetwork.household("203.0.113.9")).isEqualTo("203.0.113.9");
  }

  @Property(seed = "20261130")
  void anyTextIsReadWithoutAFault(@ForAll String text) {
    assertThat(IpNetwork.of(text)).isNotNull();
    assertThat(IpNetwork.address(text)).isNotNull();
    assertThat(IpNetwork.household(text)).isNotNull();
  }
}
