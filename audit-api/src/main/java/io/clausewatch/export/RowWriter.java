package io.clausewatch.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.clausewatch.files.CellText;
import io.clausewatch.files.CsvFile;
import io.clausewatch.http.ApiJson;
import io.clausewatch.readmodel.SearchDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes documents one by one, in one of the formats of an export. */
sealed interface RowWriter {

  /** Writes a document. */
  void write(SearchDocument document) throws IOException;

  /** Writes what is left. */
  void flush() throws IOException;

  /** A table with a column for each field. */
  final class Csv implements RowWriter {
    private final CsvFile file;

    Csv(OutputStream out, List<String> fields) throws IOException {
      this.file = new CsvFile(out, fields);
    }

    @Override
    public void write(SearchDocument document) throws IOException {
      file.row(document.returnedValues().stream().map(CellText::text).toList());
    }

    @Override
    public void flush() throws IOException {
      file.flush();
    }
  }

  /** A line of JSON for each document, exactly as the search returns it. */
  final class Ndjson implements RowWriter {
    private final JsonGenerator generator;

    Ndjson(OutputStream out) throws IOException {
      generator = ApiJson.mapper().createGenerator(out);
      generator.setRootValueSeparator(new SerializedString(""));
      // A document is written by the mapper's own rules, which would flush after each.
      generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    @Override
    public void write(SearchDocument document) throws IOException {
      generator.writePOJO(document);
      generator.writeRaw('\n');
    }

    @Override
    public void flush() throws IOException {
      generator.enable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      generator.flush();
    }
  }
}
