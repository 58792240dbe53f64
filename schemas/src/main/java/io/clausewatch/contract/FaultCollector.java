package io.clausewatch.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the faults of one event. Of a hopeless one it keeps the first hundred and counts the
 * rest, so that a small request cannot ask for a huge answer.
 */
final class FaultCollector {
  static final int MAX = 100;

  private final List<Fault> list = new ArrayList<>(0);
  private int more;

  /**
   * Adds a fault.
   *
   * @param found what is there, without any value
   */
  void add(FaultPath path, String expected, String found) {
    add(path, expected, found, found);
  }

  /**
   * Adds a fault of which the sender is told more than is kept.
   *
   * @param found what is there, without any value
   * @param sent what is there, as it was sent: a symbol, a number or a time, and no id or free text
   */
  void add(FaultPath path, String expected, String found, String sent) {
    if (isFull()) {
      more++;
    } else {
      list.add(
          new Fault(
              path.toString(),
              expected,
              sent,
              Fault.sentence(path.withoutStrangers(), expected, found)));
    }
  }

  /** Adds that nothing stands where something must, unless more is said of the place already. */
  void missing(FaultPath path, String expected) {
    if (!isFull() && !holds(path)) {
      add(path, expected, "nothing");
    }
  }

  /** Whether a further fault would only be counted, so that its words need not be found. */
  boolean isFull() {
    return list.size() == MAX;
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return list.isEmpty();
  }

  /** Whether something at this very path was faulted already. */
  boolean holds(FaultPath path) {
    String wanted = path.toString();
    return list.stream().anyMatch(fault -> fault.path().equals(wanted));
  }

  /** The faults in the order in which they were found. */
  List<Fault> toList() {
    if (more > 0) {
      List<Fault> all = new ArrayList<>(list);
      all.add(Fault.more(MAX, more));
      return List.copyOf(all);
    }
    return List.copyOf(list);
  }
}
