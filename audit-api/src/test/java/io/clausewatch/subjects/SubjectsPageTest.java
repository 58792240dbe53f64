package io.clausewatch.subjects;

import static io.clausewatch.page.TestPages.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.http.Caller;
import io.clausewatch.http.LogCapture;
import io.clausewatch.http.Role;
import io.clausewatch.page.TestPages;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import io.clausewatch.search.FakePages;
import io.clausewatch.search.SampleFinding;
import io.clausewatch.trail.TrailPageTest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubjectsPageTest {
  private static final String COUNTED =
      """
      {"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},
       "hits":{"total":{"value":2,"relation":"eq"},"hits":[]},
       "aggregations":{"filter#those":{"doc_count":26},
         "filter#eventKind":{"doc_count":26,"sterms#those":{"sum_other_doc_count":0,
           "buckets":[{"key":"access","doc_count":26}]}},
         "filter#status":{"doc_count":1,"sterms#those":{"sum_other_doc_count":0,
           "buckets":[{"key":"OPEN","doc_count":1}]}}}}
      """;

  private static final String ID = "person-4711";
  private static final String PATH = "/subjects/ref-of-11";

  private volatile boolean nothing;
  private volatile int entries = 1;
  private volatile List<String> deadlines = List.of();

  private final TestPages pages =
      new TestPages(
          this::answer,
          (searcher, catalog) ->
              List.of(
                  new SubjectsPage(
                      searcher,
                      catalog,
                      new DataSubjects(TestPages::hashed),
                      new ReportRoutes(
                          FakePages.none(),
                          catalog,
                          TestActivity.lookups(TestPages::hashed),
                          ctx -> new Caller("kim", Role.OFFICER),
                          InstantSource.system(),
                          new TestActivity(ctx -> new Caller("kim", Role.OFFICER)).recorder(),
                          ZoneOffset.UTC))));

  @AfterEach
  void stop() {
    pages.close();
  }

  private Answer answer(Asked asked) {
    if (nothing) {
      return FakeElasticsearch.hits(0, List.of());
    }
    if (asked.body().path("size").asInt() == 0) {
      return new Answer(200, COUNTED);
    }
    if (asked.path().startsWith("/findings")) {
      return FakeElasticsearch.hits(3, List.of(SampleFinding.of("f1", "e1", "access").toString()));
    }
    return asked.path().startsWith("/trail")
        ? FakeElasticsearch.hits(entries, Collections.nCopies(entries, TrailPageTest.entry("park")))
        : FakeElasticsearch.hits(deadlines.size(), deadlines);
  }

  @Test
  void oneIsFoundByTheProducersIdWhichIsKeptNowhere() {
    try (LogCapture log = new LogCapture()) {
      assertThat(location(pages.form("/subjects", "auditor-token", "subjectId=" + ID)))
          .isEqualTo(PATH);
      assertThat(location(pages.form("/subjects", "officer-token", "subjectId= ")))
          .isEqualTo("/subjects");
      // As one code point or as two, it is the same id.
      for (String cafe : List.of("caf\u00e9", "cafe\u0301")) {
        assertThat(location(pages.form("/subjects", "officer-token", "subjectId=" + cafe)))
            .isEqualTo("/subjects/ref-of-4");
      }
      HttpResponse<String> blank = pages.form("/subjects", "officer-token", "subjectId=4711 ");
      assertThat(blank.statusCode()).isEqualTo(400);
      assertThat(blank.body()).contains("subjectId: expected no blanks").doesNotContain("4711");
      assertThat(log.text()).doesNotContain("4711");
    }
  }

  @Test
  void anIdThatIsNoneIsRefusedAndNotRepeated() {
    HttpResponse<String> refused =
        pages.form("/subjects", "officer-token", "subjectId=person\t4711");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("subjectId: expected").doesNotContain("4711");
    assertThat(location(pages.form("/subjects", "officer-token", "subjectId=" + ID + " more")))
        .isEqualTo("/subjects/ref-of-16");
  }

  @Test
  void nobodyIsNoDataSubject() {
    HttpResponse<String> page = pages.get("/subjects/" + TestPages.hashed(ReservedNames.NOBODY));
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(pages.acts().recorded()).isEmpty();
  }

  @Test
  void findingsStandAmongTheEventsByTime() {
    String page = pages.text(PATH);
    assertThat(page)
        .contains(
            "href=\"/trail?eventKind=access&amp;subjectRef=ref-of-11\">Access</a></dt><dd>26</dd>",
            "href=\"/findings?status=OPEN&amp;subjectRef=ref-of-11\"",
            "2 further findings belong here.",
            "No deadline runs.");
    // The finding is of 05.000, the event of 05.123: newest first.
    assertThat(page.indexOf("park</span>")).isPositive().isLessThan(page.indexOf("/findings/f1"));
    assertThat(pages.elasticsearch().asked()).hasSize(5);
  }

  @Test
  void koreansReadTheHeadlinesInKorean() {
    deadlines =
        List.of(
            """
            {"deadlineId":"d1","status":"RUNNING","severity":"HIGH","policyId":"loen-partner-center",
             "clauseId":"LPC-REQ","title":"Answer the request","localTitle":"요청에 대한 처리","items":[],
             "eventId":"e1","service":"crm","dueAt":"2026-02-03T10:00:00Z"}
            """);
    assertThat(pages.get(PATH, "Accept-Language", "ko").body())
        .contains("영장 없는 제공", "요청에 대한 처리")
        .doesNotContain("Given without a warrant", "Answer the request");
    assertThat(pages.text(PATH))
        .contains("Given without a warrant", "Answer the request")
        .doesNotContain("영장 없는 제공", "요청에 대한 처리");
  }

  @Test
  void eachPageHasTheFindingsOfItsPartOfTheTime() {
    entries = 26;
    String next =
        pages
            .text(PATH)
            .replaceAll("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1")
            .replace("&amp;", "&");
    assertThat(period()).isEqualTo("{\"gte\":\"2026-01-02T03:04:05.123Z\"}");
    pages.elasticsearch().forget();
    entries = 1;
    assertThat(pages.text(next)).contains("← Newest");
    assertThat(period()).isEqualTo("{\"lt\":\"2026-01-02T03:04:05.123Z\"}");
  }

  /** Of the findings that were asked for. */
  private String period() {
    return pages.elasticsearch().asked().stream()
        .filter(asked -> asked.path().startsWith("/findings"))
        .map(Asked::body)
        .filter(body -> body.path("size").asInt() > 0)
        .flatMap(body -> body.at("/query/bool/filter").valueStream())
        .map(filter -> filter.at("/range/occurredAt"))
        .filter(JsonNode::isObject)
        .findFirst()
        .orElseThrow()
        .toString();
  }

  @Test
  void theReportIsMadeForThePersonOfThePageAlone() {
    HttpResponse<String> report =
        pages.form(
            PATH + "/report",
            "officer-token",
            "subjectId=" + ID,
            "reason=request 17",
            "format=json",
            "language=en",
            "policyId=",
            "from=2026-01-01",
            "to=2026-01-31",
            "csrf=1");
    assertThat(report.statusCode()).isEqualTo(200);
    assertThat(report.headers().firstValue("Content-Disposition").orElse(""))
        .contains("data-subject-report");
    assertThat(report.body())
        .contains("\"subjectId\":\"" + ID, "\"to\":\"2026-02-01T00:00:00Z\"", "request 17");

    HttpResponse<String> ofAnother =
        pages.form(PATH + "/report", "officer-token", "subjectId=other", "reason=x");
    assertThat(ofAnother.statusCode()).isEqualTo(400);
    assertThat(ofAnother.body()).contains("the id of somebody else").doesNotContain("other\"");
    assertThat(
            pages
                .form(PATH + "/report", "officer-token", "subjectId=" + ID + " ", "reason=x")
                .body())
        .contains("no blanks at its ends");
  }

  @Test
  void aReportNeedsAReasonAndAnOfficer() {
    assertThat(pages.form(PATH + "/report", "officer-token", "subjectId=" + ID).statusCode())
        .isEqualTo(400);
    assertThat(
            pages
                .form(PATH + "/report", "auditor-token", "subjectId=" + ID, "reason=x")
                .statusCode())
        .isEqualTo(403);
    assertThat(location(pages.get(PATH + "/report"))).isEqualTo(PATH);
    assertThat(location(pages.get("/subjects/a%0Db%2Fc/report"))).isEqualTo("/subjects/a%0Db%2Fc");
  }

  @Test
  void ofWhomNothingIsKnownThatIsSaid() {
    nothing = true;
    assertThat(pages.text(PATH))
        .contains("Nothing is known of this data subject", "name=\"reason\"")
        .doesNotContain("timeline");
  }
}
