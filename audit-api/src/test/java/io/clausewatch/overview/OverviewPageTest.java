package io.clausewatch.overview;

import static io.clausewatch.page.TestPages.location;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.PassCause;
import io.clausewatch.contract.PolicyPass;
import io.clausewatch.events.TestEventRoutes;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.page.TestPages;
import io.clausewatch.policies.PolicyProgress;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import io.clausewatch.search.SampleFinding;
import io.clausewatch.search.SearchClient;
import io.clausewatch.status.IndexFreshness;
import io.clausewatch.table.MemoryTable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverviewPageTest {
  private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

  /** Two findings on one day, and the newest event of an hour ago. */
  private static final String COUNTED =
      """
      {"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},
       "hits":{"total":{"value":12345,"relation":"eq"},"hits":[]},
       "aggregations":{
         "filter#open":{"doc_count":3,
           "sterms#bySeverity":{"sum_other_doc_count":0,"buckets":[{"key":"HIGH","doc_count":3}]},
           "sterms#byPolicy":{"sum_other_doc_count":0,
             "buckets":[{"key":"loen-partner-center","doc_count":2},{"key":"gone","doc_count":1}]}},
         "filter#raised":{"doc_count":5,
           "date_histogram#byDay":{"buckets":[
             {"key":1769731200000,"doc_count":5,
              "sterms#bySeverity":{"sum_other_doc_count":0,
                "buckets":[{"key":"LOW","doc_count":1},{"key":"HIGH","doc_count":4}]}}]}},
         "max#newest":{"value":1.76985E12}}}
      """;

  private volatile Answer counted = new Answer(200, COUNTED);
  private volatile String dueAt = "2026-02-03T10:00:00Z";
  private volatile IndexFreshness.Lag lag = lag(0, 0);
  private final MemoryTable<PolicyPass> passes = new MemoryTable<>();

  private final TestPages pages =
      new TestPages(this::answer, (searcher, catalog) -> List.of(overview(searcher, catalog)));

  private OverviewPage overview(SearchClient searcher, PolicyCatalog catalog) {
    return new OverviewPage(
        searcher, catalog, () -> lag, List::of, new PolicyProgress(passes, catalog), () -> NOW);
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  private String deadline() {
    return """
    {"deadlineId":"d1","status":"RUNNING","severity":"HIGH","policyId":"loen-partner-center",
     "clauseId":"LPC-REQ","title":"Answer the request","localTitle":"요청에 대한 처리","items":[],"eventId":"e1","service":"crm","dueAt":"%s"}
    """
        .formatted(dueAt);
  }

  private static IndexFreshness.Lag lag(long toBeJudged, long toBeIndexed) {
    return new IndexFreshness.Lag(OptionalLong.of(toBeJudged), OptionalLong.of(toBeIndexed));
  }

  private Answer answer(Asked asked) {
    if (asked.body().path("size").asInt() == 0) {
      return counted;
    }
    return asked.path().startsWith("/deadlines")
        ? FakeElasticsearch.hits(9, List.of(deadline()))
        : FakeElasticsearch.hits(1, List.of(SampleFinding.of("f1", "e1", "disclosure").toString()));
  }

  @Test
  void itShowsWhatNeedsAttention() {
    String page = pages.text("/");
    assertThat(page)
        .contains(
            "href=\"/findings?severity=HIGH\"><b>3</b>",
            "href=\"/findings/f1\"",
            "Due within 7 days: 9",
            "Given without a warrant",
            "Answer the request",
            "in 3 days",
            "Everything that arrived has been judged and can be searched.",
            "The newest event came in 1 hour ago.",
            "href=\"/findings?policyId=loen-partner-center\"",
            ">gone</a> <b>1</b>")
        .doesNotContain("영장 없는 제공", "요청에 대한 처리");
    assertThat(pages.elasticsearch().asked()).hasSize(4);
  }

  @Test
  void theChartCanBeReadWithoutBeingSeen() {
    assertThat(pages.text("/"))
        .contains(
            "role=\"img\" aria-label=\"5 findings raised in 30 days, most of them on 30 Jan 2026:"
                + " 5.\"",
            "<th scope=\"row\">30 Jan 2026</th><td>0</td><td>4</td><td>0</td><td>1</td>",
            // Four fifths of the column are HIGH, and stand on the ground.
            "<rect class=\"high\" x=\"281\" y=\"20.0\" width=\"7\" height=\"80.0\"",
            "<rect class=\"low\" x=\"281\" y=\"0.0\" width=\"7\" height=\"20.0\"");
  }

  @Test
  void aDayOfTheChartIsOneOfTheOffice() {
    // The first instant of 30 January in New York.
    counted = new Answer(200, COUNTED.replace("1769731200000", "1769749200000"));
    try (TestPages newYork =
        new TestPages(
            this::answer,
            (searcher, catalog) -> List.of(overview(searcher, catalog)),
            ZoneId.of("America/New_York"))) {
      assertThat(newYork.text("/"))
          .contains("<th scope=\"row\">30 Jan 2026</th><td>0</td><td>4</td><td>0</td><td>1</td>");
      JsonNode raised =
          newYork.elasticsearch().asked().getFirst().body().at("/aggregations/raised");
      assertThat(raised.at("/aggregations/byDay/date_histogram/time_zone").asText())
          .isEqualTo("America/New_York");
      assertThat(raised.toString()).contains("\"gte\":\"2026-01-02T05:00:00Z\"");
    }
  }

  @Test
  void thePolicyWhoseEventsAreJudgedAgainIsALink() {
    assertThat(pages.text("/")).doesNotContain("judged again");
    passes.put(
        "loen-partner-center|0",
        PolicyPass.newBuilder()
            .setPolicyId("loen-partner-center")
            .setPartition(0)
            .setCause(PassCause.POLICY_CHANGED)
            .setShare(0.999)
            .setJudgedAgain(999)
            .setStartedAt(NOW)
            .setUpdatedAt(NOW)
            .build());
    assertThat(pages.text("/"))
        .contains(
            "<a href=\"/policies/loen-partner-center\">",
            "</a>: Since 31 Jan 2026 10:00:00 the events of this policy are judged again, because"
                + " its file changed: 99 %.");
    assertThat(pages.get("/", "Accept-Language", "ko").body()).contains("파일이 바뀌었기 때문입니다: 99%");

    passes.away = true;
    assertThat(pages.text("/")).contains("Given without a warrant").doesNotContain("judged again");
  }

  @Test
  void oneOfAKindIsSaidAsOne() {
    counted = new Answer(200, COUNTED.replace("\"doc_count\":5", "\"doc_count\":1"));
    assertThat(pages.text("/")).contains("1 finding raised in 30 days, on 30 Jan 2026.");
  }

  @Test
  void itSaysHowFarItIsBehind() {
    lag = lag(1204, 7);
    assertThat(pages.text("/")).contains("1,204 events wait to be judged.");
    lag = lag(0, 1);
    assertThat(pages.text("/")).contains("Everything is judged; 1 record is about");
    lag = new IndexFreshness.Lag(OptionalLong.of(0), OptionalLong.empty());
    assertThat(pages.text("/")).contains("is not known at the moment");
  }

  @Test
  void aDeadlineThatIsOverSaysSo() {
    dueAt = "2026-01-31T07:00:00Z";
    assertThat(pages.text("/")).contains("over for 3 hours");
  }

  @Test
  void onTheFirstDayItSaysHowToBegin() {
    counted = FakeElasticsearch.hits(0, List.of());
    assertThat(pages.text("/"))
        .contains("Nothing has arrived yet", "/v1/events")
        .doesNotContain("Newest critical");
  }

  @Test
  void theEventOfTheExampleIsOneThatIsTaken() {
    counted = FakeElasticsearch.hits(0, List.of());
    String event =
        pages
            .text("/")
            .replaceAll("(?s).*-d '(.*?)'</pre>.*", "$1")
            .replace("&#34;", "\"")
            .replace("&quot;", "\"");
    List<String> taken = new ArrayList<>();
    try (TestServer server =
        new TestServer(TestEventRoutes.routes(in -> taken.add(in.eventId())))) {
      server.post(
          "/v1/events",
          Role.PRODUCER,
          event.getBytes(UTF_8),
          "Content-Type",
          "application/cloudevents+json");
    }
    assertThat(taken).containsExactly("first-1");
  }

  @Test
  void whoKeptALinkToASearchStillGetsThere() {
    assertThat(location(pages.get("/?severity=HIGH&q=a"))).isEqualTo("/findings?severity=HIGH&q=a");
  }

  @Test
  void itSpeaksKorean() {
    assertThat(pages.get("/", "Accept-Language", "ko").body())
        .contains("수신한 이벤트는 모두 판단되었고", "7일 안에 마감: 9건", "3일 남음", "1시간 전", "영장 없는 제공", "요청에 대한 처리")
        .doesNotContain("Given without a warrant", "Answer the request");
  }

  @Test
  void withoutTheIndexItSaysSo() {
    counted = FakeElasticsearch.error(503, "cluster_block_exception");
    assertThat(pages.get("/").statusCode()).isEqualTo(503);
    assertThat(pages.text("/")).contains("The search index is away");
  }
}
