package io.clausewatch.subjects;

import io.clausewatch.contract.Instrument;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.Recipient;
import io.clausewatch.files.CellText;
import io.clausewatch.files.CsvFile;
import io.clausewatch.readmodel.DocumentField;
import io.clausewatch.readmodel.FindingDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A report as one table. The column {@code record} tells what a row is: the report itself (the
 * first), an access, a disclosure, or a finding.
 */
final class CsvReport implements ReportFile {
  /** The columns; later ones go to the end. */
  static final List<String> COLUMNS =
      List.of(
          "record",
          "occurredAt",
          "policyId",
          "eventId",
          "service",
          "operation",
          "actorId",
          "actorKind",
          "recipientId",
          "recipientName",
          "recipientKind",
          "recipientCountry",
          "dataCategories",
          "purpose",
          "purposeQuote",
          "legalBasis",
          "statute",
          "instrument",
          "instrumentReference",
          "instrumentIssuer",
          "instrumentIssuedAt",
          "instrumentValidUntil",
          "instrumentDataCategories",
          "safeguard",
          "justification",
          "exportReason",
          "verdict",
          "findings",
          "findingId",
          "clauseId",
          "section",
          "title",
          "quote",
          "explanation",
          "severity",
          "status",
          "subjectId",
          "from",
          "to",
          "madeBy",
          "madeAt",
          "reason");

  private static final Set<String> INSTANTS =
      Set.of("occurredAt", "instrumentIssuedAt", "instrumentValidUntil", "from", "to", "madeAt");

  private final CsvFile file;
  private final ZoneId zone;

  CsvReport(OutputStream out, ReportCover cover, ZoneId zone) throws IOException {
    this.zone = zone;
    file = new CsvFile(out, COLUMNS);
    Map<String, String> row = new HashMap<>();
    row.put("record", "report");
    row.put(
        "policyId",
        cover.policies().stream()
            .map(ReportCover.Holder::policyId)
            .collect(Collectors.joining(CellText.BETWEEN)));
    row.put("subjectId", cover.subjectId());
    row.put("from", cover.from().map(Instant::toString).orElse(""));
    row.put("to", cover.to().map(Instant::toString).orElse(""));
    row.put("madeBy", cover.madeBy());
    row.put("madeAt", cover.madeAt().toString());
    row.put("reason", cover.reason());
    write(row);
  }

  private void write(Map<String, String> row) throws IOException {
    file.row(COLUMNS.stream().map(column -> cell(column, row.getOrDefault(column, ""))).toList());
  }

  /** An instant is told by the office's clock, with its offset from UTC: ISO 8601. */
  private String cell(String column, String text) {
    return INSTANTS.contains(column) && !text.isEmpty()
        ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(Instant.parse(text).atZone(zone))
        : text;
  }

  @Override
  public void event(ReportedEvent event) throws IOException {
    Map<String, String> row = new HashMap<>();
    put(row, "record", event.kind());
    put(row, "occurredAt", event.occurredAt());
    put(row, "policyId", event.policyId());
    put(row, "eventId", event.eventId());
    put(row, "service", event.service());
    put(row, "operation", event.operation());
    put(row, "dataCategories", event.dataCategories());
    put(row, "justification", event.justification());
    put(row, "exportReason", event.exportReason());
    put(row, "verdict", event.verdict());
    put(row, "actorId", event.actor().getId());
    put(row, "actorKind", event.actor().getKind());
    put(row, "purpose", event.purpose().id());
    put(row, "purposeQuote", event.purpose().quote());
    Recipient recipient = event.recipient();
    if (recipient != null) {
      put(row, "recipientId", recipient.getId());
      put(row, "recipientName", recipient.getName());
      put(row, "recipientKind", recipient.getKind());
      put(row, "recipientCountry", recipient.getCountry());
    }
    LegalBasis basis = event.legalBasis();
    if (basis != null) {
      put(row, "legalBasis", basis.getKind());
      put(row, "statute", basis.getStatute());
    }
    Instrument instrument = event.instrument();
    if (instrument != null) {
      put(row, "instrument", instrument.getKind());
      put(row, "instrumentReference", instrument.getReference());
      put(row, "instrumentIssuer", instrument.getIssuer());
      put(row, "instrumentIssuedAt", instrument.getIssuedAt());
      put(row, "instrumentValidUntil", instrument.getValidUntil());
      put(row, "instrumentDataCategories", instrument.getDataCategories());
    }
    if (event.safeguard() != null) {
      put(row, "safeguard", event.safeguard().getKind());
    }
    put(
        row,
        "findings",
        event.findings().stream()
            .map(finding -> finding.clauseId() + " " + finding.status())
            .toList());
    write(row);
  }

  @Override
  public void finding(FindingDocument document) throws IOException {
    Map<String, String> row = new HashMap<>();
    row.put("record", "finding");
    for (DocumentField<FindingDocument> field : FindingDocument.CATALOG.returned()) {
      // Why it was resolved is not why the report was made.
      if (COLUMNS.contains(field.name()) && !field.name().equals("reason")) {
        put(row, field.name(), field.value(document));
      }
    }
    write(row);
  }

  private static void put(Map<String, String> row, String column, Object value) {
    row.put(column, CellText.text(value));
  }

  @Override
  public void end() throws IOException {
    file.flush();
  }
}
