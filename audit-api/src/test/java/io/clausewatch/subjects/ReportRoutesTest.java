package io.clausewatch.subjects;

import static io.clausewatch.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.Instrument;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.http.Caller;
import io.clausewatch.http.LogCapture;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.DocumentJson;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.Samples;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.FakePages;
import io.clausewatch.search.SampleFinding;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchTarget;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportRoutesTest {
  private static final String RAW = "회원-7Q";
  private static final String PATH = "/v1/subjects/%ED%9A%8C%EC%9B%90-7Q/report";
  private static final String WHY = "?reason=%EC%97%B4%EB%9E%8C+%EC%9A%94%EA%B5%AC+12";

  private static PolicyCatalog catalog;
  private static TestServer server;
  private static volatile int events;
  private static volatile boolean nulls;
  private static volatile List<FindingDocument> findings;
  private static TestActivity acts;
  private static final List<SearchCriteria> ASKED = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    Path folder = Path.of("policies");
    catalog = PolicyCatalog.load(Files.isDirectory(folder) ? folder : Path.of("../policies"));
    acts = new TestActivity();
    server =
        new TestServer(
            new ReportRoutes(
                FakePages.scroll(ReportRoutesTest::search),
                catalog,
                TestActivity.lookups(id -> "ref-of-it"),
                ctx -> new Caller("officer-lee", Role.OFFICER),
                () -> Instant.parse("2026-11-24T09:30:15Z"),
                acts.recorder(),
                ZoneId.of("Asia/Seoul")));
  }

  @BeforeEach
  void twoEvents() {
    events = 2;
    nulls = false;
    findings = List.of(finding("e1", "disclosure", "RETRACTED"), finding("r1", "request", "OPEN"));
    ASKED.clear();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static synchronized FakePages<?> search(SearchCriteria criteria) {
    ASKED.add(criteria);
    int page = criteria.limit();
    return criteria.target() == SearchTarget.TRAIL
        ? new FakePages<>(
            events,
            n ->
                IntStream.range(n * page, Math.min(events, (n + 1) * page))
                    .mapToObj(ReportRoutesTest::entry)
                    .toList())
        : FakePages.of(findings);
  }

  /** The odd ones are disclosures, the even ones accesses. */
  private static TrailDocument entry(int number) {
    SpecificRecord event = number % 2 == 1 ? disclosure() : access();
    event.put(event.getSchema().getField("eventId").pos(), "e" + number);
    return TrailDocument.of(Samples.entry("t" + number, 1, event));
  }

  private static Access access() {
    Access access = Samples.access();
    access.setOccurredAt(Instant.parse("2026-01-02T03:04:05Z"));
    access.setPolicyId("loen-partner-center");
    access.setService("legal-desk");
    access.setOperation(Operation.READ);
    access.setExport(null);
    access.setPurpose("legal-compliance");
    access.setDataCategories(List.of("name", "phone"));
    return access;
  }

  private static Disclosure disclosure() {
    Disclosure disclosure = Samples.disclosure();
    disclosure.setOccurredAt(Instant.parse("2026-01-02T03:04:05Z"));
    disclosure.setPolicyId("loen-partner-center");
    disclosure.setService("legal-desk");
    disclosure.setPurpose("legal-compliance");
    disclosure.setDataCategories(List.of("name", "phone"));
    disclosure.setLegalBasis(new LegalBasis(LegalBasisKind.LEGAL_PROCESS, "형사소송법 제199조"));
    disclosure.setRecipient(
        Recipient.newBuilder()
            .setId("seoul-police")
            .setKind(RecipientKind.LAW_ENFORCEMENT)
            .setName("서울경찰청 漢字")
            .setCountry("KR")
            .build());
    disclosure.setInstrument(
        Instrument.newBuilder()
            .setKind(InstrumentKind.WARRANT)
            .setReference("2026-17")
            .setIssuer("서울중앙지방법원")
            .setIssuedAt(Instant.parse("2026-01-01T00:00:00Z"))
            .build());
    disclosure.setJustification("수사 협조");
    if (nulls) {
      disclosure.getRecipient().setName(null);
      disclosure.getRecipient().setCountry(null);
      disclosure.getLegalBasis().setStatute(null);
      disclosure.setInstrument(null);
      disclosure.setJustification(null);
    }
    return disclosure;
  }

  private static FindingDocument finding(String eventId, String kind, String status) {
    return DocumentJson.mapper()
        .convertValue(
            SampleFinding.of("f-" + eventId, eventId, kind).put("status", status),
            FindingDocument.class);
  }

  @Test
  void jsonTellsEverythingAndWhoMadeIt() {
    HttpResponse<String> response =
        server.get(
            PATH + WHY + "&policyId=loen-partner-center&from=2026-01-01&to=2026-02-01",
            Role.OFFICER);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Disposition").orElseThrow())
        .isEqualTo(
            "attachment; filename=\"clausewatch-data-subject-report-20261124T093015Z.json\"");
    JsonNode report = json(response);
    assertThat(report.at("/report/subjectId").asText()).isEqualTo(RAW);
    assertThat(report.at("/report/madeBy").asText()).isEqualTo("officer-lee");
    assertThat(report.at("/report/madeAt").asText()).isEqualTo("2026-11-24T09:30:15Z");
    assertThat(report.at("/report/reason").asText()).isEqualTo("열람 요구 12");
    assertThat(report.at("/report/from").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(report.at("/report/to").asText()).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(report.at("/report/policies/0/policyId").asText()).isEqualTo("loen-partner-center");
    assertThat(report.path("events")).hasSize(2);
    JsonNode disclosure = report.at("/events/1");
    assertThat(disclosure.at("/recipient/name").asText()).startsWith("서울경찰청");
    assertThat(disclosure.at("/purpose/quote").asText()).isNotBlank();
    assertThat(disclosure.at("/instrument/reference").asText()).isEqualTo("2026-17");
    assertThat(disclosure.at("/findings/0/status").asText()).isEqualTo("RETRACTED");
    assertThat(report.at("/events/0/findings")).isEmpty();
    assertThat(report.path("findings")).hasSize(2);
    Access act = acts.recorded().getLast();
    assertThat(act.getOperation()).isEqualTo(Operation.EXPORT);
    assertThat(act.getExport()).isEqualTo(new Export("열람 요구 12", null, 4L));
    assertThat(act.getSubjectIds()).containsExactly(RAW);
    assertThat(ASKED).allMatch(criteria -> criteria.conditions().toString().contains("ref-of-it"));
  }

  @Test
  void aTableAndADocumentTellTheOfficesTimeAndNameIt() throws IOException {
    assertThat(server.get(PATH + WHY + "&format=csv&from=2026-01-01", Role.OFFICER).body())
        .contains(
            "\"2026-01-02T12:04:05+09:00\"",
            "\"2026-01-01T09:00:00+09:00\"",
            "\"2026-11-24T18:30:15+09:00\"")
        .doesNotContain("2026-01-02T03:04:05Z");
    try (PDDocument document = pdf(PATH + WHY + "&format=pdf")) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("Times are those of Asia/Seoul.", "2026-11-24 18:30:15")
          .doesNotContain("UTC");
    }
  }

  @Test
  void whatIsNotThereIsNotCalledNull() throws IOException {
    nulls = true;
    assertThat(server.get(PATH + WHY + "&format=csv", Role.OFFICER).body())
        .doesNotContainPattern("\\bnull\\b");
    try (PDDocument document = pdf(PATH + WHY + "&format=pdf")) {
      assertThat(new PDFTextStripper().getText(document)).doesNotContainPattern("\\bnull\\b");
    }
  }

  @Test
  void oneOfAKindIsSaidAsOne() throws IOException {
    events = 1;
    findings = List.of(finding("e1", "disclosure", "OPEN"));
    try (PDDocument document = pdf(PATH + WHY + "&format=pdf")) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("End of the report: 1 access or disclosure, 1 finding.");
    }
  }

  @Test
  void aTableHasARowForEachAndOneForTheReportItself() {
    String table = server.get(PATH + WHY + "&format=csv", Role.OFFICER).body();
    assertThat(table.lines()).hasSize(1 + 1 + 2 + 2);
    assertThat(table)
        .contains("\"" + RAW + "\"", "\"officer-lee\"", "\"열람 요구 12\"", "\"LOEN-LE RETRACTED\"");
    assertThat(table.lines().map(line -> line.split("\"", 3)[1]))
        .containsExactly("record", "report", "access", "disclosure", "finding", "finding");
  }

  @Test
  void theDocumentHasItsTextItsFontsAndItsPageNumbers() throws IOException {
    events = 60;
    try (PDDocument document = pdf(PATH + WHY + "&format=pdf&language=ko")) {
      String text = new PDFTextStripper().getText(document);
      int pages = document.getNumberOfPages();
      assertThat(pages).isGreaterThan(3);
      assertThat(text)
          .contains(RAW, "officer-lee", "열람 요구 12", "서울경찰청 漢字", "형사소송법 제199조", "영장", "2026-17")
          .contains("이름, 전화번호", "영장 없는 제공", "영장 없이 경찰에 제공되었습니다.", "철회됨", "수사기관")
          .contains("이상 이용 및 제공 60건, 지적 사항 2건.")
          .doesNotContain("Given without");
      for (int page = 1; page <= pages; page++) {
        PDFTextStripper one = new PDFTextStripper();
        one.setStartPage(page);
        one.setEndPage(page);
        assertThat(one.getText(document))
            .contains("작성자 officer-lee")
            .containsPattern(page + " / ?" + pages);
      }
      assertFontsAreEmbeddedInPart(document);
      assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("ko");
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("개인정보 이용 및 제공 내역서");
      assertThat(document.getDocumentCatalog().getViewerPreferences().displayDocTitle()).isTrue();
    }
  }

  private static void assertFontsAreEmbeddedInPart(PDDocument document) throws IOException {
    int fonts = 0;
    for (PDPage page : document.getPages()) {
      for (COSName name : page.getResources().getFontNames()) {
        PDFont font = page.getResources().getFont(name);
        assertThat(font.isEmbedded()).as(font.getName()).isTrue();
        assertThat(font.getName()).matches("[A-Z]{6}\\+(Pretendard|DroidSansFallback).*");
        fonts++;
      }
    }
    assertThat(fonts).isPositive();
  }

  @Test
  void tenThousandEventsAreAllThere() throws IOException {
    events = 10_000;
    try (PDDocument document = pdf(PATH + WHY + "&format=pdf")) {
      String text = new PDFTextStripper().getText(document);
      assertThat(text)
          .contains("\ne0\n", "\ne4999\n", "\ne9999\n", "Given without")
          .doesNotContain("영장 없는 제공");
      assertThat(text.lines().filter(line -> line.matches("e\\d+"))).hasSize(10_000 + 1);
    }
  }

  @Test
  void nothingToTellIsSaid() throws IOException {
    events = 0;
    findings = List.of();
    try (PDDocument document = pdf(PATH + WHY + "&policyId=sony-music-kr&format=pdf")) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("None in this period.", "0 accesses and disclosures, 0 findings", "1 / 1");
    }
  }

  private static PDDocument pdf(String path) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response =
          client.send(server.request(path, Role.OFFICER).build(), BodyHandlers.ofByteArray());
      assertThat(response.headers().firstValue("Content-Type")).hasValue("application/pdf");
      return Loader.loadPDF(response.body());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyFaultIsNamedAtOnceAndNothingIsAsked() {
    int before = acts.recorded().size();
    HttpResponse<String> response =
        server.get(PATH + "?format=doc&language=fr&from=then&status=OPEN", Role.OFFICER);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("errors").toString())
        .contains("reason", "json, csv, pdf", "en, ko", "status")
        .doesNotContain(RAW);
    assertThat(server.get(PATH + WHY + "&from=then", Role.OFFICER).statusCode()).isEqualTo(400);
    assertThat(
            server
                .get("/v1/subjects/" + "x".repeat(257) + "/report" + WHY, Role.OFFICER)
                .statusCode())
        .isEqualTo(400);
    assertThat(ASKED).isEmpty();
    assertThat(acts.recorded()).hasSize(before);
  }

  @Test
  void theRawIdIsNeitherLoggedNorCounted() {
    try (LogCapture log = new LogCapture()) {
      server.get(PATH + WHY + "&format=pdf", Role.OFFICER);
      server.get(PATH, Role.OFFICER);
      assertThat(log.text()).contains("/v1/subjects/{subjectId}/report").doesNotContain(RAW, "7Q");
    }
    assertThat(server.metrics().scrape()).contains("subjects").doesNotContain("7Q");
  }

  @Test
  void anAuditorGetsNone() {
    assertThat(server.get(PATH + WHY, Role.AUDITOR).statusCode()).isEqualTo(403);
  }
}
