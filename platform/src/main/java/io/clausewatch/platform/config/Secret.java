package io.clausewatch.platform.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Objects;

/** A value that must not be seen: not printed, and compared in constant time. Immutable. */
public final class Secret {

  /** The fewest characters of one that nobody finds by trying. */
  public static final int MIN_STRONG_LENGTH = 32;

  private final String value;

  private Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  /**
   * Wraps a value.
   *
   * @param value the secret, not null
   * @return the wrapped secret
   */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /**
   * The value, for the one place that needs it.
   *
   * @return the secret itself: never log it or put it in a message
   */
  public String reveal() {
    return value;
  }

  /**
   * Whether it has {@link #MIN_STRONG_LENGTH} characters, and they are not all alike: what a
   * placeholder is caught by. No measure of how it was made.
   */
  public boolean isStrong() {
    return value.length() >= MIN_STRONG_LENGTH && value.chars().distinct().limit(2).count() == 2;
  }

  /** Takes a time that depends on the lengths alone, not on where the two differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(value.getBytes(UTF_8), that.value.getBytes(UTF_8));
  }

  /** The same for all secrets: a hash would tell something about the value. */
  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
