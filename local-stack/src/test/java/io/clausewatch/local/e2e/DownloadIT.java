package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that leave: exports of searches, and the report for one data subject. */
@EndToEnd
class DownloadIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POLICY = "loen-partner-center";
  private static final String WHO = "download-회원-1";
  private static final String ENCODED = URLEncoder.encode(WHO, StandardCharsets.UTF_8);

  @Test
  void whatWasFoundIsExportedAndToldToThePerson(Door door) throws Exception {
    Instant now = Instant.now();
    door.send(
        List.of(
            Story.read("download-1", POLICY, WHO, "recruitment", now.minusSeconds(60)),
            Story.request("download-2", POLICY, WHO, "VERBAL_REQUEST", now)));
    door.settle();
    List<JsonNode> findings = door.all("/v1/findings", "subjectId", WHO);
    assertThat(findings).isNotEmpty();

    Door.Answer table = door.get("/v1/findings/export?reason=audit&subjectId=" + ENCODED);
    assertThat(table.contentType()).startsWith("text/csv");
    assertThat(table.text()).startsWith("\uFEFF\"findingId\",").endsWith("\r\n");
    for (JsonNode finding : findings) {
      assertThat(table.text()).contains("\r\n\"" + finding.path("findingId").asText() + "\",");
    }
    Door.Answer lines =
        door.get(
            "/v1/trail/export?format=ndjson&reason=audit&policyId=%s&subjectId=%s"
                .formatted(POLICY, ENCODED));
    List<JsonNode> exported = new ArrayList<>();
    for (String line : lines.text().lines().toList()) {
      exported.add(JSON.readTree(line));
    }
    assertThat(exported)
        .hasSize(2)
        .containsExactlyElementsOf(door.all("/v1/trail", "policyId", POLICY, "subjectId", WHO));
    assertThat(door.get("/v1/trail/export?subjectId=" + ENCODED).status()).isEqualTo(400);

    report(door, findings);
  }

  private static void report(Door door, List<JsonNode> findings) {
    String path = "/v1/subjects/" + ENCODED + "/report?reason=access+request+12&policyId=" + POLICY;
    JsonNode report = door.get(path).json();
    assertThat(report.at("/report/subjectId").asText()).isEqualTo(WHO);
    assertThat(report.at("/report/madeBy").asText()).isEqualTo("officer");
    assertThat(report.at("/report/reason").asText()).isEqualTo("access request 12");
    assertThat(report.path("events").findValuesAsText("kind")).contains("access", "disclosure");
    assertThat(report.path("events").valueStream().map(e -> e.path("eventId").asText()))
        .containsExactly("download-1", "download-2");
    assertThat(report.at("/events/1/instrument/kind").asText()).isEqualTo("VERBAL_REQUEST");
    assertThat(report.at("/events/1/findings")).isNotEmpty();
    assertThat(report.path("findings")).hasSameSizeAs(findings);

    assertThat(door.get(path + "&format=csv").text())
        .contains("\"report\"", "\"access\"", "\"disclosure\"", "\"finding\"", WHO);
    Door.Answer document = door.get(path + "&format=pdf&language=ko");
    assertThat(document.contentType()).isEqualTo("application/pdf");
    assertThat(document.text()).startsWith("%PDF-1.7").contains("%%EOF");
    assertThat(door.get("/v1/subjects/" + ENCODED + "/report").status()).isEqualTo(400);
  }
}
