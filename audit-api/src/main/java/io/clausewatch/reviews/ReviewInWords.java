package io.clausewatch.reviews;

import io.clausewatch.reviews.Review.Figures;
import io.clausewatch.words.PageWords;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A review as people read it, on a page or on paper.
 *
 * @param facts what it says of the whole, by name
 * @param parts its lists, in order
 */
public record ReviewInWords(Map<String, String> facts, List<Part> parts) {
  private static final String WORDS = "io.clausewatch.reviews.words";

  /** Copies its collections. */
  public ReviewInWords {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    parts = List.copyOf(parts);
  }

  /**
   * A list of a review.
   *
   * @param key what it is, the same in every language
   * @param heading its name
   * @param note what is in it
   * @param columnKeys what its columns are, the same in every language
   * @param columns the names of its columns
   * @param rows its cells
   * @param none what to say when there is no row
   * @param more what to say of the rows that are left out; empty when none are
   */
  public record Part(
      String key,
      String heading,
      String note,
      List<String> columnKeys,
      List<String> columns,
      List<List<String>> rows,
      String none,
      String more) {
    /** Copies its lists. */
    public Part {
      columnKeys = List.copyOf(columnKeys);
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * Puts a review into words.
   *
   * @param language one of {@link PageWords#LANGUAGES}
   */
  public static ReviewInWords of(Review review, String language) {
    return of(review, PageWords.in(language, WORDS));
  }

  static ReviewInWords of(Review review, PageWords words) {
    return new ReviewInWords(
        facts(review, words),
        ReviewSection.of(review, words, words::number).stream()
            .map(section -> part(section, review, words))
            .toList());
  }

  private static Part part(ReviewSection section, Review review, PageWords words) {
    boolean unknown = section.key().equals("unregistered") && review.registeredHandlers() == 0;
    return new Part(
        section.key(),
        words.say("heading." + section.key()),
        unknown
            ? words.say("noRegister")
            : words.say(
                "note." + section.key(),
                review.bulkExport(),
                review.frequentAccess(),
                review.workingHours()),
        section.columns(),
        section.columns().stream().map(column -> words.say("column." + column)).toList(),
        section.rows(),
        words.say(unknown ? "unknown" : "none"),
        section.more() > 0 ? words.say("more", section.more()) : "");
  }

  private static Map<String, String> facts(Review review, PageWords words) {
    ZoneId zone = ZoneId.of(review.zone());
    Figures figures = review.figures();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(words.say("fact.controller"), review.controller() + " (" + review.policyId() + ")");
    facts.put(words.say("fact.month"), words.say("month", review.month(), review.zone()));
    facts.put(words.say("fact.hours"), review.workingHours());
    facts.put(
        words.say("fact.accesses"),
        words.say("accesses", figures.accesses(), figures.people(), figures.dataSubjects()));
    facts.put(
        words.say("fact.exports"),
        words.say(
            "exports",
            figures.exports(),
            figures.bulkExports(),
            review.bulkExport(),
            figures.exportsWithoutReason()));
    facts.put(words.say("heading.outOfHours"), words.number(figures.outOfHours()));
    facts.put(
        words.say("heading.unregistered"),
        review.registeredHandlers() == 0
            ? words.say("noRegister")
            : words.number(figures.unregistered()));
    facts.put(words.say("heading.ownRecords"), words.number(figures.ownRecords()));
    facts.put(words.say("heading.colleaguesRecords"), words.number(figures.colleaguesRecords()));
    facts.put(
        words.say("heading.frequent"),
        words.say("frequent", figures.frequent(), review.frequentAccess()));
    facts.put(words.say("fact.madeAt"), ReviewSection.at(review.madeAt(), zone));
    facts.put(words.say("fact.digest"), review.digest());
    facts.put(
        words.say("fact.state"),
        review.signOffs().isEmpty()
            ? words.say(review.ended() ? "state.open" : "state.running")
            : words.say(
                "state.signed",
                review.signOffs().getLast().by(),
                ReviewSection.at(review.signOffs().getLast().at(), zone)));
    return facts;
  }
}
