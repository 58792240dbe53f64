package io.clausewatch.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.page.Page;
import io.clausewatch.page.TestPages;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.SearchClient;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeoplePageTest {
  private static final String OWN_ACTS_ALONE =
      "{\"bool\":{\"must_not\":[{\"bool\":{\"filter\":[{\"terms\":{\"policyId\":[\"the-trail\"]}}],"
          + "\"must_not\":[{\"terms\":{\"actorId\":[\"kim\",\"ref-of-3\"]}}]}}]}}";

  private volatile Answer answer = new Answer(200, PeopleStatisticsTest.COUNTED);

  private final TestPages pages =
      new TestPages(
          asked -> answer, (searcher, catalog) -> page(searcher, catalog, "2026-01-31T10:00:00Z"));

  private static List<Page> page(SearchClient searcher, PolicyCatalog catalog, String now) {
    return List.of(
        new PeoplePage(
            searcher, catalog, TestActivity.lookups(TestPages::hashed), () -> Instant.parse(now)));
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  @Test
  void itSaysWhoGotHowMuchInTheLastThirtyDays() {
    assertThat(pages.text("/people?policyId=a-policy"))
        .contains(
            "name=\"from\" type=\"date\" value=\"2026-01-02\"",
            "href=\"/trail?policyId=a-policy&amp;from=2026-01-02&amp;to=2026-01-31&amp;recipientId=police\"",
            "Law enforcement",
            "<b>40</b>",
            "legal compliance <span class=\"n\">40</span>",
            "name <span class=\"n\">39</span>",
            "&amp;recipientId=police&amp;status=OPEN",
            "Another 1,000 events are of others",
            // A bar for the second, half as long as that of the first.
            "<rect width=\"100\" height=\"4\"/>",
            "<rect width=\"50\" height=\"4\"/>",
            "Nobody touched anything in this period.");
    assertThat(pages.elasticsearch().asked()).hasSize(1);
    assertThat(pages.elasticsearch().lastBody().at("/query/bool/filter").toString())
        .isEqualTo(
            "[{\"terms\":{\"policyId\":[\"a-policy\"]}},{\"range\":{\"occurredAt\":"
                + "{\"gte\":\"2026-01-02T00:00:00Z\",\"lt\":\"2026-02-01T00:00:00Z\"}}},"
                + OWN_ACTS_ALONE
                + "]");
  }

  @Test
  void theLastThirtyDaysEndWithTheOfficesToday() {
    try (TestPages apia =
        new TestPages(
            asked -> answer,
            (searcher, catalog) -> page(searcher, catalog, "2026-01-31T11:00:00Z"),
            ZoneId.of("Pacific/Apia"))) {
      // There it is the first of February already.
      assertThat(apia.text("/people")).contains("name=\"to\" type=\"date\" value=\"2026-02-01\"");
      assertThat(apia.elasticsearch().lastBody().at("/query/bool/filter").toString())
          .contains("\"lt\":\"2026-02-01T11:00:00Z\"");
    }
  }

  @Test
  void aPeriodThatWasAskedForIsKept() {
    pages.text("/people?from=2025-01-01");
    assertThat(pages.elasticsearch().lastBody().at("/query/bool/filter").toString())
        .contains("2025-01-01T00:00:00Z")
        .doesNotContain("\"lt\"");
    assertThat(pages.get("/people?from=yesterday").statusCode()).isEqualTo(400);
  }

  @Test
  void withoutAnyEventItSaysSo() {
    answer = FakeElasticsearch.hits(0, List.of());
    assertThat(pages.get("/people", "Accept-Language", "ko").body())
        .contains("이 기간에 제공받은 자가 없습니다.", "이 기간에 취급한 자가 없습니다.");
  }
}
