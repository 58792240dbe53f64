package io.clausewatch.producer;

import java.util.List;

/**
 * That an event was not sent, and why; or, for {@link Reason#TIMED_OUT} and {@link Reason#CLOSED},
 * that nobody knows whether it was. To send the same event again does no harm: it counts once, by
 * its id.
 */
public final class EventNotSentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why an event was not sent. */
  public enum Reason {
    /** It was refused for what is in it; sent again it is refused again. */
    REJECTED,
    /** The buffer stayed full for longer than {@code send} may wait. */
    BUFFER_FULL,
    /** It could not be delivered in the time that it had. */
    TIMED_OUT,
    /** The producer was closed before it was acknowledged, or before it was taken. */
    CLOSED,
    /** The thread that sent it was interrupted while the buffer was full. */
    INTERRUPTED
  }

  private final Reason reason;
  private final transient List<String> faults;

  EventNotSentException(Reason reason, String message) {
    this(reason, message, List.of());
  }

  EventNotSentException(Reason reason, String message, List<String> faults) {
    super(message);
    this.reason = reason;
    this.faults = List.copyOf(faults);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Each fault with its place, of one that was {@link Reason#REJECTED}; empty otherwise. */
  public List<String> faults() {
    return faults;
  }
}
