package io.clausewatch.table;

import java.util.Map;
import java.util.TreeMap;

/** A table with no Kafka behind it, which can be away. */
public final class MemoryTable<V> implements KeyedTable<V> {
  private final Map<String, V> values = new TreeMap<>();

  /** Whether it is away. */
  public volatile boolean away;

  @Override
  public synchronized Map<String, V> all() {
    requireThere();
    return new TreeMap<>(values);
  }

  @Override
  public synchronized void put(String key, V value) {
    requireThere();
    values.put(key, value);
  }

  @Override
  public synchronized void remove(String key) {
    requireThere();
    values.remove(key);
  }

  private void requireThere() {
    if (away) {
      throw new TableAwayException("It is away.", null);
    }
  }
}
