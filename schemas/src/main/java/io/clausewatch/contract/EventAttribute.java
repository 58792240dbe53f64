package io.clausewatch.contract;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields that every event has, each of which a CloudEvent carries as an attribute under a name
 * of its own.
 */
enum EventAttribute {
  ID("eventId", "id"),
  TIME("occurredAt", "time"),
  POLICY("policyId", "policy"),
  SOURCE("service", "source");

  private static final Map<String, EventAttribute> BY_FIELD =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(EventAttribute::field, Function.identity()));

  private final String field;
  private final String attribute;

  EventAttribute(String field, String attribute) {
    this.field = field;
    this.attribute = attribute;
  }

  /** Its name as a field of the record. */
  String field() {
    return field;
  }

  /** Its name as an attribute of a CloudEvent. */
  String attribute() {
    return attribute;
  }

  /**
   * The attribute that carries this field of the record; null when it is one of the event's own
   * kind.
   */
  static EventAttribute ofField(String field) {
    return BY_FIELD.get(field);
  }
}
