package io.clausewatch.contract;

import java.util.List;

/** What becomes of an event with a personal value in place of an id. */
public enum PersonalValues {
  /** It is accepted, with a warning for whoever hears of one. */
  WARN,
  /** It is rejected. */
  REJECT;

  /**
   * The personal values for which an event that came from elsewhere is rejected, a hundred at most
   * and how many more; the paths are those of the record.
   *
   * @param event a sound one
   * @return empty when it is not rejected
   */
  public List<Fault> faults(Event event) {
    return faults(event, FaultPath.RECORD);
  }

  /** The same; the paths are those of the CloudEvent in which the event came. */
  public List<Fault> cloudEventFaults(Event event) {
    return faults(event, FaultPath.CLOUD_EVENT);
  }

  private List<Fault> faults(Event event, FaultPath root) {
    return this == REJECT
        ? Fault.atMost(PersonalValueGuard.check(event, root), FaultCollector.MAX)
        : List.of();
  }
}
