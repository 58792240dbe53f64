package io.clausewatch.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerClaimsTest {

  private static final Map<String, Role> ROLES =
      Map.of("o", Role.OFFICER, "a", Role.AUDITOR, "x", Role.ADMIN, "p", Role.PRODUCER);

  private static CallerClaims claims(String rolesClaim) {
    return new CallerClaims(
        rolesClaim,
        ROLES,
        List.of("preferred_username", "person.mail", "sub"),
        Optional.of("clausewatch.services"),
        Optional.of("policies"));
  }

  @Test
  void rolesAreFoundWhereverAProviderPutsThem() {
    Caller kim = new Caller("kim", Role.OFFICER);
    assertThat(claims("roles").caller(Map.of("sub", "kim", "roles", List.of("staff", "o"))))
        .hasValue(kim);
    assertThat(claims("roles").caller(Map.of("sub", "kim", "roles", "o"))).hasValue(kim);
    assertThat(
            claims("realm_access.roles")
                .caller(Map.of("sub", "kim", "realm_access", Map.of("roles", List.of("o")))))
        .hasValue(kim);
    assertThat(
            claims("https://acme.example/roles")
                .caller(Map.of("sub", "kim", "https://acme.example/roles", List.of("o"))))
        .hasValue(kim);
  }

  @Test
  void whatIsNoRoleGivesNone() {
    for (Object value : List.of("O", "o a", List.of(), List.of(1, true), Map.of("o", "o"), 7)) {
      assertThat(claims("roles").caller(Map.of("sub", "kim", "roles", value))).isEmpty();
    }
    assertThat(claims("roles").caller(Map.of("sub", "kim"))).isEmpty();
    assertThat(claims("realm_access.roles").caller(Map.of("sub", "kim", "realm_access", "o")))
        .isEmpty();
    assertThat(claims("roles").caller(Map.of("roles", "o"))).isEmpty();
  }

  @Test
  void theMightiestRoleCounts() {
    assertThat(role("p", "a")).isEqualTo(Role.AUDITOR);
    assertThat(role("o", "a")).isEqualTo(Role.OFFICER);
    assertThat(role("a", "x", "o")).isEqualTo(Role.ADMIN);
  }

  private static Role role(String... values) {
    return claims("roles")
        .caller(Map.of("sub", "kim", "roles", List.of(values)))
        .orElseThrow()
        .role();
  }

  @Test
  void aNameIsSafeToRecord() {
    assertThat(name(Map.of("preferred_username", "김민준", "sub", "1"))).isEqualTo("김민준");
    assertThat(name(Map.of("person", Map.of("mail", "kim@acme.example"), "sub", "1")))
        .isEqualTo("kim@acme.example");
    assertThat(name(Map.of("preferred_username", " ", "sub", "1"))).isEqualTo("1");
    assertThat(name(Map.of("sub", "a\nb<c>\"d e"))).isEqualTo("a_b_c__d_e");
    assertThat(name(Map.of("sub", "n".repeat(100)))).hasSize(64);
    assertThat(name(Map.of("sub", "𠀀".repeat(100)))).isEqualTo("𠀀".repeat(64));
    assertThat(name(Map.of("sub", "e\u0301"))).isEqualTo("é");
  }

  private static String name(Map<String, Object> claims) {
    Map<String, Object> all = new HashMap<>(claims);
    all.put("roles", "o");
    return claims("roles").caller(all).orElseThrow().name();
  }

  @Test
  void aClaimThatIsThereBindsAlsoWhenItNamesNothing() {
    CallerClaims claims = claims("roles");
    Map<String, Object> token = new HashMap<>(Map.of("sub", "shop", "roles", "p"));
    Caller free = claims.caller(token).orElseThrow();
    assertThat(free.services()).isEmpty();
    assertThat(free.maySendFor("anything")).isTrue();
    token.put("clausewatch", Map.of("services", List.of("web", "till")));
    token.put("policies", "loen-partner-center");
    Caller bound = claims.caller(token).orElseThrow();
    assertThat(bound.services()).hasValue(Set.of("web", "till"));
    assertThat(bound.maySendFor("legal")).isFalse();
    assertThat(bound.maySendUnder("loen-partner-center")).isTrue();
    assertThat(bound.maySendUnder("sony-music-us")).isFalse();
    token.put("policies", List.of());
    assertThat(claims.caller(token).orElseThrow().policies()).hasValue(Set.of());
  }
}
