package io.clausewatch.subjects;

import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.words.PageWords;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** In which form a report comes; the first unless asked otherwise. */
enum ReportFormat {
  /** For programs. */
  JSON("application/json") {
    @Override
    ReportFile begin(OutputStream out, ReportCover cover, PageWords words, PolicyCatalog catalog)
        throws IOException {
      return new JsonReport(out, cover);
    }
  },
  /** For spreadsheets. */
  CSV("text/csv; charset=utf-8") {
    @Override
    ReportFile begin(OutputStream out, ReportCover cover, PageWords words, PolicyCatalog catalog)
        throws IOException {
      return new CsvReport(out, cover, words.zone());
    }
  },
  /** To be sent; the only one with words of a language. */
  PDF("application/pdf") {
    @Override
    ReportFile begin(OutputStream out, ReportCover cover, PageWords words, PolicyCatalog catalog)
        throws IOException {
      return new PdfReport(out, cover, words, catalog);
    }
  };

  private final String mediaType;

  ReportFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** What a file of it is. */
  String mediaType() {
    return mediaType;
  }

  /** Begins a report. */
  abstract ReportFile begin(
      OutputStream out, ReportCover cover, PageWords words, PolicyCatalog catalog)
      throws IOException;

  static List<String> ids() {
    return Stream.of(values()).map(format -> format.name().toLowerCase(Locale.ROOT)).toList();
  }

  static ReportFormat of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
