package io.clausewatch.readmodel.index;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.json.JsonpMapper;
import co.elastic.clients.json.JsonpUtils;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Deadline;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.Severity;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.Triage;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.contract.Verdict;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.readmodel.DocumentCatalog;
import io.clausewatch.readmodel.DocumentField;
import io.clausewatch.readmodel.DocumentJson;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.Samples;
import io.clausewatch.readmodel.TrailDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonpMapper MAPPER = new JacksonJsonpMapper(JSON);

  @Test
  void anEntryIsLaidFlat() throws IOException {
    TrailEntry entry =
        Samples.entry(
            "t1",
            2,
            Samples.disclosure(),
            List.of(
                Samples.undecided("C-1"),
                Samples.violated("C-2", "f2"),
                Samples.violated("C-3", "f3")));
    ObjectNode document = indexed(entry);
    ObjectNode event = AvroJson.toJson(Samples.disclosure());
    assertThat(document.remove("event")).isEqualTo(event);
    assertThat(document.remove("verdicts")).hasSize(3);
    assertThat(document.remove("searchText").asText().split(" "))
        .contains("merger", "board", "partner", "seven", "crm", "c", "2", "3", Samples.REF);
    assertThat(document)
        .isEqualTo(
            JSON.readTree(
                """
                {"entryId": "t1", "revision": 2, "subjectRef": "0123456789abcdef0123456789abcdef",
                 "subjectSpelling": {"hash": "fedcba9876543210fedcba9876543210", "length": 8},
                 "receivedAt": "2026-11-24T09:00:00.123Z", "judgedAt": "2026-11-24T09:00:01.123Z",
                 "policyVersion": "2026-01", "eventKind": "disclosure",
                 "occurredAt": "2026-11-24T09:00:00.123Z", "eventId": "e-disclosure",
                 "policyId": "a-policy", "service": "crm", "verdict": "VIOLATED",
                 "clauseIds": ["C-2", "C-3"], "findingIds": ["f2", "f3"],
                 "gaps": [{"policyId": "a-policy", "clauseId": "C-1", "reason": "nobody knows"}],
                 "actorId": "u-1", "actorKind": "STAFF", "recipientId": "partner-7",
                 "recipientKind": "PARTNER", "recipientCountry": "US", "purpose": "marketing",
                 "dataCategories": ["email"], "legalBasis": "CONSENT", "transferId": "merger-1"}
                """));
  }

  @Test
  void theWorstVerdictStandsForTheEntry() {
    assertThat(verdict(List.of())).isEqualTo("LAWFUL");
    assertThat(indexed(Samples.entry("t", 1, Samples.access())).get("clauseIds")).isEmpty();
    ObjectNode undecided =
        indexed(Samples.entry("t", 1, Samples.access(), List.of(Samples.undecided(null))));
    assertThat(undecided.get("verdict").asText()).isEqualTo("UNDECIDED");
    assertThat(undecided.get("clauseIds")).isEmpty();
    assertThat(undecided.at("/gaps/0/clauseId").isNull()).isTrue();
  }

  private static String verdict(List<Verdict> verdicts) {
    return indexed(Samples.entry("t", 1, Samples.access(), verdicts)).get("verdict").asText();
  }

  @Test
  void eachKindHasItsSubtype() {
    assertThat(trail(Samples.consent()).get("subtype").asText()).isEqualTo("GRANTED");
    assertThat(trail(Samples.subject()).get("subtype").asText()).isEqualTo("REGISTERED");
    assertThat(trail(Samples.request()).get("subtype").toString())
        .isEqualTo("[\"DELETION\",\"REFUSED\"]");
    assertThat(trail(Samples.notice()).get("subtype").asText()).isEqualTo("BUSINESS_TRANSFER");
    assertThat(trail(Samples.register()).get("subtype").asText()).isEqualTo("PARTNER");
    assertThat(trail(Samples.followUp()).get("subtype").asText()).isEqualTo("APPROVAL");
    assertThat(trail(Samples.access()).get("operation").asText()).isEqualTo("EXPORT");
    assertThat(trail(Samples.consent()).get("purpose").toString())
        .isEqualTo("[\"marketing\",\"analytics\"]");
  }

  @Test
  void anExportTellsHowMuchAndWhetherAReasonWasGiven() {
    Access export = Samples.access();
    ObjectNode reasoned = trail(export);
    assertThat(reasoned.get("recordCount").asLong()).isEqualTo(3);
    assertThat(reasoned.get("reasonGiven").asBoolean()).isTrue();
    export.getExport().setReason(" ");
    assertThat(trail(export).get("reasonGiven").asBoolean()).isFalse();
    export.getExport().setReason(null);
    assertThat(trail(export).get("reasonGiven").asBoolean()).isFalse();
    assertThat(trail(Samples.disclosure()).has("reasonGiven")).isFalse();
  }

  @Test
  void whatWasDoneAboutAnEventIsFoundByItsWords() {
    ObjectNode document = trail(Samples.followUp());
    assertThat(document.get("actorId").asText()).isEqualTo("u-2");
    assertThat(document.get("searchText").asText().split(" "))
        .contains("access", "emergency", "head", "nurse");
    Access access = Samples.access();
    access.setJustification("unconscious patient");
    access.setLegalBasis(new LegalBasis(LegalBasisKind.VITAL_INTERESTS, null));
    assertThat(trail(access).get("searchText").asText().split(" ")).contains("unconscious");
    assertThat(trail(access).get("legalBasis").asText()).isEqualTo("VITAL_INTERESTS");
  }

  @Test
  void aFindingKeepsAllItsFields() {
    Finding finding = Samples.finding("f1", 1);
    ObjectNode document = document(finding);
    assertThat(document.remove("severityRank").asInt()).isEqualTo(4);
    assertThat(document.remove("searchText").asText().split(" "))
        .contains(
            "유출", "개인", "제공", "제휴", "personal", "given", "address", "disclosure", "clause", "u");
    ObjectNode told = AvroJson.toJson(finding);
    told.remove(List.of("revisedBecause", "eventFields")); // null, and laid flat
    assertThat(document.properties()).containsAll(told.properties());
  }

  private static ObjectNode document(Finding finding) {
    return indexed(FindingDocument.with(Optional.empty(), finding));
  }

  @Test
  void aDeadlineKeepsAllItsFields() {
    Deadline deadline = Samples.deadline("d1", 1);
    ObjectNode document = indexed(deadline);
    assertThat(document.remove("severityRank").asInt()).isEqualTo(3);
    assertThat(document).isEqualTo(AvroJson.toJson(deadline));
  }

  @Test
  void theMoreSevereRanksHigher() {
    assertThat(
            List.of(Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL).stream()
                .map(
                    severity -> {
                      Finding finding = Samples.finding("f", 1);
                      finding.setSeverity(severity);
                      return document(finding).get("severityRank").asInt();
                    }))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void whatWasIndexedIsReadBack() {
    for (SpecificRecord event : Samples.oneOfEachKind()) {
      TrailEntry entry = Samples.entry("t", 1, event, List.of(Samples.violated("C-2", "f2")));
      assertThat(DocumentJson.mapper().convertValue(indexed(entry), TrailDocument.class))
          .isEqualTo(TrailDocument.of(entry));
    }
    Deadline deadline = Samples.deadline("d1", 1);
    assertThat(
            DocumentJson.mapper()
                .convertValue(indexed(deadline), DeadlineDocument.class)
                .deadline())
        .isEqualTo(deadline);
    FindingDocument raised = FindingDocument.with(Optional.empty(), Samples.finding("f1", 1));
    Triage act = Samples.triage("f1", "a1", TriageStatus.DISMISSED);
    FindingDocument triaged = FindingDocument.with(Optional.of(raised), act);
    assertThat(triaged.status()).isEqualTo("DISMISSED");
    assertThat(DocumentJson.mapper().convertValue(indexed(triaged), FindingDocument.class))
        .isEqualTo(triaged);
    FindingDocument unknown = FindingDocument.with(Optional.empty(), act);
    assertThat(DocumentJson.mapper().convertValue(indexed(unknown), FindingDocument.class))
        .isEqualTo(unknown);
  }

  @Test
  void whatIsReturnedHasEveryFieldInItsOrder() throws IOException {
    JsonNode returned =
        JSON.readTree(
            DocumentJson.mapper()
                .writeValueAsBytes(TrailDocument.of(Samples.entry("t", 1, Samples.notice()))));
    assertThat(returned.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(
            TrailDocument.CATALOG.returned().stream().map(DocumentField::name).toList());
    assertThat(returned.get("actorId").isNull()).isTrue();
    assertThat(returned.get("dataCategories")).isEmpty();
  }

  /** Indices that are there have these: whatever else a mapping says, they must not refuse it. */
  @ParameterizedTest
  @ValueSource(strings = {"trail", "findings", "deadlines"})
  void theMappingsAreThoseOfVersion020AndMore(String alias) throws IOException {
    DocumentCatalog<?> catalog =
        switch (alias) {
          case "trail" -> TrailDocument.CATALOG;
          case "findings" -> FindingDocument.CATALOG;
          default -> DeadlineDocument.CATALOG;
        };
    JsonNode mapping =
        JSON.readTree(JsonpUtils.toJsonString(IndexMappings.of(catalog, Map.of()), MAPPER));
    try (InputStream in = DocumentsTest.class.getResourceAsStream(alias + ".json")) {
      JsonNode before = JSON.readTree(in);
      assertThat(mapping.get("dynamic")).isEqualTo(before.get("dynamic"));
      assertThat(mapping.at("/_source/excludes"))
          .containsExactlyInAnyOrderElementsOf(before.at("/_source/excludes"));
      assertThat(mapping.get("properties").properties())
          .containsAll(before.get("properties").properties());
    }
  }

  private static ObjectNode indexed(TrailEntry entry) {
    return tree(IndexedJson.of(TrailDocument.CATALOG, TrailDocument.of(entry)));
  }

  private static ObjectNode indexed(FindingDocument document) {
    return tree(IndexedJson.of(FindingDocument.CATALOG, document));
  }

  private static ObjectNode indexed(Deadline deadline) {
    return tree(IndexedJson.of(DeadlineDocument.CATALOG, new DeadlineDocument(deadline)));
  }

  private static ObjectNode tree(byte[] json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode trail(SpecificRecord event) {
    return indexed(Samples.entry("t", 1, event));
  }
}
