package io.clausewatch.contract;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event of any of the eight kinds: its record, and the fields that every kind has. It wraps a
 * whole record, one that was decoded from Avro or read from JSON without a fault; the record must
 * not be changed afterwards.
 */
public final class Event {
  private final EventKind kind;
  private final SpecificRecord record;
  private final String eventId;
  private final Instant occurredAt;
  private final String policyId;
  private final String service;
  private final List<String> subjectIds;

  private Event(
      EventKind kind,
      SpecificRecord record,
      String eventId,
      Instant occurredAt,
      String policyId,
      String service,
      List<String> subjectIds) {
    this.kind = kind;
    this.record = record;
    this.eventId = Objects.requireNonNull(eventId, "eventId");
    this.occurredAt = Objects.requireNonNull(occurredAt, "occurredAt");
    this.policyId = Objects.requireNonNull(policyId, "policyId");
    this.service = Objects.requireNonNull(service, "service");
    this.subjectIds = subjectIds;
  }

  /**
   * Wraps a record.
   *
   * @throws IllegalArgumentException when it is not one of the eight kinds
   * @throws NullPointerException when a field that every event has is not set
   */
  public static Event of(SpecificRecord record) {
    if (record instanceof Access e) {
      return new Event(
          EventKind.ACCESS,
          e,
          e.getEventId(),
          e.getOccurredAt(),
          e.getPolicyId(),
          e.getService(),
          e.getSubjectIds());
    }
    if (record instanceof Disclosure e) {
      return new Event(
          EventKind.DISCLOSURE,
          e,
          e.getEventId(),
          e.getOccurredAt(),
          e.getPolicyId(),
          e.getService(),
          e.getSubjectIds());
    }
    if (record instanceof Consent e) {
      return new Event(
          EventKind.CONSENT,
          e,
          e.getEventId(),
          e.getOccurredAt(),
          e.getPolicyId(),
          e.getService(),
          List.of(e.getSubjectId()));
    }
    if (record instanceof Subject e) {
      return new Event(
          EventKind.SUBJECT,
          e,
          e.getEventId(),
          e.getOccurredAt(),
          e.getPolicyId(),
          e.getService(),
          List.of(e.getSubjectId()));
    }
    if (record instanceof Request e) {
      return new Event(
          EventKind.REQUEST,
          e,
          e.getEventId(),
          e.getOccurredAt(),
          e.getPolicyId(),
          e.getService(),
          List.of(e.getSubjectId()));
    }
    if (record instanceof Notice e) {
      return new Event(
          EventKind.NOTICE,
          e,
          e.getEventId(),
          e.getOccurredAt(),
          e.getPolicyId(),
          e.getService(),
          e.getSubjectIds());
    }
    if (record instanceof Register e) {
      return new Event(
          EventKind.REGISTER,
          e,
          e.getEventId(),
          e.getOccurredAt(),
          e.getPolicyId(),
          e.getService(),
          List.of());
    }
    if (record instanceof FollowUp e) {
      return new Event(
          EventKind.FOLLOW_UP,
          e,
          e.getEventId(),
          e.getOccurredAt(),
          e.getPolicyId(),
          e.getService(),
          e.getSubjectIds());
    }
    throw new IllegalArgumentException(
        "No event of the contract: " + record.getSchema().getFullName());
  }

  /** Which of the eight. */
  public EventKind kind() {
    return kind;
  }

  /** The producer's own unique id. */
  public String eventId() {
    return eventId;
  }

  /** When it happened, by the producer's clock. */
  public Instant occurredAt() {
    return occurredAt;
  }

  /** The policy under which the data is held. */
  public String policyId() {
    return policyId;
  }

  /** The producing service. */
  public String service() {
    return service;
  }

  /**
   * The data subjects it names: one for a consent, subject or request event; none for a register
   * event, a notice to everybody, a follow-up of whatever data subject, or aggregated data.
   */
  public List<String> subjectIds() {
    return subjectIds;
  }

  /** Who acted; null for kinds in which nobody does. */
  public Actor actor() {
    if (record instanceof Access e) {
      return e.getActor();
    }
    if (record instanceof Disclosure e) {
      return e.getActor();
    }
    return record instanceof FollowUp e ? e.getActor() : null;
  }

  /** The record itself. */
  public SpecificRecord record() {
    return record;
  }

  /**
   * The record of an access event.
   *
   * @throws ClassCastException when it is of another kind
   */
  public Access access() {
    return (Access) record;
  }

  /**
   * The record of a disclosure event.
   *
   * @throws ClassCastException when it is of another kind
   */
  public Disclosure disclosure() {
    return (Disclosure) record;
  }

  /**
   * The record of a consent event.
   *
   * @throws ClassCastException when it is of another kind
   */
  public Consent consent() {
    return (Consent) record;
  }

  /**
   * The record of a subject event.
   *
   * @throws ClassCastException when it is of another kind
   */
  public Subject subject() {
    return (Subject) record;
  }

  /**
   * The record of a request event.
   *
   * @throws ClassCastException when it is of another kind
   */
  public Request request() {
    return (Request) record;
  }

  /**
   * The record of a notice event.
   *
   * @throws ClassCastException when it is of another kind
   */
  public Notice notice() {
    return (Notice) record;
  }

  /**
   * The record of a register event.
   *
   * @throws ClassCastException when it is of another kind
   */
  public Register register() {
    return (Register) record;
  }

  /**
   * The record of a follow-up event.
   *
   * @throws ClassCastException when it is of another kind
   */
  public FollowUp followUp() {
    return (FollowUp) record;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Event that && record.equals(that.record);
  }

  @Override
  public int hashCode() {
    return record.hashCode();
  }

  /** Kind, id and policy only: it may be logged, and a record names data subjects. */
  @Override
  public String toString() {
    return kind.id() + " event " + eventId + " under " + policyId;
  }
}
