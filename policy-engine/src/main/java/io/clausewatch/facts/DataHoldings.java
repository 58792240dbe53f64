package io.clausewatch.facts;

import io.clausewatch.contract.Access;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which data of one data subject came, was put aside, and went. */
public final class DataHoldings {

  private final List<Access> collected = new ArrayList<>();
  private final List<Access> archived = new ArrayList<>();
  private final List<Access> destroyed = new ArrayList<>();

  /**
   * Sorts out accesses, in any order; operations that neither bring nor end data are left aside.
   */
  DataHoldings(List<Access> accesses) {
    for (Access access : accesses) {
      switch (access.getOperation()) {
        case COLLECT -> collected.add(access);
        case ARCHIVE -> archived.add(access);
        case DESTROY -> destroyed.add(access);
        default -> {}
      }
    }
    Comparator<Access> byTime =
        Comparator.comparing(Access::getOccurredAt).thenComparing(Access::getEventId);
    collected.sort(byTime);
    archived.sort(byTime);
    destroyed.sort(byTime);
  }

  /** Every COLLECT, oldest first. */
  public List<Access> collected() {
    return collected;
  }

  /** The last COLLECT of each category strictly before an instant. */
  public Map<String, Access> heldBefore(Instant instant) {
    Map<String, Access> held = new TreeMap<>();
    for (Access collect : collected) {
      if (collect.getOccurredAt().isBefore(instant)) {
        collect.getDataCategories().forEach(category -> held.put(category, collect));
      }
    }
    return held;
  }

  /**
   * Every DESTROY of a category from an instant on, oldest first; one that names no category
   * destroys all.
   */
  public List<Access> destroyedSince(String category, Instant from) {
    return destroyed.stream()
        .filter(access -> !access.getOccurredAt().isBefore(from))
        .filter(
            access ->
                access.getDataCategories().isEmpty()
                    || access.getDataCategories().contains(category))
        .toList();
  }

  /** The first ARCHIVE of a category for a purpose in a time, both ends in it; null if none. */
  Access archived(String category, String purpose, Instant from, Instant until) {
    for (Access archive : archived) {
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
