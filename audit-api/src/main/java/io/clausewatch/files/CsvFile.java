package io.clausewatch.files;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A CSV file for spreadsheets: RFC 4180 with every cell in quotes, UTF-8 with a byte order mark (by
 * which Excel knows Korean), a header row, and no cell that a spreadsheet would take for a formula.
 */
public final class CsvFile {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  private static final CsvSchema LINES = CsvSchema.emptySchema().withLineSeparator("\r\n");

  /** What begins a formula, in full width too: there are spreadsheets that take it for the same. */
  private static final String BEGINS_FORMULA = "=+-@＝＋－＠";

  /** What may be passed over before a formula. */
  private static final String IGNORED = "\t\r\n";

  /** Where another cell may begin for a program that takes another separator. */
  private static final String ENDS_CELL = ",;|\t\r\n\"";

  private final SequenceWriter rows;

  /** Begins a file with its header. */
  public CsvFile(OutputStream out, List<String> columns) throws IOException {
    out.write(BYTE_ORDER_MARK);
    rows = CSV.writer(LINES).writeValues(out);
    row(columns);
  }

  /** Writes a row; a null is an empty cell. */
  public void row(List<String> cells) throws IOException {
    String[] row = new String[cells.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = cells.get(i) == null ? "" : harmless(cells.get(i));
    }
    rows.write(row);
  }

  /** Writes what is left. */
  public void flush() throws IOException {
    rows.flush();
  }

  /**
   * A text with an apostrophe before whatever would make a cell a formula: at its beginning, and
   * after each character at which a program with other separators begins another cell. Blanks and
   * what is not seen may stand between.
   */
  static String harmless(String text) {
    StringBuilder changed = null;
    boolean begins = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean harmful =
          (begins && BEGINS_FORMULA.indexOf(c) >= 0) || (i == 0 && IGNORED.indexOf(c) >= 0);
      if (harmful && changed == null) {
        changed = new StringBuilder(text.length() + 8).append(text, 0, i);
      }
      if (harmful) {
        changed.append('\'');
      }
      if (changed != null) {
        changed.append(c);
      }
      begins = ENDS_CELL.indexOf(c) >= 0 || (begins && isUnseen(c));
    }
    return changed == null ? text : changed.toString();
  }

  private static boolean isUnseen(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isIdentifierIgnorable(c);
  }
}
