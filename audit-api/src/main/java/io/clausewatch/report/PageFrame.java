package io.clausewatch.report;

import java.awt.Color;
import org.openpdf.text.Document;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/**
 * What stands on every page: what the document is and who made it above, the page's number below.
 */
final class PageFrame extends PdfPageEventHelper {
  private static final Color QUIET = new Color(0x556070);
  private static final Color LINE = new Color(0xD5DAE1);
  private static final float SIZE = 7.5f;
  private static final float TOTAL_WIDTH = 20;

  private final Typeface type;
  private final String title;
  private final String author;
  private final String about;
  private final String maker;

  /** Filled when the number of pages is known. */
  private PdfTemplate total;

  PageFrame(PdfFile.Heads heads, Typeface type) {
    this.type = type;
    title = type.shown(heads.title());
    author = type.shown(heads.author());
    about = type.shown(heads.about());
    maker = type.shown(heads.maker());
  }

  @Override
  public void onOpenDocument(PdfWriter writer, Document document) {
    total = writer.getDirectContent().createTemplate(TOTAL_WIDTH, SIZE * 2);
  }

  @Override
  public void onEndPage(PdfWriter writer, Document document) {
    PdfContentByte canvas = writer.getDirectContent();
    Rectangle page = document.getPageSize();
    float left = document.left();
    float right = page.getWidth() - document.rightMargin();
    float above = page.getHeight() - 30;
    float width = right - left;
    float aboutWidth = type.regular().getWidthPoint(about, SIZE);
    write(canvas, fitting(author, width - aboutWidth - 20), left, above);
    write(canvas, about, right - aboutWidth, above);
    write(canvas, fitting(maker, width), left, above - 12);
    rule(canvas, left, right, above - 18);
    rule(canvas, left, right, 36);
    write(canvas, title, left, 24);
    String number = writer.getPageNumber() + " / ";
    float start = right - TOTAL_WIDTH;
    write(canvas, number, start - type.regular().getWidthPoint(number, SIZE), 24);
    canvas.addTemplate(total, start, 24);
  }

  @Override
  public void onCloseDocument(PdfWriter writer, Document document) {
    total.beginText();
    total.setFontAndSize(type.regular(), SIZE);
    total.setColorFill(QUIET);
    total.setTextMatrix(0, 0);
    // The page that closing began is none.
    total.showText(Integer.toString(writer.getPageNumber() - 1));
    total.endText();
  }

  private void write(PdfContentByte canvas, String text, float x, float y) {
    canvas.beginText();
    canvas.setFontAndSize(type.regular(), SIZE);
    canvas.setColorFill(QUIET);
    canvas.setTextMatrix(x, y);
    canvas.showText(text);
    canvas.endText();
  }

  private static void rule(PdfContentByte canvas, float left, float right, float y) {
    canvas.saveState();
    canvas.setColorStroke(LINE);
    canvas.setLineWidth(0.5f);
    canvas.moveTo(left, y);
    canvas.lineTo(right, y);
    canvas.stroke();
    canvas.restoreState();
  }

  /** As much of a text as fits; the cover has the whole. */
  private String fitting(String text, float width) {
    BaseFont letters = type.regular();
    if (letters.getWidthPoint(text, SIZE) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 0 && letters.getWidthPoint(text.substring(0, end) + "…", SIZE) > width) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + "…";
  }
}
