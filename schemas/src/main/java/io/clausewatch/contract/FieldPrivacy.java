package io.clausewatch.contract;

import java.util.Locale;
import org.apache.avro.Schema;

/**
 * Whether the id of a data subject may stand in a string field of an event, as its {@code @privacy}
 * in the schema says. No string is without one, so that no field that is added can let a raw id
 * through by omission.
 */
public enum FieldPrivacy {
  /** It names a data subject: always hashed. */
  SUBJECT,
  /**
   * The id of an actor or a recipient: hashed where the {@code kind} beside it is a data subject or
   * a representative of one, and a {@link #LINK} otherwise.
   */
  PERSON,
  /** It ties events together: hashed where it is one of the event's subject ids. */
  LINK,
  /** Every spelling of the event's subject ids is hidden in it, and of those persons. */
  TEXT,
  /** No subject id belongs there: left alone. */
  PLAIN;

  /**
   * What a field says of itself.
   *
   * @param field one with strings in it, by itself or as elements, keys and values
   * @throws IllegalArgumentException when it says nothing, or nothing that is known
   */
  public static FieldPrivacy of(Schema.Field field) {
    String name = field.getProp("privacy");
    if (name == null) {
      throw new IllegalArgumentException("A string without @privacy: " + field.name());
    }
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
