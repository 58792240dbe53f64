package io.clausewatch.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.deliveries.RecentAcceptances;
import io.clausewatch.page.TestPages;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServicesPageTest {
  private static final String SENT =
      """
      {"took": 1, "timed_out": false, "_shards": {"total": 1, "successful": 1, "failed": 0, "skipped": 0},
       "hits": {"total": {"value": 7, "relation": "eq"}, "hits": []},
       "aggregations": {"sterms#services": {"doc_count_error_upper_bound": 0, "sum_other_doc_count": 0,
         "buckets": [{"key": "shop", "doc_count": 7,
           "max#last": {"value": 1769853600000},
           "cardinality#events": {"value": 5},
           "filter#day": {"doc_count": 3, "cardinality#events": {"value": 2}},
           "nested#gaps": {"doc_count": 1, "sterms#reasons": {"doc_count_error_upper_bound": 0,
             "sum_other_doc_count": 0, "buckets": [{"key": "no age", "doc_count": 1}]}},
           "sterms#purposes": {"doc_count_error_upper_bound": 0, "sum_other_doc_count": 0,
             "buckets": [{"key": "custmer-support", "doc_count": 4}]},
           "sterms#categories": {"doc_count_error_upper_bound": 0, "sum_other_doc_count": 0, "buckets": []},
           "top_hits#ahead": {"hits": {"total": {"value": 7, "relation": "eq"}, "hits": [
             {"_index": "trail", "_id": "2", "_source":
               {"occurredAt": "2026-01-31T09:00:00Z", "receivedAt": "2026-01-31T09:00:01Z"}},
             {"_index": "trail", "_id": "1", "_source":
               {"occurredAt": "2026-01-31T09:01:30Z", "receivedAt": "2026-01-31T09:00:00Z"}}]}}}]}}}
      """;
  private static final String DIED =
      """
      {"took": 1, "timed_out": false, "_shards": {"total": 1, "successful": 1, "failed": 0, "skipped": 0},
       "hits": {"total": {"value": 2, "relation": "eq"}, "hits": []},
       "aggregations": {"sterms#services": {"doc_count_error_upper_bound": 0, "sum_other_doc_count": 0,
         "buckets": [{"key": "shop", "doc_count": 2,
           "sterms#faults": {"doc_count_error_upper_bound": 0, "sum_other_doc_count": 0,
             "buckets": [{"key": "$.subjectIds: expected 1 to 1000 subject ids, found none", "doc_count": 2}]}}]}}}
      """;

  private final RecentAcceptances acceptances = new RecentAcceptances();
  private volatile boolean empty;

  private final TestPages pages =
      new TestPages(
          this::answer,
          (searcher, catalog) ->
              List.of(
                  new ServicesPage(
                      searcher,
                      catalog,
                      acceptances,
                      "the-trail",
                      () -> Instant.parse("2026-01-31T10:00:00Z"))));

  private Answer answer(Asked asked) {
    if (empty) {
      return FakeElasticsearch.hits(0, List.of());
    }
    return new Answer(200, asked.path().contains("dead_letters") ? DIED : SENT);
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  @Test
  void saysWhatEachServiceSentAndWhatWasWrongWithIt() {
    acceptances.rejected("shop", List.of("$.time: expected a time"));
    acceptances.rejected("till", List.of("$.type: expected a type"));

    assertThat(pages.text("/services"))
        .contains(
            "href=\"/trail?service=shop\"",
            "2 services",
            "custmer-support",
            "(closest: customer-support)",
            "no age",
            "1 minute ahead",
            "$.subjectIds: expected 1 to 1000 subject ids, found none",
            "$.time: expected a time",
            "till");
    assertThat(pages.get("/services", "Accept-Language", "ko").body())
        .contains("처리하지 못한 기록", "(가장 가까운 용어: customer-support)");
  }

  @Test
  void withoutAnyServiceItSaysSo() {
    empty = true;
    assertThat(pages.text("/services")).contains("No service has sent anything");
  }
}
