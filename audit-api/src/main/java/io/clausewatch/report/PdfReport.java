package io.clausewatch.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.words.Words;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * A report as a document to be sent: A4 across, the fonts embedded, tables that go on over pages
 * with their headings repeated. It is written page by page, so that its length is not limited.
 */
final class PdfReport implements ReportFile {
  private static final float MARGIN = 40;
  private static final float TOP = 66;
  private static final float BOTTOM = 48;

  /** From line to line, in heights of letters. */
  private static final float LEADING = 1.3f;

  /** As many rows are laid out and written at a time. */
  private static final int ROWS = 50;

  private static final Color LINE = new Color(0xD5DAE1);
  private static final Color SHADE = new Color(0xEEF2F7);

  private static final float[] EVENT_WIDTHS = {12, 13, 15, 14, 18, 17, 13};
  private static final float[] FINDING_WIDTHS = {12, 16, 30, 30, 12};

  private final Words words;
  private final PolicyCatalog catalog;
  private final OutputStream out;
  private final Typeface type;
  private final Document document;

  /** The table that is being written; null when none is. */
  private PdfPTable table;

  private int rows;
  private boolean pastEvents;
  private long events;
  private long findings;

  PdfReport(OutputStream out, Cover cover, Words words, PolicyCatalog catalog) throws IOException {
    this.out = out;
    this.words = words;
    this.catalog = catalog;
    type = new Typeface();
    document = new Document(PageSize.A4.rotate(), MARGIN, MARGIN, TOP, BOTTOM);
    PdfWriter writer = PdfWriter.getInstance(document, out);
    writer.setCloseStream(false);
    writer.setPdfVersion(PdfWriter.VERSION_1_7);
    writer.setViewerPreferences(PdfWriter.DisplayDocTitle);
    writer.setPageEvent(new PageFrame(cover, words, type));
    document.addTitle(words.say("title"));
    document.addAuthor(controllers(cover));
    document.addSubject(words.say("subtitle"));
    document.addCreator("Clausewatch");
    document.open();
    writer.getExtraCatalog().put(PdfName.LANG, new PdfString(words.language()));
    cover(cover);
    heading("heading.events", "note.events");
    begin(
        EVENT_WIDTHS,
        "column.when",
        "column.who",
        "column.toWhom",
        "column.what",
        "column.why",
        "column.basis",
        "column.findings");
  }

