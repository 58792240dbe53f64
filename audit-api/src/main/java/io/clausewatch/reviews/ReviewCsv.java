package io.clausewatch.reviews;

import io.clausewatch.files.CsvFile;
import io.clausewatch.words.PageWords;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A review as one table. The first column says which part a row is of; each part fills the columns
 * that it has.
 */
final class ReviewCsv {
  private static final String VALUE = "value";

  private final Review review;
  private final PageWords words;

  ReviewCsv(Review review, PageWords words) {
    this.review = review;
    this.words = words;
  }

  void writeTo(OutputStream out) throws IOException {
    List<ReviewSection> sections = ReviewSection.of(review, words, Long::toString);
    Set<String> columns = new LinkedHashSet<>(List.of("part", "name", VALUE));
    sections.forEach(section -> columns.addAll(section.columns()));
    CsvFile file =
        new CsvFile(out, columns.stream().map(column -> words.say("column." + column)).toList());
    for (Map.Entry<String, String> fact : ReviewInWords.of(review, words).facts().entrySet()) {
      file.row(
          cells(
              columns,
              Map.of("part", words.say("title"), "name", fact.getKey(), VALUE, fact.getValue())));
    }
    for (ReviewSection section : sections) {
      String part = words.say("heading." + section.key());
      for (List<String> row : section.rows()) {
        Map<String, String> cells = new HashMap<>(Map.of("part", part));
        for (int i = 0; i < row.size(); i++) {
          cells.put(section.columns().get(i), row.get(i));
        }
        file.row(cells(columns, cells));
      }
      if (section.more() > 0) {
        file.row(
            cells(
                columns,
                Map.of("part", part, VALUE, words.say("more", words.number(section.more())))));
      }
    }
    file.flush();
  }

  private static List<String> cells(Set<String> columns, Map<String, String> values) {
    List<String> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(values.getOrDefault(column, "")));
    return cells;
  }
}
