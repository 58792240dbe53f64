package io.clausewatch.deliveries;

/** How far an event has come. */
public enum DeliveryState {
  /** It is accepted, and not judged yet. */
  ACCEPTED,
  /** It is judged by every clause. */
  JUDGED,
  /** It is judged, and some clause could not be decided. */
  UNDECIDED,
  /** It could not be processed: it is a dead letter. */
  REJECTED,
  /** Its id was another event's before: it is a dead letter. */
  CONFLICTING
}
