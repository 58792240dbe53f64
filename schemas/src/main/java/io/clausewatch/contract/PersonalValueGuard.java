package io.clausewatch.contract;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Finds personal values where ids belong: the contract carries identifiers alone, and who writes an
 * e-mail address in place of one has it in the trail for years. By their looks, so that an id may
 * be taken for a telephone number; what is found is never quoted.
 */
public final class PersonalValueGuard {

  /** What a value looks like. */
  enum PersonalValue {
    /** An e-mail address. */
    EMAIL("an e-mail address", "[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s.]{2,}"),
    /** A Korean resident registration number (주민등록번호), with the day of birth in front. */
    RESIDENT_REGISTRATION_NUMBER(
        "a Korean resident registration number",
        "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])-?[1-8][0-9]{6}"),
    /** A telephone number: an international one, or a Korean one as it is written there. */
    PHONE(
        "a telephone number",
        "\\+[1-9][0-9 .()-]{6,18}[0-9]|01[016-9][ .-]?[0-9]{3,4}[ .-]?[0-9]{4}"
            + "|\\(?0[0-9]{1,2}\\)?[ .-][0-9]{3,4}[ .-][0-9]{4}");

    private final String words;
    private final Pattern pattern;

    PersonalValue(String words, String pattern) {
      this.words = words;
      this.pattern = Pattern.compile(pattern);
    }

    /** What it is, in words. */
    String words() {
      return words;
    }
  }

  private static final int SHORTEST = "a@b.kr".length();
  private static final int FEWEST_DIGITS = 8;
  private static final int REGISTRATION_DIGITS = 13;
  private static final int[] WEIGHTS = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};

  private static final Map<EventKind, List<IdField>> FIELDS = new EnumMap<>(EventKind.class);

  static {
    for (EventKind kind : EventKind.values()) {
      FIELDS.put(kind, fields(kind.schema()));
    }
  }

  private PersonalValueGuard() {}

  /** A field of ids, or one that leads to some. */
  private record IdField(String name, int position, List<IdField> within) {}

  private static List<IdField> fields(Schema record) {
    List<IdField> fields = new ArrayList<>();
    for (Schema.Field field : record.getFields()) {
      Schema type = field.schema().isUnion() ? field.schema().getTypes().get(1) : field.schema();
      String limit = field.getProp("limit");
      if (type.getType() == Schema.Type.RECORD) {
        List<IdField> within = fields(type);
        if (!within.isEmpty()) {
          fields.add(new IdField(field.name(), field.pos(), within));
        }
      } else if ("id".equals(limit) || "optional-id".equals(limit)) {
        fields.add(new IdField(field.name(), field.pos(), List.of()));
      }
    }
    return List.copyOf(fields);
  }

  /**
   * Each id of an event that looks like a personal value.
   *
   * @param event a sound one
   * @return faults with the paths of a CloudEvent, such as {@code $.data.subjectIds[3]}; mostly
   *     none
   */
  public static List<Fault> check(Event event) {
    return check(event, FaultPath.CLOUD_EVENT);
  }

  /** The same, with the paths below a root. */
  static List<Fault> check(Event event, FaultPath root) {
    List<Fault> found = new ArrayList<>(0);
    check(event.record(), FIELDS.get(event.kind()), root, found);
    return found;
  }

  private static void check(
      IndexedRecord record, List<IdField> fields, FaultPath at, List<Fault> found) {
    for (IdField field : fields) {
      Object value = record.get(field.position());
      FaultPath place = value == null ? at : at.field(field.name());
      if (value instanceof IndexedRecord inner) {
        check(inner, field.within(), place, found);
      } else if (value instanceof String id) {
        check(id, place, found);
      } else if (value instanceof List<?> ids) {
        for (int i = 0; i < ids.size(); i++) {
          if (ids.get(i) instanceof String id && mayBe(id)) {
            check(id, place.item(i), found);
          }
        }
      }
    }
  }

  private static void check(String id, FaultPath at, List<Fault> found) {
    kindOf(id)
        .ifPresent(
            kind ->
                found.add(
                    new Fault(
                        at.toString(),
                        "an id, which tells nothing of a person by itself",
                        "what looks like " + kind.words())));
  }

  /** What a value looks like; empty for most ids, at the cost of one look at each character. */
  static Optional<PersonalValue> kindOf(String id) {
    if (mayBe(id)) {
      for (PersonalValue kind : PersonalValue.values()) {
        if (kind.pattern.matcher(id).matches()
            && (kind != PersonalValue.RESIDENT_REGISTRATION_NUMBER || isRegistration(id))) {
          return Optional.of(kind);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean mayBe(String id) {
    if (id.length() < SHORTEST) {
      return false;
    }
    int digits = 0;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c == '@') {
        return true;
      }
      if (c >= '0' && c <= '9') {
        digits++;
      }
    }
    return digits >= FEWEST_DIGITS;
  }

  /**
   * Thirteen digits in a row may be a count of milliseconds, so that their last one has to be
   * right; numbers given since October 2020 have no such digit, and are known by their hyphen.
   */
  private static boolean isRegistration(String id) {
    if (id.length() > REGISTRATION_DIGITS) {
      return true;
    }
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (id.charAt(i) - '0');
    }
    return (11 - sum % 11) % 10 == id.charAt(WEIGHTS.length) - '0';
  }
}
