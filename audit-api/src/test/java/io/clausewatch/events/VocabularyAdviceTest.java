package io.clausewatch.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.CloudEvents;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.OpenApiDocument;
import io.clausewatch.policy.PolicyCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the project's own policies. */
class VocabularyAdviceTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static PolicyCatalog catalog;
  private final RegisterInMemory register = new RegisterInMemory();
  private final VocabularyAdvice advice = new VocabularyAdvice(catalog, register);

  /** A register in memory. */
  private static final class RegisterInMemory implements RecipientRegister {
    private final Set<Entry> entries = new HashSet<>();

    @Override
    public boolean mayHold(Entry entry) {
      return entries.contains(entry);
    }

    @Override
    public Set<String> ids(String policyId, RegisterKind kind) {
      return entries.stream().map(Entry::id).collect(Collectors.toSet());
    }

    @Override
    public void note(Register event) {
      entries.add(Entry.of(event));
    }
  }

  @BeforeAll
  static void load() throws Exception {
    Path folder = Path.of("policies");
    catalog = PolicyCatalog.load(Files.isDirectory(folder) ? folder : Path.of("../policies"));
  }

  private static ParsedEvent event(int index, String kind, String policy, String data) {
    ObjectNode event = ApiJson.object();
    event.put("specversion", "1.0").put("id", "e-" + index).put("source", "shop");
    event.put("type", "io.clausewatch." + kind + ".v1").put("policy", policy);
    event.put("time", "2026-11-20T00:00:00Z").set("data", Sample.json(data));
    CloudEvents.Reading reading = CloudEvents.read(event, NOW);
    assertThat(reading.faults()).isEmpty();
    return new ParsedEvent(index, kind, reading);
  }

  private static ParsedEvent access(int index, String policy, String purpose, String categories) {
    return event(
        index,
        "access",
        policy,
        """
        {"subjectIds": ["m-1"], "actor": {"id": "kim", "kind": "STAFF"}, "operation": "READ",
         "purpose": "%s", "dataCategories": %s}\
        """
            .formatted(purpose, categories));
  }

  private static ParsedEvent disclosure(int index, String kind, String recipient) {
    return event(
        index,
        "disclosure",
        "sony-music-kr",
        """
        {"subjectIds": ["m-1"], "actor": {"id": "kim", "kind": "STAFF"},
         "recipient": {"id": "%s", "kind": "%s"}, "purpose": "customer-support",
         "dataCategories": ["name"], "legalBasis": {"kind": "CONTRACT"}}\
        """
            .formatted(recipient, kind));
  }

  @Test
  void anEventOfDeclaredIdsHasNone() {
    assertThat(advice.on(List.of(access(0, "sony-music-kr", "customer-support", "[\"name\"]"))))
        .isEmpty();
  }

  @Test
  void namesTheClosestKnownId() {
    assertThat(
            advice.on(
                List.of(
                    access(0, "sony-music-k", "custmer-support", "[\"name\", \"emaill\"]"),
                    access(1, "sony-music-kr", "recruitment", "[\"health\"]"),
                    access(2, "acme", "zzz", "[]"))))
        .extracting(
            EventWarning::index, EventWarning::id, EventWarning::path, EventWarning::closest)
        .containsExactly(
            tuple(0, "e-0", "$.policy", "sony-music-kr"),
            tuple(0, "e-0", "$.data.purpose", "customer-support"),
            tuple(0, "e-0", "$.data.dataCategories[1]", "email"),
            tuple(1, "e-1", "$.data.purpose", null),
            tuple(1, "e-1", "$.data.dataCategories[0]", null),
            tuple(2, "e-2", "$.policy", null),
            tuple(2, "e-2", "$.data.purpose", null));
  }

  @Test
  void theSameClosestIdIsGivenAgain() {
    assertThat(
            advice.on(
                List.of(
                    access(0, "sony-music-kr", "custmer-support", "[]"),
                    access(1, "sony-music-kr", "custmer-support", "[]"))))
        .extracting(EventWarning::closest)
        .containsExactly("customer-support", "customer-support");
  }

  @Test
  void warnsOfRecipientsThatTheRegisterDoesNotHave() {
    ParsedEvent registered =
        event(
            1,
            "register",
            "sony-music-kr",
            """
            {"entryId": "mail-house", "kind": "PROCESSOR", "validFrom": "2026-01-01T00:00:00Z"}\
            """);

    assertThat(
            advice.on(
                List.of(
                    disclosure(0, "PROCESSOR", "mail-house"),
                    registered,
                    disclosure(2, "RETAILER", "shop"))))
        .as("a register event of the same request counts")
        .isEmpty();

    register.note(registered.reading().event().register());
    assertThat(
            advice.on(
                List.of(
                    disclosure(0, "PROCESSOR", "mail-house"),
                    disclosure(1, "PARTNER", "mail-house"),
                    disclosure(2, "PROCESSOR", "mial-house"))))
        .extracting(EventWarning::index, EventWarning::path, EventWarning::closest)
        .containsExactly(
            tuple(1, "$.data.recipient.id", "mail-house"),
            tuple(2, "$.data.recipient.id", "mail-house"));
  }

  @Test
  void aPersonalValueIsNeverQuoted() {
    List<EventWarning> warnings = advice.on(List.of(disclosure(0, "COURT", "kim@example.com")));

    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst().path()).isEqualTo("$.data.recipient.id");
    assertThat(warnings.getFirst().message()).contains("an e-mail address");
    assertThat(warnings.toString()).doesNotContain("kim@example.com");
  }

  @Test
  void nobodyIsToldMoreThanAReceiptHolds() {
    List<ParsedEvent> events = new ArrayList<>();
    IntStream.range(0, 1_000).forEach(i -> events.add(access(i, "p" + i, "q" + i, "[\"r\"]")));

    List<EventWarning> warnings = advice.on(events);
    assertThat(warnings).hasSize(FaultLimit.MAX + 1);
    assertThat(warnings.getLast().message()).contains("2,000 more");
  }

  @Test
  void theExamplesOfTheDocumentAreSoundAndDeclared() {
    var examples = ApiJson.tree(OpenApiDocument.document()).at("/components/examples");
    List<ParsedEvent> events = new ArrayList<>();
    for (EventKind kind : EventKind.values()) {
      CloudEvents.Reading reading = CloudEvents.read(examples.path(kind.id()).path("value"), NOW);
      assertThat(reading.faults()).as(kind.id()).isEmpty();
      events.add(new ParsedEvent(0, kind.id(), reading));
    }
    assertThat(advice.on(events)).isEmpty();
  }
}
