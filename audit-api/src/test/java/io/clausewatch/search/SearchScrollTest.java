package io.clausewatch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchScrollTest {
  private final FakeElasticsearch elasticsearch = new FakeElasticsearch(this::answer);

  /** How many documents there are after the one that is asked to go on from. */
  private int first = 5;

  private int further = 2;
  private boolean gone;

  private Answer answer(Asked asked) {
    if (asked.method().equals("DELETE")) {
      return new Answer(200, "{\"succeeded\":true,\"num_freed\":1}");
    }
    if (asked.path().contains("/_pit")) {
      return new Answer(
          200,
          "{\"id\":\"pit\",\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0,\"skipped\":0}}");
    }
    boolean goesOn = asked.body().has("search_after");
    if (goesOn && gone) {
      return FakeElasticsearch.error(404, "search_context_missing_exception");
    }
    int count = Math.min(goesOn ? further : first, asked.body().path("size").asInt());
    return FakeElasticsearch.hits(
        first, IntStream.range(0, count).mapToObj("{\"findingId\":\"%d\"}"::formatted).toList());
  }

  private PagedResults<FindingDocument> walk() {
    return elasticsearch
        .searcher()
        .walk(
            SearchParameters.page(SearchTarget.FINDINGS, Map.of("limit", List.of("3")), id -> id),
            FindingDocument.class);
  }

  @AfterEach
  void close() {
    elasticsearch.close();
  }

  @Test
  void goesThroughASnapshotCountsOnceAndGivesItBackWithTheLastPage() {
    try (PagedResults<FindingDocument> pages = walk()) {
      assertThat(pages.total()).isEqualTo(5);
      assertThat(pages.next()).hasSize(3);
      assertThat(elasticsearch.calls()).doesNotContain("DELETE /_pit");
      assertThat(pages.next()).hasSize(2);
      JsonNode asked = elasticsearch.asked().get(3).body();
      assertThat(asked.at("/pit/id").asText()).isEqualTo("pit");
      assertThat(asked.path("track_total_hits").asBoolean(true)).isFalse();
      assertThat(elasticsearch.calls().getLast()).isEqualTo("DELETE /_pit");
      assertThat(pages.next()).isEmpty();
    }
    assertThat(elasticsearch.calls()).containsOnlyOnce("DELETE /_pit");
  }

  @Test
  void whatFitsOnOnePageHoldsNothing() {
    first = 3;
    try (PagedResults<FindingDocument> pages = walk()) {
      assertThat(pages.next()).hasSize(3);
      assertThat(pages.next()).isEmpty();
    }
    assertThat(elasticsearch.calls()).containsExactly("POST /findings/_search");
  }

  @Test
  void whoStopsEarlyGivesTheSnapshotBack() {
    try (PagedResults<FindingDocument> pages = walk()) {
      assertThat(pages.next()).hasSize(3);
    }
    assertThat(elasticsearch.calls().getLast()).isEqualTo("DELETE /_pit");
  }

  @Test
  void aSnapshotThatIsGoneIsAFailureAndNoEnd() {
    gone = true;
    try (PagedResults<FindingDocument> pages = walk()) {
      assertThat(pages.next()).hasSize(3);
      assertThatThrownBy(pages::next).isInstanceOf(CursorExpiredException.class);
    }
  }
}
