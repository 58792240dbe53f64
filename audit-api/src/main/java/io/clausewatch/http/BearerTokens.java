package io.clausewatch.http;

import io.clausewatch.contract.Sha256Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bearer tokens that are known, by their SHA-256. Only hashes are held, and a token is found by
 * its hash: how long the look-up takes says nothing about any token. Immutable.
 */
public final class BearerTokens {

  private final Map<String, Caller> bySha256;

  private BearerTokens(Map<String, Caller> bySha256) {
    this.bySha256 = Map.copyOf(bySha256);
  }

  /** Callers by the SHA-256 (64 lower-case hex digits) of their tokens. */
  public static BearerTokens ofHashes(Map<String, Caller> bySha256) {
    return new BearerTokens(bySha256);
  }

  /** Callers by their tokens in clear, of which only the hash is kept. */
  public static BearerTokens of(Map<String, Caller> byToken) {
    Map<String, Caller> hashed = new LinkedHashMap<>();
    byToken.forEach((token, caller) -> hashed.put(sha256(token), caller));
    return new BearerTokens(hashed);
  }

  /** Whether some token is of one of these roles. */
  public boolean anyMay(Set<Role> roles) {
    return bySha256.values().stream().map(Caller::role).anyMatch(roles::contains);
  }

  /** Who has this token; empty when nobody has. */
  public Optional<Caller> find(String token) {
    return Optional.ofNullable(bySha256.get(sha256(token)));
  }

  /** The SHA-256 of a token, 64 lower-case hex digits. */
  public static String sha256(String token) {
    return Sha256Digest.hex(token);
  }
}
