package io.clausewatch.contract;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The eight kinds of event that a producing service sends. */
@SuppressWarnings("ImmutableEnumChecker") // a schema can be added to, but nothing here does
public enum EventKind {
  /** Somebody or something touched personal data. */
  ACCESS(Access.class, Access.getClassSchema()),
  /** Personal data went to somebody else. */
  DISCLOSURE(Disclosure.class, Disclosure.getClassSchema()),
  /** A consent was given or taken back. */
  CONSENT(Consent.class, Consent.getClassSchema()),
  /** A step in the life of the relationship with a data subject. */
  SUBJECT(Subject.class, Subject.getClassSchema()),
  /** A data subject exercises a right. */
  REQUEST(Request.class, Request.getClassSchema()),
  /** What the organisation announced, or has to announce. */
  NOTICE(Notice.class, Notice.getClassSchema()),
  /** Who may do what. */
  REGISTER(Register.class, Register.getClassSchema()),
  /** Something was done about an earlier event. */
  FOLLOW_UP(FollowUp.class, FollowUp.getClassSchema());

  private static final Map<String, EventKind> BY_TYPE =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(EventKind::type, Function.identity()));

  private final String id;
  private final String type;
  private final Class<? extends SpecificRecord> recordClass;
  private final Schema schema;

  EventKind(Class<? extends SpecificRecord> recordClass, Schema schema) {
    this.id = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.type = "io.clausewatch." + id + ".v1";
    this.recordClass = recordClass;
    this.schema = schema;
  }

  /** The kind as the contract writes it, e.g. {@code access} or {@code follow-up}. */
  public String id() {
    return id;
  }

  /** The type of the CloudEvent that carries it, e.g. {@code io.clausewatch.access.v1}. */
  public String type() {
    return type;
  }

  /** The class of its record. */
  public Class<? extends SpecificRecord> recordClass() {
    return recordClass;
  }

  /** The schema of its record. */
  public Schema schema() {
    return schema;
  }

  /**
   * The kind that an id names.
   *
   * @throws IllegalArgumentException when it names none
   */
  public static EventKind ofId(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The kind that a CloudEvent's {@code type} names; empty when it names none. */
  public static Optional<EventKind> ofType(String type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }
}
