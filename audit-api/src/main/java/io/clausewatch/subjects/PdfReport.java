package io.clausewatch.subjects;

import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Instrument;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.files.PdfFile;
import io.clausewatch.files.PdfTypeface;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.FindingDocument;
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
  public void event(ReportedEvent event) {
    events++;
    file.row(
        when(event.occurredAt(), event.policyId(), event.eventId()),
        who(event),
        toWhom(event.recipient()),
        type.plain(
            event.dataCategories().stream().map(words::category).collect(Collectors.joining(", "))),
        why(event),
        basis(event),
        outcomes(event.findings()));
  }

  private Phrase when(Instant occurredAt, String policyId, String eventId) {
    return type.mixed(words.instant(occurredAt), lines(policyId, eventId));
  }

  private Phrase who(ReportedEvent event) {
    Actor actor = event.actor();
    boolean themselves = actor.getKind() == ActorKind.SUBJECT;
    String act = event.operation() == null ? event.kind() : event.operation().name();
    return type.mixed(
        themselves ? symbol(actor.getKind()) : actor.getId(),
        lines(
            themselves ? "" : symbol(actor.getKind()),
            actor.getProcessorId(),
            words.symbol(act),
            event.service()));
  }

  private Phrase toWhom(Recipient recipient) {
    if (recipient == null) {
      return type.quiet("–");
    }
    boolean themselves = recipient.getKind() == RecipientKind.SUBJECT;
    String name = recipient.getName();
    String id = themselves ? "" : recipient.getId();
    String kind = symbol(recipient.getKind());
    String first = themselves ? kind : name == null || name.isEmpty() ? id : name;
    return type.mixed(
        first, lines(first.equals(id) ? "" : id, themselves ? "" : kind, recipient.getCountry()));
  }

  private Phrase why(ReportedEvent event) {
    ReportedEvent.Purpose purpose = event.purpose();
    return type.mixed(
        words.purpose(purpose.id()),
        lines(
            purpose.quote() == null ? "" : "“" + purpose.quote() + "” (" + purpose.section() + ")",
            event.justification(),
            event.exportReason()));
  }

  private Phrase basis(ReportedEvent event) {
    if (event.legalBasis() == null) {
      return type.quiet("–");
    }
    List<String> more = new ArrayList<>();
    more.add(event.legalBasis().getStatute());
    Instrument instrument = event.instrument();
    if (instrument != null) {
      more.add(symbol(instrument.getKind()));
      more.add(instrument.getReference());
      more.add(instrument.getIssuer());
      more.add(dated("instrument.issued", instrument.getIssuedAt()));
      more.add(dated("instrument.until", instrument.getValidUntil()));
    }
    if (event.safeguard() != null) {
      more.add(symbol(event.safeguard().getKind()));
      more.add(event.safeguard().getReference());
    }
    return type.mixed(symbol(event.legalBasis().getKind()), lines(more.toArray(String[]::new)));
  }

  private String dated(String key, Instant instant) {
    return instant == null ? "" : words.say(key, words.instant(instant));
  }

  private Phrase outcomes(List<ReportedEvent.Breach> findings) {
    return findings.isEmpty()
        ? type.quiet("–")
        : type.plain(
            findings.stream()
                .map(finding -> finding.clauseId() + ": " + words.symbol(finding.status()))
                .collect(Collectors.joining("\n")));
  }

  private String symbol(Enum<?> symbol) {
    return words.symbol(symbol.name());
  }

  private static String lines(String... parts) {
    return Stream.of(parts)
        .filter(part -> part != null && !part.isBlank())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void finding(FindingDocument document) {
    endEvents();
    findings++;
    Finding finding = document.finding();
    String policyId = finding.getPolicyId();
    String title = words.preferred(policyId, finding.getTitle(), finding.getLocalTitle(), catalog);
    String explanation =
        words.preferred(policyId, finding.getExplanation(), finding.getLocalExplanation(), catalog);
    file.row(
        when(finding.getOccurredAt(), policyId, finding.getEventId()),
        type.mixed(
            finding.getClauseId(),
            lines(finding.getSection(), words.symbol(finding.getEventKind()))),
        type.mixed(title, "“" + finding.getQuote() + "”"),
        type.plain(explanation),
        type.mixed(words.symbol(document.status()), symbol(finding.getSeverity())));
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
