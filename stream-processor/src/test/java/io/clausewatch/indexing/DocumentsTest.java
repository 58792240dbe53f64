package io.clausewatch.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Deadline;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Severity;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.contract.Verdict;
import io.clausewatch.platform.elasticsearch.FindingStory;
import io.clausewatch.platform.elasticsearch.IndexTemplates;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    ObjectNode document = TrailDocument.of(entry);
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
    assertThat(TrailDocument.of(Samples.entry("t", 1, Samples.access())).get("clauseIds"))
        .isEmpty();
    ObjectNode undecided =
        TrailDocument.of(Samples.entry("t", 1, Samples.access(), List.of(Samples.undecided(null))));
    assertThat(undecided.get("verdict").asText()).isEqualTo("UNDECIDED");
    assertThat(undecided.get("clauseIds")).isEmpty();
    assertThat(undecided.at("/gaps/0/clauseId").isNull()).isTrue();
  }

  private static String verdict(List<Verdict> verdicts) {
    return TrailDocument.of(Samples.entry("t", 1, Samples.access(), verdicts))
        .get("verdict")
        .asText();
  }

  @Test
  void eachKindHasItsSubtype() {
    assertThat(trail(Samples.consent()).get("subtype").asText()).isEqualTo("GRANTED");
    assertThat(trail(Samples.subject()).get("subtype").asText()).isEqualTo("REGISTERED");
    assertThat(trail(Samples.request()).get("subtype").toString())
        .isEqualTo("[\"DELETION\",\"REFUSED\"]");
    assertThat(trail(Samples.notice()).get("subtype").asText()).isEqualTo("BUSINESS_TRANSFER");
    assertThat(trail(Samples.register()).get("subtype").asText()).isEqualTo("PARTNER");
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
  void aFindingKeepsAllItsFields() {
    Finding finding = Samples.finding("f1", 1);
    ObjectNode document = document(finding);
    assertThat(document.remove("severityRank").asInt()).isEqualTo(4);
    assertThat(document.remove("searchText").asText().split(" "))
        .contains(
            "유출", "개인", "제공", "제휴", "personal", "given", "address", "disclosure", "clause", "u");
    assertThat(document.properties()).containsAll(AvroJson.toJson(finding).properties());
  }

  private static ObjectNode document(Finding finding) {
    return FindingDocument.of(FindingStory.with(Optional.empty(), finding));
  }

  @Test
  void aDeadlineKeepsAllItsFields() {
    Deadline deadline = Samples.deadline("d1", 1);
    ObjectNode document = DeadlineDocument.of(deadline);
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

  /**
   * The mappings are strict: a field that they do not know would make every document a dead letter.
   */
  @Test
  void theMappingsKnowEveryField() throws IOException {
    for (SpecificRecord event : Samples.oneOfEachKind()) {
      assertKnown(trail(event), "trail.json");
    }
    ObjectNode triaged =
        FindingStory.with(
            Optional.of(document(Samples.finding("f1", 1))),
            Samples.triage("f1", "a1", TriageStatus.DISMISSED));
    assertThat(triaged.has("reason") && triaged.has("assignee")).isTrue();
    assertKnown(triaged, "findings.json");
    assertKnown(
        FindingStory.with(Optional.empty(), Samples.triage("f1", "a1", TriageStatus.ACKNOWLEDGED)),
        "findings.json");
    assertKnown(DeadlineDocument.of(Samples.deadline("d1", 1)), "deadlines.json");
  }

  private static void assertKnown(ObjectNode document, String mapping) throws IOException {
    try (InputStream in = IndexTemplates.class.getResourceAsStream(mapping)) {
      JsonNode properties = JSON.readTree(in).get("properties");
      for (Iterator<String> field = document.fieldNames(); field.hasNext(); ) {
        String name = field.next();
        assertThat(properties.has(name)).as("%s in %s", name, mapping).isTrue();
      }
    }
  }

  private static ObjectNode trail(SpecificRecord event) {
    return TrailDocument.of(Samples.entry("t", 1, event));
  }
}