  /** Who holds the data, each once. */
  static String controllers(Cover cover) {
    return cover.policies().stream()
        .map(Cover.Holder::controller)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** The period in words. */
  static String period(Cover cover, Words words) {
    String from = cover.from().map(words::instant).orElse(words.say("period.beginning"));
    String to = cover.to().map(words::instant).orElse(words.say("period.now"));
    return words.say("period", from, to);
  }

  private void cover(Cover cover) {
    Paragraph title = new Paragraph(type.title(words.say("title")));
    title.setLeading(24);
    document.add(title);
    Paragraph subtitle = new Paragraph(type.quiet(words.say("subtitle")));
    subtitle.setLeading(14);
    subtitle.setSpacingAfter(10);
    document.add(subtitle);
    PdfPTable facts = new PdfPTable(new float[] {1, 5});
    facts.setWidthPercentage(100);
    fact(facts, "fact.subject", cover.subjectId());
    fact(
        facts,
        "fact.policies",
        cover.policies().stream()
            .map(holder -> holder.controller() + " (" + holder.policyId() + ")")
            .collect(Collectors.joining("\n")));
    fact(facts, "fact.period", period(cover, words));
    fact(facts, "fact.madeBy", cover.madeBy());
    fact(facts, "fact.madeAt", words.say("utc", words.instant(cover.madeAt())));
    fact(facts, "fact.reason", cover.reason());
    fact(
        facts,
        "fact.contents",
        words.say("contents", words.number(cover.events()), words.number(cover.findings())));
    document.add(facts);
  }

  private void fact(PdfPTable facts, String label, String value) {
    facts.addCell(cell(type.strong(words.say(label)), SHADE));
    facts.addCell(cell(type.plain(value), null));
  }

  private void heading(String heading, String note) {
    Paragraph title = new Paragraph(type.heading(words.say(heading)));
    title.setSpacingBefore(16);
    title.setKeepTogether(true);
    document.add(title);
    Paragraph small = new Paragraph(type.quiet(words.say(note)));
    small.setLeading(12);
    small.setSpacingAfter(6);
    document.add(small);
  }

  private void begin(float[] widths, String... columns) {
    table = new PdfPTable(widths);
    table.setWidthPercentage(100);
    table.setHeaderRows(1);
    table.setComplete(false);
    for (String column : columns) {
      table.addCell(cell(type.strong(words.say(column)), SHADE));
    }
    rows = 0;
  }

  private void row(Phrase... cells) {
    for (Phrase cell : cells) {
      table.addCell(cell(cell, null));
    }
    rows++;
    if (rows % ROWS == 0) {
      document.add(table);
    }
  }

  private void finish(String nothing) {
    if (rows == 0) {
      PdfPCell none = cell(type.quiet(words.say(nothing)), null);
      none.setColspan(table.getNumberOfColumns());
      table.addCell(none);
    }
    table.setComplete(true);
    document.add(table);
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

  @Override
  public void event(ObjectNode event) {
    events++;
    row(
        when(event),
        who(event),
        toWhom(event.path("recipient")),
        type.plain(categories(event.path("dataCategories"))),
        why(event),
        basis(event),
        outcomes(event.path("findings")));
  }

  private Phrase when(JsonNode event) {
    return type.mixed(
        words.instant(Instant.parse(event.path("occurredAt").asText())),
        lines(event.path("policyId").asText(), event.path("eventId").asText()));
  }

  private Phrase who(JsonNode event) {
    JsonNode actor = event.path("actor");
    String kind = actor.path("kind").asText("");
    boolean themselves = kind.equals("SUBJECT");
    String operation = event.path("operation").asText("");
    String act = operation.isEmpty() ? words.symbol(event.path("kind").asText()) : operation;
    return type.mixed(
        themselves ? words.symbol(kind) : actor.path("id").asText(""),
        lines(
            themselves ? "" : symbol(actor.path("kind")),
            actor.path("processorId").asText(""),
            words.symbol(act),
            event.path("service").asText("")));
  }

  private Phrase toWhom(JsonNode recipient) {
    if (!recipient.isObject()) {
      return type.quiet("–");
    }
    boolean themselves = recipient.path("kind").asText().equals("SUBJECT");
    String name = recipient.path("name").asText("");
    String id = themselves ? "" : recipient.path("id").asText("");
    String kind = symbol(recipient.path("kind"));
    String first = themselves ? kind : name.isEmpty() ? id : name;
    return type.mixed(
        first,
        lines(
            first.equals(id) ? "" : id,
            themselves ? "" : kind,
            recipient.path("country").asText("")));
  }

  private String categories(JsonNode ids) {
    return ids.valueStream()
        .map(id -> words.category(id.asText()))
        .collect(Collectors.joining(", "));
  }

  private Phrase why(JsonNode event) {
    JsonNode purpose = event.path("purpose");
    String quote = purpose.path("quote").asText("");
    return type.mixed(
        words.purpose(purpose.path("id").asText("")),
        lines(
            quote.isEmpty() ? "" : "“" + quote + "” (" + purpose.path("section").asText() + ")",
            event.path("justification").asText(""),
            event.path("exportReason").asText("")));
  }

  private Phrase basis(JsonNode event) {
    JsonNode basis = event.path("legalBasis");
    if (!basis.isObject()) {
      return type.quiet("–");
    }
    JsonNode instrument = event.path("instrument");
    return type.mixed(
        symbol(basis.path("kind")),
        lines(
            basis.path("statute").asText(""),
            symbol(instrument.path("kind")),
            instrument.path("reference").asText(""),
            instrument.path("issuer").asText(""),
            dated("instrument.issued", instrument.path("issuedAt")),
            dated("instrument.until", instrument.path("validUntil")),
            symbol(event.path("safeguard").path("kind")),
            event.path("safeguard").path("reference").asText("")));
  }

  private String dated(String key, JsonNode instant) {
    return instant.isTextual()
        ? words.say(key, words.instant(Instant.parse(instant.asText())))
        : "";
  }

  private Phrase outcomes(JsonNode findings) {
    if (findings.isEmpty()) {
      return type.quiet("–");
    }
    List<String> outcomes = new ArrayList<>();
    for (JsonNode finding : findings) {
      outcomes.add(finding.path("clauseId").asText() + ": " + symbol(finding.path("status")));
    }
    return type.plain(String.join("\n", outcomes));
  }

  private String symbol(JsonNode symbol) {
    return symbol.isTextual() ? words.symbol(symbol.asText()) : "";
  }

  private static String lines(String... parts) {
    return Stream.of(parts).filter(part -> !part.isBlank()).collect(Collectors.joining("\n"));
  }

  @Override
  public void finding(ObjectNode finding) {
    endEvents();
    findings++;
    row(
        when(finding),
        type.mixed(
            finding.path("clauseId").asText(),
            lines(finding.path("section").asText(""), symbol(finding.path("eventKind")))),
        type.mixed(finding.path("title").asText(), "“" + finding.path("quote").asText("") + "”"),
        type.plain(words.explanation(finding, catalog)),
        type.mixed(symbol(finding.path("status")), symbol(finding.path("severity"))));
  }

  private void endEvents() {
    if (!pastEvents) {
      pastEvents = true;
      finish("none.events");
      heading("heading.findings", "note.findings");
      begin(
          FINDING_WIDTHS,
          "column.when",
          "column.clause",
          "column.words",
          "column.explanation",
          "column.outcome");
    }
  }

  @Override
  public void end() throws IOException {
    endEvents();
    finish("none.findings");
    Paragraph end =
        new Paragraph(type.quiet(words.say("end", words.number(events), words.number(findings))));
    end.setSpacingBefore(10);
    document.add(end);
    document.close();
    out.flush();
  }
}
