package io.clausewatch.files;

import java.awt.Color;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/**
 * What stands on every page: what the document is and who made it above, the page's number below.
 */
final class PdfPageFrame extends PdfPageEventHelper {
  private static final Color LINE = new Color(0xD5DAE1);

  /** From line to line. */
  private static final float LEADING = 12;

  private static final float TOTAL_WIDTH = 20;

  private final PdfTypeface type;
  private final PdfFile.Heads heads;

  /** Filled when the number of pages is known. */
  private PdfTemplate total;

  PdfPageFrame(PdfFile.Heads heads, PdfTypeface type) {
    this.type = type;
    this.heads = heads;
  }

  @Override
  public void onOpenDocument(PdfWriter writer, Document document) {
    total = writer.getDirectContent().createTemplate(TOTAL_WIDTH, LEADING);
  }

  @Override
  public void onEndPage(PdfWriter writer, Document document) {
    PdfContentByte canvas = writer.getDirectContent();
    Rectangle page = document.getPageSize();
    float left = document.left();
    float right = page.getWidth() - document.rightMargin();
    float above = page.getHeight() - 30;
    float width = right - left;
    Phrase about = type.frame(heads.about());
    Phrase author = fitting(heads.author(), width - ColumnText.getWidth(about) - 20);
    write(canvas, Element.ALIGN_LEFT, author, left, above);
    write(canvas, Element.ALIGN_RIGHT, about, right, above);
    write(canvas, Element.ALIGN_LEFT, fitting(heads.maker(), width), left, above - LEADING);
    rule(canvas, left, right, above - 18);
    rule(canvas, left, right, 36);
    write(canvas, Element.ALIGN_LEFT, type.frame(heads.title()), left, 24);
    Phrase number = type.frame(writer.getPageNumber() + " /");
    float start = right - TOTAL_WIDTH;
    write(canvas, Element.ALIGN_RIGHT, number, start - 2, 24);
    canvas.addTemplate(total, start, 24);
  }

  @Override
  public void onCloseDocument(PdfWriter writer, Document document) {
    // The page that closing began is none.
    Phrase pages = type.frame(Integer.toString(writer.getPageNumber() - 1));
    write(total, Element.ALIGN_LEFT, pages, 0, 0);
  }

  private static void write(PdfContentByte canvas, int alignment, Phrase text, float x, float y) {
    ColumnText.showTextAligned(canvas, alignment, text, x, y, 0);
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
  private Phrase fitting(String text, float width) {
    Phrase fitting = type.frame(text);
    int end = text.length();
    while (end > 0 && ColumnText.getWidth(fitting) > width) {
      end = text.offsetByCodePoints(end, -1);
      fitting = type.frame(text.substring(0, end) + "…");
    }
    return fitting;
  }
}
