package io.clausewatch.facts;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Operation;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which data of one data subject came, was put aside, and went. Few rules ask, and there can be
 * very many; so those of an operation are read when they are first asked for. Not thread-safe.
 */
public final class DataHoldings {
  private final Map<Operation, FactTimeline<Access>> read = new EnumMap<>(Operation.class);
  private final Source source;

  /**
   * Holdings of which nothing has been read.
   *
   * @param source asked once for each operation
   */
  public DataHoldings(Source source) {
    this.source = source;
  }

  /** Where they are kept. */
  @FunctionalInterface
  public interface Source {
    /** All accesses of COLLECT, ARCHIVE or DESTROY that are kept, in any order. */
    Collection<Access> of(Operation operation);
  }

  /** Those that were given, whatever is added later. */
  static DataHoldings none() {
    DataHoldings none = new DataHoldings(operation -> List.of());
    for (Operation operation : Operation.values()) {
      none.read(operation);
    }
    return none;
  }

  /**
   * Takes in an access that has been kept; operations that neither bring nor end data tell nothing.
   */
  public void add(Access access) {
    FactTimeline<Access> there = read.get(access.getOperation());
    if (there != null) {
      there.put(access);
    }
  }

  private FactTimeline<Access> read(Operation operation) {
    return read.computeIfAbsent(
        operation,
        asked -> {
          FactTimeline<Access> found =
              new FactTimeline<>(Access::getOccurredAt, Access::getEventId);
          source.of(asked).forEach(found::put);
          return found;
        });
  }

  /** Every COLLECT, oldest first. */
  public List<Access> collected() {
    return read(Operation.COLLECT);
  }

  /** The last COLLECT of each category strictly before an instant. */
  public Map<String, Access> heldBefore(Instant instant) {
    Map<String, Access> held = new TreeMap<>();
    for (Access collect : collected()) {
      if (collect.getOccurredAt().isBefore(instant)) {
        collect.getDataCategories().forEach(category -> held.put(category, collect));
      }
    }
    return held;
  }

  /** The last COLLECT of a category at or before an instant; null when there is none. */
  public Access lastCollected(String category, Instant at) {
    Access last = null;
    for (Access collect : collected()) {
      if (collect.getOccurredAt().isAfter(at)) {
        break;
      }
      if (collect.getDataCategories().contains(category)) {
        last = collect;
      }
    }
    return last;
  }

  /**
   * Every DESTROY of a category from an instant on, oldest first; one that names no category
   * destroys all.
   */
  public List<Access> destroyedSince(String category, Instant from) {
    return read(Operation.DESTROY).stream()
        .filter(access -> !access.getOccurredAt().isBefore(from))
        .filter(
            access ->
                access.getDataCategories().isEmpty()
                    || access.getDataCategories().contains(category))
        .toList();
  }

  /** The first ARCHIVE of a category for a purpose in a time, both ends in it; null if none. */
  Access archived(String category, String purpose, Instant from, Instant until) {
    for (Access archive : read(Operation.ARCHIVE)) {
      if (archive.getPurpose().equals(purpose)
          && archive.getDataCategories().contains(category)
          && !archive.getOccurredAt().isBefore(from)
          && !archive.getOccurredAt().isAfter(until)) {
        return archive;
      }
    }
    return null;
  }
}
