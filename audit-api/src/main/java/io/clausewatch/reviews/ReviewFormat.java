package io.clausewatch.reviews;

import io.clausewatch.words.PageWords;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** In which form a review is exported; the first unless asked otherwise. */
enum ReviewFormat {
  /** To be read by programs: what the API returns. */
  JSON("application/json") {
    @Override
    void write(Review review, Request request, OutputStream out) throws IOException {
      out.write(ReviewJson.bytes(review));
      out.flush();
    }
  },
  /** For spreadsheets. */
  CSV("text/csv; charset=utf-8") {
    @Override
    void write(Review review, Request request, OutputStream out) throws IOException {
      new ReviewCsv(review, request.words()).writeTo(out);
    }
  },
  /** To be filed, or shown to an authority. */
  PDF("application/pdf") {
    @Override
    void write(Review review, Request request, OutputStream out) throws IOException {
      new ReviewPdf(review, request).writeTo(out);
    }
  };

  private final String mediaType;

  ReviewFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /**
   * What a file is asked for with.
   *
   * @param by who wants it
   * @param reason why
   * @param language of its words, ISO 639-1
   */
  record Request(String by, String reason, String language) {

    /** The words of its language. */
    PageWords words() {
      return PageWords.in(language, "io.clausewatch.reviews.words");
    }
  }

  /** What a file of it is. */
  String mediaType() {
    return mediaType;
  }

  /** Writes all of it, and flushes. */
  abstract void write(Review review, Request request, OutputStream out) throws IOException;

  static List<String> ids() {
    return Stream.of(values()).map(format -> format.name().toLowerCase(Locale.ROOT)).toList();
  }

  static ReviewFormat of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
