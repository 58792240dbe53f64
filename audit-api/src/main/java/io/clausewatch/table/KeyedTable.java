package io.clausewatch.table;

import java.util.Map;

/**
 * Values by their keys, as many as fit into memory, kept for good. Safe for use by many threads.
 *
 * @param <V> the values
 */
public interface KeyedTable<V> {

  /**
   * All values that there are, by key, in the order of the keys. Whatever this table was told to
   * keep before is in it.
   *
   * @throws TableAwayException while not all is known
   */
  Map<String, V> all();

  /**
   * Keeps a value in place of the one that the key had, and returns once it is durable.
   *
   * @throws TableAwayException when that could not be achieved in time; it may be durable all the
   *     same
   */
  void put(String key, V value);

  /**
   * Removes a key with its value, and returns once that is durable.
   *
   * @throws TableAwayException when that could not be achieved in time; it may be durable all the
   *     same
   */
  void remove(String key);
}
