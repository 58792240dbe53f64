package io.clausewatch.reviews;

import io.clausewatch.reviews.Review.Accessed;
import io.clausewatch.reviews.Review.AccessedPerson;
import io.clausewatch.reviews.Review.Exported;
import io.clausewatch.reviews.Review.Listed;
import io.clausewatch.reviews.Review.Person;
import io.clausewatch.words.PageWords;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * A part of a review in words, as both the table and the document have it. Times are those of the
 * review's time zone.
 *
 * @param key of its words: {@code heading.<key>}, {@code note.<key>}
 * @param columns the keys of its columns: {@code column.<key>}
 * @param rows its cells; empty where there is nothing to say
 * @param more how many rows are left out
 */
record ReviewSection(String key, List<String> columns, List<List<String>> rows, long more) {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final List<String> EXPORT =
      List.of("when", "who", "service", "records", "reason", "approvedBy", "event");
  private static final List<String> ACCESSED = List.of("who", "accesses", "first", "last");
  private static final List<String> PERSON =
      List.of("who", "subject", "colleague", "accesses", "first", "last");

  /**
   * All parts of a review, in their order.
   *
   * @param number writes numbers
   */
  static List<ReviewSection> of(Review review, PageWords words, LongFunction<String> number) {
    SectionText says = new SectionText(words, ZoneId.of(review.zone()), number);
    List<ReviewSection> sections = new ArrayList<>();
    sections.add(
        section(
            "people",
            List.of(
                "who", "kind", "accesses", "subjects", "operations", "outOfHours", "first", "last"),
            review.people(),
            says,
            SectionText::person));
    sections.add(section("bulkExports", EXPORT, review.bulkExports(), says, SectionText::exported));
    sections.add(
        section(
            "exportsWithoutReason",
            EXPORT,
            review.exportsWithoutReason(),
            says,
            SectionText::exported));
    sections.add(section("outOfHours", ACCESSED, review.outOfHours(), says, SectionText::accessed));
    sections.add(
        section("unregistered", ACCESSED, review.unregistered(), says, SectionText::accessed));
    sections.add(section("ownRecords", ACCESSED, review.ownRecords(), says, SectionText::accessed));
    sections.add(
        section(
            "colleaguesRecords", PERSON, review.colleaguesRecords(), says, SectionText::toPerson));
    sections.add(section("frequent", PERSON, review.frequent(), says, SectionText::toPerson));
    sections.add(
        section(
            "signOffs",
            List.of("when", "by", "signed", "state"),
            Listed.of(review.signOffs(), Integer.MAX_VALUE),
            says,
            SectionText::signedOff));
    return List.copyOf(sections);
  }

  /** An instant by the clock of a zone, to the second. */
  static String at(Instant instant, ZoneId zone) {
    return SECOND.format(instant.atZone(zone));
  }

  private static <T> ReviewSection section(
      String key,
      List<String> columns,
      Listed<T> listed,
      SectionText says,
      BiFunction<SectionText, T, List<String>> row) {
    return new ReviewSection(
        key,
        columns,
        listed.items().stream().map(item -> row.apply(says, item)).toList(),
        listed.more());
  }

  /** Puts the items of lists into cells. */
  private record SectionText(PageWords words, ZoneId zone, LongFunction<String> number) {
    private String at(Instant instant) {
      return ReviewSection.at(instant, zone);
    }

    private List<String> person(Person person) {
      return List.of(
          person.actorId(),
          person.kinds().stream().map(words::symbol).collect(Collectors.joining(", ")),
          number.apply(person.accesses()),
          number.apply(person.dataSubjects()),
          person.operations().entrySet().stream()
              .map(
                  operation ->
                      operation(operation.getKey()) + " " + number.apply(operation.getValue()))
              .collect(Collectors.joining(", ")),
          number.apply(person.outOfHours()),
          at(person.first()),
          at(person.last()));
    }

    private String operation(String symbol) {
      return words.symbol(symbol.equals(AccessAggregation.DISCLOSURE) ? "disclosure" : symbol);
    }

    private List<String> exported(Exported export) {
      return List.of(
          at(export.occurredAt()),
          export.actorId(),
          export.service(),
          number.apply(export.recordCount()),
          Objects.requireNonNullElse(export.reason(), ""),
          Objects.requireNonNullElse(export.approvedBy(), ""),
          export.eventId());
    }

    private List<String> accessed(Accessed accessed) {
      return List.of(
          accessed.actorId(),
          number.apply(accessed.accesses()),
          at(accessed.first()),
          at(accessed.last()));
    }

    private List<String> toPerson(AccessedPerson accessed) {
      return List.of(
          accessed.actorId(),
          accessed.subjectRef(),
          Objects.requireNonNullElse(accessed.colleagueId(), ""),
          number.apply(accessed.accesses()),
          at(accessed.first()),
          at(accessed.last()));
    }

    private List<String> signedOff(Review.SignedOff signOff) {
      return List.of(
          at(signOff.at()),
          signOff.by(),
          signOff.note(),
          words.say(signOff.unchanged() ? "unchanged" : "changed"));
    }
  }
}
