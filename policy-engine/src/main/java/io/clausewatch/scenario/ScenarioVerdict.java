package io.clausewatch.scenario;

/**
 * A clause that an event breaks, or cannot be decided by, for one data subject.
 *
 * @param eventId the judged event
 * @param subjectId the data subject; the empty string where the event concerns nobody in particular
 * @param clauseId the clause
 */
record ScenarioVerdict(String eventId, String subjectId, String clauseId)
    implements Comparable<ScenarioVerdict> {

  @Override
  public int compareTo(ScenarioVerdict other) {
    int order = eventId.compareTo(other.eventId);
    order = order == 0 ? subjectId.compareTo(other.subjectId) : order;
    return order == 0 ? clauseId.compareTo(other.clauseId) : order;
  }

  @Override
  public String toString() {
    return eventId + (subjectId.isEmpty() ? "" : "/" + subjectId) + " " + clauseId;
  }
}
