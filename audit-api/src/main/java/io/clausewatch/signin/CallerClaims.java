package io.clausewatch.signin;

import io.clausewatch.http.Caller;
import io.clausewatch.http.CodePoints;
import io.clausewatch.http.Role;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a provider's tokens name a person and say what the person may do. Immutable.
 *
 * @param rolesClaim the claim with the roles; dots lead into objects, unless there is a claim of
 *     that very name
 * @param roles what the values of that claim mean; others mean nothing
 * @param nameClaims the claims to take the name from: the first that holds one
 * @param servicesClaim the claim with the services that a token is bound to; a token without it is
 *     bound to none. Empty when no token is
 * @param policiesClaim the same for policies
 */
public record CallerClaims(
    String rolesClaim,
    Map<String, Role> roles,
    List<String> nameClaims,
    Optional<String> servicesClaim,
    Optional<String> policiesClaim) {

  private static final int MAX_NAME = 64;
  private static final Pattern UNFIT = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._@+-]");
  private static final Pattern DOT = Pattern.compile("\\.");

  /** Which role counts for a person with several. */
  private static final Comparator<Role> BY_POWER =
      Comparator.comparingInt(
          List.of(Role.PRODUCER, Role.AUDITOR, Role.OFFICER, Role.ADMIN)::indexOf);

  /** Copies the collections. */
  public CallerClaims {
    roles = Map.copyOf(roles);
    nameClaims = List.copyOf(nameClaims);
  }

  /**
   * Whom claims describe, with the mightiest of the roles that they name.
   *
   * @param claims of a token whose signature and issuer have been checked
   * @return empty when they name no role that is known, or nobody
   */
  Optional<Caller> caller(Map<String, Object> claims) {
    return name(claims)
        .flatMap(
            name ->
                values(find(claims, rolesClaim))
                    .flatMap(value -> Stream.ofNullable(roles.get(value)))
                    .max(BY_POWER)
                    .map(
                        role ->
                            new Caller(
                                name,
                                role,
                                bound(claims, servicesClaim),
                                bound(claims, policiesClaim))));
  }

  /** A claim that is there binds, also one that names nothing. */
  private static Optional<Set<String>> bound(Map<String, Object> claims, Optional<String> claim) {
    return claim
        .map(path -> find(claims, path))
        .map(ids -> values(ids).collect(Collectors.toUnmodifiableSet()));
  }

  /** A name that is safe to log and to record: what does not fit in one becomes an underscore. */
  private Optional<String> name(Map<String, Object> claims) {
    return nameClaims.stream()
        .flatMap(claim -> values(find(claims, claim)))
        .map(name -> UNFIT.matcher(name.strip()).replaceAll("_"))
        .filter(name -> !name.isEmpty())
        .map(name -> CodePoints.first(MAX_NAME, name))
        .findFirst();
  }

  private static Object find(Map<?, ?> claims, String path) {
    if (claims.containsKey(path)) {
      return claims.get(path);
    }
    String[] parts = DOT.split(path, 2);
    return parts.length == 2 && claims.get(parts[0]) instanceof Map<?, ?> inner
        ? find(inner, parts[1])
        : null;
  }

  /** The texts of a claim that holds one or a list of them. */
  private static Stream<String> values(Object claim) {
    Stream<?> values =
        claim instanceof Collection<?> list ? list.stream() : Stream.ofNullable(claim);
    return values.filter(String.class::isInstance).map(String.class::cast);
  }
}
