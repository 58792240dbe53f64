package io.clausewatch.files;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;

/**
 * A document to be sent: A4 across, the fonts embedded, tables that go on over pages with their
 * headings repeated. It is written page by page, so that its length is not limited. For one thread;
 * begins with the title.
 */
public final class PdfFile {
  private static final float MARGIN = 40;
  private static final float TOP = 66;
  private static final float BOTTOM = 48;

  /** From line to line, in heights of letters. */
  private static final float LEADING = 1.3f;

  /** As many rows are laid out and written at a time. */
  private static final int ROWS = 50;

  private static final Color LINE = new Color(0xD5DAE1);
  private static final Color SHADE = new Color(0xEEF2F7);

  private final OutputStream out;
  private final PdfTypeface type;
  private final Document document;
  private final PdfWriter writer;

  /** The heading of the part that is being written; null when none is. */
  private PdfPTable heading;

  /** Its table; null when none is. */
  private PdfPTable table;

  private int rows;

  /**
   * What a document says of itself, above all on each of its pages.
   *
   * @param title its title
   * @param subtitle what is in it
   * @param author whose document it is
   * @param about what it is about, such as a period; short
   * @param maker who made it, when and why
   */
  public record Heads(String title, String subtitle, String author, String about, String maker) {}

  /**
   * Begins a document.
   *
   * @param out where it goes; not closed here
   * @param language its language, ISO 639-1
   * @throws IOException when the typeface cannot be read
   */
  public PdfFile(OutputStream out, String language, Heads heads) throws IOException {
    this.out = out;
    type = new PdfTypeface();
    document = new Document(PageSize.A4.rotate(), MARGIN, MARGIN, TOP, BOTTOM);
    writer = PdfWriter.getInstance(document, out);
    writer.setCloseStream(false);
    writer.setPdfVersion(PdfWriter.VERSION_1_7);
    writer.setViewerPreferences(PdfWriter.DisplayDocTitle);
    writer.setPageEvent(new PdfPageFrame(heads, type));
    document.addTitle(heads.title());
    document.addAuthor(heads.author());
    document.addSubject(heads.subtitle());
    document.addCreator("Clausewatch");
    document.open();
    writer.getExtraCatalog().put(PdfName.LANG, new PdfString(language));
    Paragraph title = new Paragraph(type.title(heads.title()));
    title.setLeading(24);
    document.add(title);
    Paragraph subtitle = new Paragraph(type.quiet(heads.subtitle()));
    subtitle.setLeading(14);
    subtitle.setSpacingAfter(10);
    document.add(subtitle);
  }

  /** Sets the text of cells. */
  public PdfTypeface type() {
    return type;
  }

  /** Writes what is known of the whole, each value beside its label. */
  public void facts(Map<String, String> byLabel) {
    PdfPTable facts = new PdfPTable(new float[] {1, 5});
    facts.setWidthPercentage(100);
    byLabel.forEach(
        (label, value) -> {
          facts.addCell(cell(type.strong(label), SHADE));
          facts.addCell(cell(type.plain(value), null));
        });
    document.add(facts);
  }

  /**
   * Begins a part: a heading, a remark below it, and a table. It is written with the first row, so
   * that no heading is left alone at the foot of a page.
   *
   * @param widths of the table's columns, in relation to each other
   * @param columns their headings, as many
   */
  public void begin(String title, String note, float[] widths, List<String> columns) {
    heading = new PdfPTable(1);
    heading.setWidthPercentage(100);
    heading.setSpacingBefore(12);
    heading.setSpacingAfter(4);
    for (Phrase line : List.of(type.heading(title), type.quiet(note))) {
      PdfPCell cell = cell(line, null);
      cell.setBorder(Rectangle.NO_BORDER);
      cell.setPadding(0);
      cell.setPaddingBottom(2);
      heading.addCell(cell);
    }
    table = new PdfPTable(widths);
    table.setWidthPercentage(100);
    table.setHeaderRows(1);
    table.setComplete(false);
    for (String column : columns) {
      table.addCell(cell(type.strong(column), SHADE));
    }
    rows = 0;
  }

  /** Writes a row of the table, a cell a column. */
  public void row(Phrase... cells) {
    for (Phrase cell : cells) {
      table.addCell(cell(cell, null));
    }
    rows++;
    if (rows == 1) {
      writeHeading();
    }
    if (rows % ROWS == 0) {
      write();
    }
  }

  /** Writes the heading on the page on which the first row stands. */
  private void writeHeading() {
    float height =
        heading.spacingBefore() + height(heading) + heading.spacingAfter() + height(table);
    if (height > room()) {
      document.newPage();
    }
    document.add(heading);
    if (height > wholePage()) {
      // A row that no page can hold begins here: the next page would have no more room for it.
      table.setSplitLate(false);
      document.add(table);
      table.setSplitLate(true);
    }
  }

  /** Writes the rows that are not written yet. */
  private void write() {
    int first = table.getHeaderRows();
    if (table.size() > first && table.getRowHeight(first) > room()) {
      document.newPage();
    }
    if (room() >= wholePage()) {
      // The library repeats the columns' names where it turns the page among rows, not between
      // lots.
      table.setSkipFirstHeader(false);
    }
    document.add(table);
  }

  /** How much of the page is left. */
  private float room() {
    return writer.getVerticalPosition(true) - document.bottom();
  }

  private float wholePage() {
    return document.top() - document.bottom();
  }

  private float height(PdfPTable table) {
    table.setTotalWidth(document.right() - document.left());
    return table.getTotalHeight();
  }

  /**
   * Ends the part.
   *
   * @param nothing what it says when its table has no row
   */
  public void finish(String nothing) {
    if (rows == 0) {
      PdfPCell none = cell(type.quiet(nothing), null);
      none.setColspan(table.getNumberOfColumns());
      table.addCell(none);
      writeHeading();
    }
    table.setComplete(true);
    write();
  }

  /** Writes a remark by itself. */
  public void remark(String text) {
    Paragraph remark = new Paragraph(type.quiet(text));
    remark.setSpacingBefore(10);
    document.add(remark);
  }

  /** Ends the document and flushes it. */
  public void end() throws IOException {
    document.close();
    out.flush();
  }

  private static PdfPCell cell(Phrase text, Color background) {
    PdfPCell cell = new PdfPCell(text);
    cell.setLeading(0, LEADING);
    cell.setBorder(Rectangle.BOTTOM);
    cell.setBorderColor(LINE);
    cell.setBorderWidth(0.5f);
    cell.setPadding(4);
    cell.setPaddingBottom(5);
    cell.setVerticalAlignment(Element.ALIGN_TOP);
    if (background != null) {
      cell.setBackgroundColor(background);
    }
    return cell;
  }
}
