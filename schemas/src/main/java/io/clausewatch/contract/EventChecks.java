package io.clausewatch.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * The limits of the contract, the same at the HTTP door and at intake: a producer that writes Avro
 * to Kafka by itself passes no door.
 *
 * <p>A symbol {@code UNKNOWN} in a record is no fault: that is a newer writer's symbol, and it is
 * judged undecidable where it matters.
 */
public final class EventChecks {
  static final int MAX_SUBJECTS = 1_000;
  static final int MAX_ITEMS = 100;
  private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Duration FURTHEST_AHEAD = Duration.ofHours(24);
  private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1900, 1, 1);

  /** Where a day begins first: a child born today there is born tomorrow by UTC. */
  private static final ZoneOffset FIRST_TO_WAKE = ZoneOffset.ofHours(14);

  private EventChecks() {}

  /**
   * Every fault of an event; the paths are those of the record, such as {@code $.subjectIds[3]}.
   *
   * @param now the receiver's clock
   * @return empty when it is sound
   */
  public static List<Fault> check(Event event, Instant now) {
    FaultCollector faults = new FaultCollector();
    attributes(
        event.eventId(),
        event.occurredAt(),
        event.policyId(),
        event.service(),
        FaultPath.RECORD,
        now,
        faults);
    body(event.kind(), event.record(), FaultPath.RECORD, now, faults);
    return faults.toList();
  }

  /**
   * Puts a record in the form in which it is stored: every id in NFC, optional text that is blank
   * null, and no blank entries of {@code attributes}, since they count as not there. In place, so
   * only for a record that was just decoded and is nobody else's yet.
   *
   * @return whether anything is other than it was
   */
  public static boolean canonicalise(SpecificRecord record) {
    return reader(record).canonicalise(record);
  }

  /**
   * Puts a record, in place, in the form in which it was stored before ids were put in NFC: it only
   * lacks optional text of Java's blanks alone, and such entries of {@code attributes}. By that
   * form an event is known again that came before an upgrade.
   */
  public static void clearBlanks(SpecificRecord record) {
    reader(record).clearBlanks(record);
  }

  private static EventReader reader(SpecificRecord record) {
    return EventReader.of(Event.of(record).kind());
  }

  /** Checks the fields that every event has; one that is null was faulted already. */
  static void attributes(
      String eventId,
      Instant occurredAt,
      String policyId,
      String service,
      FaultPath root,
      Instant now,
      FaultCollector faults) {
    id(eventId, EventAttribute.ID, root, faults);
    if (occurredAt != null) {
      FaultPath at = root.field(EventAttribute.TIME.field());
      if (occurredAt.isBefore(EARLIEST)) {
        faults.add(at, "a time not before " + EARLIEST, "an earlier one", occurredAt.toString());
      }
      if (occurredAt.isAfter(now.plus(FURTHEST_AHEAD))) {
        String expected = "a time at most 24 hours ahead of the receiver's clock, which is at ";
        faults.add(at, expected + now, "a later one", occurredAt.toString());
      }
    }
    id(policyId, EventAttribute.POLICY, root, faults);
    id(service, EventAttribute.SOURCE, root, faults);
  }

  private static void id(
      String id, EventAttribute attribute, FaultPath root, FaultCollector faults) {
    if (id != null) {
      TextLimit.ID.check(id, root.field(attribute.field()), faults);
    }
  }

  /** Checks the fields of its kind. */
  static void body(
      EventKind kind, SpecificRecord record, FaultPath root, Instant now, FaultCollector faults) {
    EventReader.of(kind).check(record, root, faults);
    switch (kind) {
      case ACCESS -> access((Access) record, root, faults);
      case DISCLOSURE -> disclosure((Disclosure) record, root, faults);
      case CONSENT -> {
        Consent consent = (Consent) record;
        categories(consent.getDataCategories(), root, faults);
        few(consent.getPurposes(), "purposes", "purposes", root, faults);
        few(consent.getChannels(), "channels", "channels", root, faults);
      }
      case SUBJECT -> birthDate(((Subject) record).getBirthDate(), root, now, faults);
      case NOTICE -> {
        Notice notice = (Notice) record;
        subjects(notice.getSubjectIds(), 0, root, faults);
        notNegative(notice.getAffectedCount(), root.field("affectedCount"), faults);
      }
      case REGISTER -> {
        Register entry = (Register) record;
        few(entry.getPurposes(), "purposes", "purposes", root, faults);
        few(entry.getRoles(), "roles", "roles", root, faults);
        categories(entry.getDataCategories(), root, faults);
      }
      case FOLLOW_UP -> subjects(((FollowUp) record).getSubjectIds(), 0, root, faults);
      case REQUEST -> {
        // Nothing beyond the limits of each field.
      }
    }
  }

  private static void access(Access access, FaultPath root, FaultCollector faults) {
    subjects(access.getSubjectIds(), 1, root, faults);
    categories(access.getDataCategories(), root, faults);
    Operation operation = access.getOperation();
    if (operation != null) {
      switch (operation) {
        case COLLECT -> with(operation, "collection", access.getCollection(), root, faults);
        case CONTACT -> with(operation, "message", access.getMessage(), root, faults);
        case EXPORT -> with(operation, "export", access.getExport(), root, faults);
        case DESTROY -> with(operation, "destruction", access.getDestruction(), root, faults);
        case UNKNOWN, READ, USE, UPDATE, ARCHIVE -> {
          // Nothing more to say.
        }
      }
    }
    Export export = access.getExport();
    if (export != null) {
      notNegative(export.getRecordCount(), root.field("export").field("recordCount"), faults);
    }
  }

  private static void notNegative(Long count, FaultPath at, FaultCollector faults) {
    if (count != null && count < 0) {
      faults.add(at, "0 or more", "a negative number", Long.toString(count));
    }
  }

  private static void with(
      Operation operation, String field, Object value, FaultPath root, FaultCollector faults) {
    FaultPath at = root.field(field);
    if (value == null && !faults.holds(at)) {
      faults.add(at, "an object, which " + operation + " needs", "nothing");
    }
  }

  private static void disclosure(Disclosure disclosure, FaultPath root, FaultCollector faults) {
    subjects(disclosure.getSubjectIds(), disclosure.getAggregated() ? 0 : 1, root, faults);
    categories(disclosure.getDataCategories(), root, faults);
    if (disclosure.getInstrument() != null) {
      FaultPath instrument = root.field("instrument");
      categories(disclosure.getInstrument().getDataCategories(), instrument, faults);
    }
  }

  private static void categories(List<String> categories, FaultPath parent, FaultCollector faults) {
    few(categories, "dataCategories", "categories", parent, faults);
  }

  /** All that is known of a data subject is held in memory while it is judged. */
  private static void few(
      List<?> items, String field, String called, FaultPath parent, FaultCollector faults) {
    if (items != null && items.size() > MAX_ITEMS) {
      faults.add(
          parent.field(field), "at most " + MAX_ITEMS + " " + called, items.size() + " of them");
    }
  }

  private static void subjects(
      List<String> subjectIds, int fewest, FaultPath root, FaultCollector faults) {
    if (subjectIds == null) {
      return;
    }
    FaultPath at = root.field("subjectIds");
    int size = subjectIds.size();
    if (size < fewest || size > MAX_SUBJECTS) {
      String expected = fewest + " to " + MAX_SUBJECTS + " subject ids";
      faults.add(at, expected, size == 0 ? "none" : size + " of them");
    }
    if (size > 1) {
      repeats(subjectIds, at, faults);
    }
  }

  private static void repeats(List<String> subjectIds, FaultPath at, FaultCollector faults) {
    Map<String, Integer> places = new HashMap<>(subjectIds.size() * 2);
    for (int i = 0; i < subjectIds.size(); i++) {
      String subjectId = subjectIds.get(i);
      Integer before =
          subjectId == null ? null : places.putIfAbsent(IdText.normalise(subjectId), i);
      if (before != null) {
        faults.add(at.item(i), "a subject id not listed before", "a repeat of [" + before + "]");
      }
    }
  }

  /** A date of birth is a personal value, so it is not quoted. */
  private static void birthDate(
      LocalDate birthDate, FaultPath root, Instant now, FaultCollector faults) {
    if (birthDate == null) {
      return;
    }
    FaultPath at = root.field("birthDate");
    if (birthDate.isBefore(EARLIEST_BIRTH)) {
      faults.add(at, "a date not before " + EARLIEST_BIRTH, "an earlier one");
    }
    if (birthDate.isAfter(LocalDate.ofInstant(now, FIRST_TO_WAKE))) {
      faults.add(at, "a date not in the future", "a future one");
    }
  }
}
