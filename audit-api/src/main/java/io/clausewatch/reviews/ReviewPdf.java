package io.clausewatch.reviews;

import io.clausewatch.files.PdfFile;
import io.clausewatch.reviews.ReviewFormat.Request;
import io.clausewatch.reviews.ReviewInWords.Part;
import io.clausewatch.words.PageWords;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
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
  private final PageWords words;

  ReviewPdf(Review review, Request request) {
    this.review = review;
    this.request = request;
    this.words = request.words();
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
                    ReviewSection.at(review.madeAt(), ZoneId.of(review.zone())),
                    request.reason())));
    ReviewInWords inWords = ReviewInWords.of(review, words);
    file.facts(inWords.facts());
    for (Part part : inWords.parts()) {
      write(file, part);
    }
    file.end();
  }

  private static void write(PdfFile file, Part part) {
    file.begin(part.heading(), part.note(), widths(part.columnKeys()), part.columns());
    for (List<String> row : part.rows()) {
      file.row(row.stream().map(file.type()::plain).toArray(Phrase[]::new));
    }
    file.finish(part.none());
    if (!part.more().isEmpty()) {
      file.remark(part.more());
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
