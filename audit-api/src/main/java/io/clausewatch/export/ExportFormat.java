package io.clausewatch.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** In which form an export comes; the first unless asked otherwise. */
enum ExportFormat {
  /** A table, to be read in a spreadsheet. */
  CSV("text/csv; charset=utf-8") {
    @Override
    RowWriter rows(OutputStream out, List<String> fields) throws IOException {
      return new RowWriter.Csv(out, fields);
    }
  },
  /** A JSON document a line, to be read by programs: nothing is changed in it. */
  NDJSON("application/x-ndjson") {
    @Override
    RowWriter rows(OutputStream out, List<String> fields) throws IOException {
      return new RowWriter.Ndjson(out);
    }
  };

  private final String mediaType;

  ExportFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** What a file of it is. */
  String mediaType() {
    return mediaType;
  }

  /** Begins a file of documents with these fields. */
  abstract RowWriter rows(OutputStream out, List<String> fields) throws IOException;

  /** As requests and file names have it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> ids() {
    return Stream.of(values()).map(ExportFormat::id).toList();
  }

  static ExportFormat of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
