package io.clausewatch.producer;

import io.clausewatch.contract.EventKind;

/** An event as it travels, in the form of its transport. */
final class EncodedEvent {
  private final EventKind kind;
  private final String eventId;
  private final byte[] bytes;

  EncodedEvent(EventKind kind, String eventId, byte[] bytes) {
    this.kind = kind;
    this.eventId = eventId;
    this.bytes = bytes;
  }

  EventKind kind() {
    return kind;
  }

  String eventId() {
    return eventId;
  }

  /** Its own, which a transport may complete. */
  byte[] bytes() {
    return bytes;
  }

  /** Without its bytes, in which are ids of data subjects. */
  @Override
  public String toString() {
    return kind.id() + " event " + eventId;
  }
}
