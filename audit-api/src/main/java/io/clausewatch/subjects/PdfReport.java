package io.clausewatch.subjects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.files.PdfFile;
import io.clausewatch.files.PdfTypeface;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.words.PageWords;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpdf.text.Phrase;

/**
 * A report as a document to be sent: A4 across, the fonts embedded, tables that go on over pages
 * with their headings repeated. It is written page by page, so that its length is not limited.
 */
final class PdfReport implements ReportFile {
  private static final float[] EVENT_WIDTHS = {12, 13, 15, 14, 18, 17, 13};
  private static final float[] FINDING_WIDTHS = {12, 16, 30, 30, 12};

  private final PageWords words;
  private final PolicyCatalog catalog;
  private final PdfFile file;
  private final PdfTypeface type;
  private boolean pastEvents;
  private long events;
  private long findings;

  PdfReport(OutputStream out, ReportCover cover, PageWords words, PolicyCatalog catalog)
      throws IOException {
    this.words = words;
    this.catalog = catalog;
    String holders = controllers(cover);
    file =
        new PdfFile(
            out,
            words.language(),
            new PdfFile.Heads(
                words.say("title"),
                words.say("subtitle", words.zone().getId()),
                holders,
                period(cover, words),
                words.say("maker", cover.madeBy(), words.instant(cover.madeAt()), cover.reason())));
    type = file.type();
    file.facts(facts(cover));
    begin(
        "events",
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
  static String controllers(ReportCover cover) {
    return cover.policies().stream()
        .map(ReportCover.Holder::controller)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** The period in words. */
  static String period(ReportCover cover, PageWords words) {
    String from = cover.from().map(words::instant).orElse(words.say("period.beginning"));
    String to = cover.to().map(words::instant).orElse(words.say("period.now"));
    return words.say("period", from, to);
  }

  private Map<String, String> facts(ReportCover cover) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(words.say("fact.subject"), cover.subjectId());
    facts.put(
        words.say("fact.policies"),
        cover.policies().stream()
            .map(holder -> holder.controller() + " (" + holder.policyId() + ")")
            .collect(Collectors.joining("\n")));
    facts.put(words.say("fact.period"), period(cover, words));
    facts.put(words.say("fact.madeBy"), cover.madeBy());
    facts.put(words.say("fact.madeAt"), words.instant(cover.madeAt()));
    facts.put(words.say("fact.reason"), cover.reason());
    facts.put(words.say("fact.contents"), words.say("contents", cover.events(), cover.findings()));
    return facts;
  }

  private void begin(String part, float[] widths, String... columns) {
    file.begin(
        words.say("heading." + part),
        words.say("note." + part),
        widths,
        Stream.of(columns).map(words::say).toList());
  }

  @Override
  public void event(ObjectNode event) {
    events++;
    file.row(
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
    file.row(
        when(finding),
        type.mixed(
            finding.path("clauseId").asText(),
            lines(finding.path("section").asText(""), symbol(finding.path("eventKind")))),
        type.mixed(words.title(finding, catalog), "“" + finding.path("quote").asText("") + "”"),
        type.plain(words.explanation(finding, catalog)),
        type.mixed(symbol(finding.path("status")), symbol(finding.path("severity"))));
  }

  private void endEvents() {
    if (!pastEvents) {
      pastEvents = true;
      file.finish(words.say("none.events"));
      begin(
          "findings",
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
    file.finish(words.say("none.findings"));
    file.remark(words.say("end", events, findings));
    file.end();
  }
}
