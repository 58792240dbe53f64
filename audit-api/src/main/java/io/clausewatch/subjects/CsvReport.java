package io.clausewatch.subjects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.files.CellText;
import io.clausewatch.files.CsvFile;
import io.clausewatch.http.ApiJson;
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
  public void event(ObjectNode event) throws IOException {
    Map<String, String> row = new HashMap<>();
    put(row, event, "kind", "record");
    for (String field :
        List.of(
            "occurredAt",
            "policyId",
            "eventId",
            "service",
            "operation",
            "dataCategories",
            "justification",
            "exportReason",
            "verdict")) {
      put(row, event, field, field);
    }
    put(row, event.path("actor"), "id", "actorId");
    put(row, event.path("actor"), "kind", "actorKind");
    put(row, event.path("recipient"), "id", "recipientId");
    put(row, event.path("recipient"), "name", "recipientName");
    put(row, event.path("recipient"), "kind", "recipientKind");
    put(row, event.path("recipient"), "country", "recipientCountry");
    put(row, event.path("purpose"), "id", "purpose");
    put(row, event.path("purpose"), "quote", "purposeQuote");
    put(row, event.path("legalBasis"), "kind", "legalBasis");
    put(row, event.path("legalBasis"), "statute", "statute");
    JsonNode instrument = event.path("instrument");
    put(row, instrument, "kind", "instrument");
    put(row, instrument, "reference", "instrumentReference");
    put(row, instrument, "issuer", "instrumentIssuer");
    put(row, instrument, "issuedAt", "instrumentIssuedAt");
    put(row, instrument, "validUntil", "instrumentValidUntil");
    put(row, instrument, "dataCategories", "instrumentDataCategories");
    put(row, event.path("safeguard"), "kind", "safeguard");
    row.put(
        "findings",
        event
            .path("findings")
            .valueStream()
            .map(
                finding ->
                    ApiJson.text(finding, "clauseId") + " " + ApiJson.text(finding, "status"))
            .collect(Collectors.joining(CellText.BETWEEN)));
    write(row);
  }

  @Override
  public void finding(ObjectNode finding) throws IOException {
    Map<String, String> row = new HashMap<>();
    row.put("record", "finding");
    for (String column : COLUMNS) {
      if (finding.has(column) && !column.equals("reason")) {
        put(row, finding, column, column);
      }
    }
    write(row);
  }

  private static void put(Map<String, String> row, JsonNode thing, String field, String column) {
    row.put(column, CellText.text(thing.path(field)));
  }

  @Override
  public void end() throws IOException {
    file.flush();
  }
}
