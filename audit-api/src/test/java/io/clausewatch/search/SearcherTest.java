package io.clausewatch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import io.clausewatch.search.Searcher.Paging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearcherTest {
  private FakeElasticsearch elasticsearch;

  private Searcher searcher(Function<Asked, Answer> answers) {
    elasticsearch = new FakeElasticsearch(answers);
    return elasticsearch.searcher();
  }

  @AfterEach
  void close() {
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }

  private static Criteria criteria(String... namesAndValues) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      given.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return Parameters.page(SearchTarget.FINDINGS, given, id -> id);
  }

  private static List<String> documents(int count) {
    return IntStream.range(0, count).mapToObj("{\"n\":%d}"::formatted).toList();
  }

  /** So many documents in all, of which every search gets as many as it asks for at most. */
  private static Function<Asked, Answer> holding(int total) {
    return asked ->
        switch (asked.method()) {
          case "DELETE" -> new Answer(200, "{\"succeeded\":true,\"num_freed\":1}");
          default ->
              asked.path().contains("/_pit")
                  ? new Answer(
                      200,
                      "{\"id\":\"the-pit\",\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0,\"skipped\":0}}")
                  : FakeElasticsearch.hits(
                      total, documents(Math.min(total, asked.body().path("size").asInt())));
        };
  }

  @Test
  void whatFitsOnOnePageNeedsNoSnapshot() {
    ResultPage page = searcher(holding(2)).page(criteria("limit", "2"), Paging.SNAPSHOT);
    assertThat(page.total()).isEqualTo(2);
    assertThat(page.items()).hasSize(2);
    assertThat(page.nextCursor()).isEmpty();
    assertThat(elasticsearch.calls()).containsExactly("POST /findings/_search");
    assertThat(elasticsearch.asked().getFirst().path())
        .contains("ignore_unavailable=true", "allow_partial_search_results=false");
    assertThat(elasticsearch.lastBody().path("track_total_hits").asBoolean()).isTrue();
  }

  @Test
  void severalPagesComeFromASnapshotThatIsGivenBack() {
    Searcher searcher = searcher(holding(3));
    ResultPage first = searcher.page(criteria("limit", "2"), Paging.SNAPSHOT);
    assertThat(first.items()).hasSize(2);
    assertThat(elasticsearch.calls())
        .containsExactly("POST /findings/_search", "POST /findings/_pit", "POST /_search");
    assertThat(elasticsearch.lastBody().at("/pit/id").asText()).isEqualTo("the-pit");
    assertThat(elasticsearch.lastBody().has("search_after")).isFalse();

    String cursor = first.nextCursor().orElseThrow();
    ResultPage second = searcher.page(criteria("limit", "3", "cursor", cursor), Paging.SNAPSHOT);
    assertThat(second.nextCursor()).isEmpty();
    Asked asked = elasticsearch.asked().get(3);
    assertThat(asked.body().path("search_after").toString()).isEqualTo("[999,\"id-1\"]");
    assertThat(asked.body().at("/pit/id").asText()).isEqualTo("the-pit");
    assertThat(elasticsearch.calls().getLast()).isEqualTo("DELETE /_pit");
  }

  @Test
  void livePagesHoldNothingAndGoOnAfterTheLastDocument() {
    Searcher searcher = searcher(holding(3));
    String cursor = searcher.page(criteria("limit", "2"), Paging.LIVE).nextCursor().orElseThrow();
    searcher.page(criteria("limit", "3", "cursor", cursor), Paging.LIVE);
    assertThat(elasticsearch.calls())
        .containsExactly("POST /findings/_search", "POST /findings/_search");
    assertThat(elasticsearch.lastBody().path("search_after").toString())
        .isEqualTo("[999,\"id-1\"]");
  }

  @Test
  void aCursorOfAnotherSearchIsRefusedUnasked() {
    Searcher searcher = searcher(holding(3));
    String cursor =
        searcher.page(criteria("limit", "2"), Paging.SNAPSHOT).nextCursor().orElseThrow();
    int before = elasticsearch.asked().size();
    assertThatThrownBy(
            () -> searcher.page(criteria("cursor", cursor, "policyId", "p"), Paging.SNAPSHOT))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("faulty parameters: cursor");
    assertThat(elasticsearch.asked()).hasSize(before);
  }

  @Test
  void aSnapshotThatIsGoneAndOneThatNeverWasAreToldApart() {
    Criteria first = criteria("limit", "2");
    Cursor cursor = new Cursor("gone", Queries.toJson(List.of()), Queries.fingerprint(first));
    Criteria next = criteria("limit", "2", "cursor", cursor.encode());
    assertThatThrownBy(
            () ->
                searcher(asked -> FakeElasticsearch.error(404, "search_context_missing_exception"))
                    .page(next, Paging.SNAPSHOT))
        .isInstanceOf(CursorExpiredException.class);
    close();
    assertThatThrownBy(
            () ->
                searcher(asked -> FakeElasticsearch.error(400, "illegal_argument_exception"))
                    .page(next, Paging.SNAPSHOT))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void anIndexThatIsReplacedWhileItIsSearchedIsSearchedOnceMore() {
    for (int status : List.of(404, 503)) {
      AtomicInteger times = new AtomicInteger();
      Searcher searcher =
          searcher(
              asked ->
                  times.getAndIncrement() == 0
                      ? FakeElasticsearch.error(status, "index_not_found_exception")
                      : FakeElasticsearch.hits(1, List.of("{\"findingId\":\"f\"}")));
      assertThat(searcher.page(criteria(), Paging.SNAPSHOT).total()).isEqualTo(1);
      close();
    }
  }

  @Test
  void soIsOneThatIsReplacedUnderTheSnapshotJustTaken() {
    AtomicInteger snapshotSearches = new AtomicInteger();
    Function<Asked, Answer> holding = holding(5);
    Searcher searcher =
        searcher(
            asked ->
                asked.body().has("pit") && snapshotSearches.getAndIncrement() == 0
                    ? FakeElasticsearch.error(404, "index_not_found_exception")
                    : holding.apply(asked));
    ResultPage page = searcher.page(criteria("limit", "2"), Paging.SNAPSHOT);
    assertThat(page.total()).isEqualTo(5);
    assertThat(snapshotSearches).hasValue(2);
  }

  @Test
  void anElasticsearchThatCannotAnswerIsUnavailable() {
    for (int status : List.of(429, 500, 503)) {
      Searcher searcher = searcher(asked -> FakeElasticsearch.error(status, "busy"));
      assertThatThrownBy(() -> searcher.page(criteria(), Paging.SNAPSHOT))
          .isInstanceOf(SearchUnavailableException.class);
      close();
    }
    Searcher searcher = searcher(holding(0));
    elasticsearch.stop();
    assertThatThrownBy(() -> searcher.page(criteria(), Paging.SNAPSHOT))
        .isInstanceOf(SearchUnavailableException.class);
  }

  @Test
  void whatIsRefusedSaysNothingOfWhatWasSearchedFor() {
    Searcher searcher = searcher(asked -> FakeElasticsearch.error(400, "parsing_exception"));
    assertThatThrownBy(() -> searcher.page(criteria("q", "secret"), Paging.SNAPSHOT))
        .hasMessage("Elasticsearch answered 400 parsing_exception")
        .hasNoCause();
  }
}
