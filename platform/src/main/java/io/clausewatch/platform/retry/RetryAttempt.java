package io.clausewatch.platform.retry;

/**
 * Something that may fail, or not be as it shall be yet, and can be done again.
 *
 * @param <T> what it results in
 * @param <E> what it may throw beside unchecked exceptions
 */
@FunctionalInterface
public interface RetryAttempt<T, E extends Exception> {

  /**
   * Tries once.
   *
   * @return the result
   * @throws E when it failed
   */
  T run() throws E;
}
