package io.clausewatch.review;

import io.clausewatch.report.PdfFile;
import io.clausewatch.review.Review.Figures;
import io.clausewatch.review.ReviewFormat.Request;
import io.clausewatch.words.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openpdf.text.Phrase;

/** A review as a document to be filed. */
final class ReviewPdf {
  /** As columns are wide that are not as wide as most, by their keys. */
  private static final Map<String, Integer> WIDTHS =
      Map.of(
          "operations",
          26,
          "reason",
          26,
          "signed",
          50,
          "event",
          18,
          "subject",
          26,
          "accesses",
          9,
          "subjects",
          9,
          "outOfHours",
          9,
          "records",
          9);

  private static final int WIDTH = 14;

  private final Review review;
  private final Request request;
  private final Words words;

  ReviewPdf(Review review, Request request) {
    this.review = review;
    this.request = request;
    this.words = request.words();
  }

  /** What a review says of the whole, by its name. */
  static Map<String, String> facts(Review review, Words words) {
    ZoneId zone = ZoneId.of(review.zone());
    Figures figures = review.figures();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(words.say("fact.controller"), review.controller() + " (" + review.policyId() + ")");
    facts.put(words.say("fact.month"), words.say("month", review.month(), review.zone()));
    facts.put(words.say("fact.hours"), review.workingHours());
    facts.put(
        words.say("fact.accesses"),
        words.say(
            "accesses",
            words.number(figures.accesses()),
            words.number(figures.people()),
            words.number(figures.dataSubjects())));
    facts.put(
        words.say("fact.exports"),
        words.say(
            "exports",
            words.number(figures.exports()),
            words.number(figures.bulkExports()),
            words.number(review.bulkExport()),
            words.number(figures.exportsWithoutReason())));
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
        words.say(
            "frequent", words.number(figures.frequent()), words.number(review.frequentAccess())));
    facts.put(words.say("fact.madeAt"), Section.at(review.madeAt(), zone));
    facts.put(words.say("fact.digest"), review.digest());
    facts.put(
        words.say("fact.state"),
        review.signOffs().isEmpty()
            ? words.say(review.ended() ? "state.open" : "state.running")
            : words.say(
                "state.signed",
                review.signOffs().getLast().by(),
                Section.at(review.signOffs().getLast().at(), zone)));
    return facts;
  }

  void writeTo(OutputStream out) throws IOException {
    PdfFile file =
        new PdfFile(
            out,
            words.language(),
            new PdfFile.Heads(
                words.say("title"),
                words.say("subtitle", review.zone()),
                review.controller(),
                words.say("month", review.month(), review.zone()),
                words.say(
                    "maker",
                    request.by(),
                    Section.at(review.madeAt(), ZoneId.of(review.zone())),
                    request.reason())));
    file.facts(facts(review, words));
    for (Section section : Section.of(review, words, words::number)) {
      write(file, section);
    }
    file.end();
  }

  private void write(PdfFile file, Section section) {
    boolean unknown = section.key().equals("unregistered") && review.registeredHandlers() == 0;
    file.heading(
        words.say("heading." + section.key()),
        unknown
            ? words.say("noRegister")
            : words.say(
                "note." + section.key(),
                words.number(review.bulkExport()),
                words.number(review.frequentAccess()),
                review.workingHours()));
    file.begin(
        widths(section.columns()),
        section.columns().stream().map(column -> words.say("column." + column)).toList());
    for (List<String> row : section.rows()) {
      file.row(row.stream().map(file.type()::plain).toArray(Phrase[]::new));
    }
    file.finish(words.say(unknown ? "unknown" : "none"));
    if (section.more() > 0) {
      file.remark(words.say("more", words.number(section.more())));
    }
  }

  private static float[] widths(List<String> columns) {
    float[] widths = new float[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = WIDTHS.getOrDefault(columns.get(i), WIDTH);
    }
    return widths;
  }
}
