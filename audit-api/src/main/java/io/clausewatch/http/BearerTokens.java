package io.clausewatch.http;

import io.clausewatch.contract.Sha256Digest;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bearer tokens that are known, by their SHA-256. Only hashes are held, and a token is found by
 * its hash: how long the look-up takes says nothing about any token. Immutable.
 */
public final class BearerTokens {

  private final Map<String, KnownToken> bySha256;

  private BearerTokens(Map<String, KnownToken> bySha256) {
    this.bySha256 = Map.copyOf(bySha256);
  }

  /** Tokens by their SHA-256 (64 lower-case hex digits). */
  public static BearerTokens ofHashes(Map<String, KnownToken> bySha256) {
    return new BearerTokens(bySha256);
  }

  /** Callers by their tokens in clear, which have no end and of which only the hash is kept. */
  public static BearerTokens of(Map<String, Caller> byToken) {
    Map<String, KnownToken> hashed = new LinkedHashMap<>();
    byToken.forEach((token, caller) -> hashed.put(sha256(token), new KnownToken(caller)));
    return new BearerTokens(hashed);
  }

  /** Whether some token is of one of these roles, ended or not. */
  public boolean anyMay(Set<Role> roles) {
    return bySha256.values().stream().map(known -> known.caller().role()).anyMatch(roles::contains);
  }

  /** What is known of a token, ended or not; empty when nothing is. */
  public Optional<KnownToken> find(String token) {
    return Optional.ofNullable(bySha256.get(sha256(token)));
  }

  /** The tokens that count no more, by the names of their callers. */
  public List<KnownToken> ended(Instant now) {
    return bySha256.values().stream()
        .filter(known -> known.isOver(now))
        .sorted(Comparator.comparing(known -> known.caller().name()))
        .toList();
  }

  /** The SHA-256 of a token, 64 lower-case hex digits. */
  public static String sha256(String token) {
    return Sha256Digest.hex(token);
  }
}
