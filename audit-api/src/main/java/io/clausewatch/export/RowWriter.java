package io.clausewatch.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.files.CellText;
import io.clausewatch.files.CsvFile;
import io.clausewatch.http.ApiJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes documents one by one, in one of the formats of an export. */
sealed interface RowWriter {

  /** Writes a document. */
  void write(ObjectNode document) throws IOException;

  /** Writes what is left. */
  void flush() throws IOException;

  /** A table with a column for each field. */
  final class Csv implements RowWriter {
    private final List<String> fields;
    private final CsvFile file;

    Csv(OutputStream out, List<String> fields) throws IOException {
      this.fields = fields;
      this.file = new CsvFile(out, fields);
    }

    @Override
    public void write(ObjectNode document) throws IOException {
      file.row(fields.stream().map(field -> CellText.text(document.path(field))).toList());
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
    public void write(ObjectNode document) throws IOException {
      generator.writeTree(document);
      generator.writeRaw('\n');
    }

    @Override
    public void flush() throws IOException {
      generator.enable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      generator.flush();
    }
  }
}
