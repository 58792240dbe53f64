package io.clausewatch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.ProblemException;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import io.clausewatch.search.SearchClient.Paging;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SearchClientTest {
  /** Longer than any test may take. */
  private static final Duration PATIENT = Duration.ofMinutes(5);

  private FakeElasticsearch elasticsearch;

  private SearchClient searcher(Function<Asked, Answer> answers) {
    return searcher(answers, Duration.ZERO);
  }

  private SearchClient searcher(Function<Asked, Answer> answers, Duration patience) {
    elasticsearch = new FakeElasticsearch(answers);
    return elasticsearch.searcher(patience);
  }

  @AfterEach
  void close() {
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }

  private static SearchCriteria criteria(String... namesAndValues) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      given.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return SearchParameters.page(SearchTarget.FINDINGS, given, id -> id);
  }

  private static List<String> documents(int count) {
    return IntStream.range(0, count).mapToObj("{\"n\":%d}"::formatted).toList();
  }

  /** So many documents in all, of which every search gets as many as it asks for at most. */
  private static Function<Asked, Answer> holding(int total) {
    return asked ->
        FakeElasticsearch.isAboutSnapshot(asked)
            ? FakeElasticsearch.snapshot(asked)
            : FakeElasticsearch.hits(
                total, documents(Math.min(total, asked.body().path("size").asInt())));
  }

  @Test
  void whatFitsOnOnePageNeedsNoSnapshot() {
    ResultPage<ObjectNode> page =
        searcher(holding(2)).page(criteria("limit", "2"), Paging.SNAPSHOT, ObjectNode.class);
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
    SearchClient searcher = searcher(holding(3));
    ResultPage<ObjectNode> first =
        searcher.page(criteria("limit", "2"), Paging.SNAPSHOT, ObjectNode.class);
    assertThat(first.items()).hasSize(2);
    assertThat(elasticsearch.calls())
        .containsExactly("POST /findings/_search", "POST /findings/_pit", "POST /_search");
    assertThat(elasticsearch.lastBody().at("/pit/id").asText()).isEqualTo("the-pit");
    assertThat(elasticsearch.lastBody().has("search_after")).isFalse();

    String cursor = first.nextCursor().orElseThrow();
    ResultPage<ObjectNode> second =
        searcher.page(criteria("limit", "3", "cursor", cursor), Paging.SNAPSHOT, ObjectNode.class);
    assertThat(second.nextCursor()).isEmpty();
    Asked asked = elasticsearch.asked().get(3);
    assertThat(asked.body().path("search_after").toString()).isEqualTo("[999,\"id-1\"]");
    assertThat(asked.body().at("/pit/id").asText()).isEqualTo("the-pit");
    assertThat(elasticsearch.calls().getLast()).isEqualTo("DELETE /_pit");
  }

  @Test
  void livePagesHoldNothingAndGoOnAfterTheLastDocument() {
    SearchClient searcher = searcher(holding(3));
    String cursor =
        searcher
            .page(criteria("limit", "2"), Paging.LIVE, ObjectNode.class)
            .nextCursor()
            .orElseThrow();
    searcher.page(criteria("limit", "3", "cursor", cursor), Paging.LIVE, ObjectNode.class);
    assertThat(elasticsearch.calls())
        .containsExactly("POST /findings/_search", "POST /findings/_search");
    assertThat(elasticsearch.lastBody().path("search_after").toString())
        .isEqualTo("[999,\"id-1\"]");
  }

  @Test
  void aCursorOfAnotherSearchIsRefusedUnasked() {
    SearchClient searcher = searcher(holding(3));
    String cursor =
        searcher
            .page(criteria("limit", "2"), Paging.SNAPSHOT, ObjectNode.class)
            .nextCursor()
            .orElseThrow();
    int before = elasticsearch.asked().size();
    assertThatThrownBy(
            () ->
                searcher.page(
                    criteria("cursor", cursor, "policyId", "p"), Paging.SNAPSHOT, ObjectNode.class))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("faulty parameters: cursor");
    assertThat(elasticsearch.asked()).hasSize(before);
  }

  @Test
  void aSnapshotThatIsGoneAndOneThatNeverWasAreToldApart() {
    SearchCriteria first = criteria("limit", "2");
    PageCursor cursor =
        new PageCursor(
            "gone",
            ElasticsearchQueries.toJson(List.of()),
            ElasticsearchQueries.fingerprint(first));
    SearchCriteria next = criteria("limit", "2", "cursor", cursor.encode());
    assertThatThrownBy(
            () ->
                searcher(asked -> FakeElasticsearch.error(404, "search_context_missing_exception"))
                    .page(next, Paging.SNAPSHOT, ObjectNode.class))
        .isInstanceOf(CursorExpiredException.class);
    close();
    assertThatThrownBy(
            () ->
                searcher(asked -> FakeElasticsearch.error(400, "illegal_argument_exception"))
                    .page(next, Paging.SNAPSHOT, ObjectNode.class))
        .isInstanceOf(InvalidRequestException.class);
  }

  /** It fails again for as long as it takes Elasticsearch to move: longer than one more try. */
  @Test
  void anIndexThatIsMovedWhileItIsSearchedIsSearchedUntilItIsThere() {
    for (int status : List.of(404, 503)) {
      AtomicInteger times = new AtomicInteger();
      SearchClient searcher =
          searcher(
              asked ->
                  times.getAndIncrement() < 5
                      ? FakeElasticsearch.error(status, "search_phase_execution_exception")
                      : FakeElasticsearch.hits(1, List.of("{\"findingId\":\"f\"}")),
              PATIENT);
      assertThat(searcher.page(criteria(), Paging.SNAPSHOT, ObjectNode.class).total()).isEqualTo(1);
      assertThat(times).hasValue(6);
      close();
    }
  }

  @Test
  void theWholePageIsBegunAnewWhenItsSnapshotIsGone() {
    AtomicInteger snapshotSearches = new AtomicInteger();
    Function<Asked, Answer> holding = holding(5);
    SearchClient searcher =
        searcher(
            asked ->
                asked.body().has("pit") && snapshotSearches.getAndIncrement() < 2
                    ? FakeElasticsearch.error(404, "search_context_missing_exception")
                    : holding.apply(asked),
            PATIENT);
    ResultPage<ObjectNode> page =
        searcher.page(criteria("limit", "2"), Paging.SNAPSHOT, ObjectNode.class);
    assertThat(page.total()).isEqualTo(5);
    assertThat(snapshotSearches).hasValue(3);
  }

  @Test
  void anIndexThatIsAwayForLongIsUnavailable() {
    SearchClient searcher =
        searcher(
            asked -> FakeElasticsearch.error(503, "search_phase_execution_exception"),
            Duration.ofMillis(100));
    assertThatThrownBy(() -> searcher.page(criteria(), Paging.SNAPSHOT, ObjectNode.class))
        .isInstanceOf(SearchUnavailableException.class);
    assertThat(elasticsearch.asked()).hasSizeGreaterThan(1);
  }

  /** Trying again would make it worse, or only later known. */
  @Test
  void anAnswerThatDoesNotFitIsRefusedAndNotReadWhole() {
    String large = "{\"n\":\"" + "x".repeat(FakeElasticsearch.MAX_ANSWER_BYTES) + "\"}";
    SearchClient searcher = searcher(asked -> FakeElasticsearch.hits(1, List.of(large)));
    assertThatThrownBy(() -> searcher.page(criteria(), Paging.LIVE, ObjectNode.class))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(400);
              assertThat(e.problem().detail()).contains("fewer at once");
            });
  }

  @Test
  void anElasticsearchThatCannotAnswerIsUnavailableAtOnce() {
    for (int status : List.of(429, 500)) {
      SearchClient searcher = searcher(asked -> FakeElasticsearch.error(status, "busy"), PATIENT);
      assertThatThrownBy(() -> searcher.page(criteria(), Paging.SNAPSHOT, ObjectNode.class))
          .isInstanceOf(SearchUnavailableException.class);
      assertThat(elasticsearch.asked()).hasSize(1);
      close();
    }
    SearchClient searcher = searcher(holding(0), PATIENT);
    elasticsearch.stop();
    assertThatThrownBy(() -> searcher.page(criteria(), Paging.SNAPSHOT, ObjectNode.class))
        .isInstanceOf(SearchUnavailableException.class);
  }

  @Test
  void aThreadThatIsToEndWaitsNoLonger() {
    RefusedException missing =
        new RefusedException(
            new ElasticsearchException(
                "search",
                ErrorResponse.of(
                    r -> r.status(404).error(e -> e.type("search_context_missing_exception")))));
    assertThatThrownBy(
            () ->
                new IndexMoveRetry(PATIENT)
                    .search(
                        () -> {
                          Thread.currentThread().interrupt();
                          throw missing;
                        }))
        .isSameAs(missing);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatIsRefusedSaysNothingOfWhatWasSearchedFor() {
    SearchClient searcher = searcher(asked -> FakeElasticsearch.error(400, "parsing_exception"));
    assertThatThrownBy(
            () -> searcher.page(criteria("q", "secret"), Paging.SNAPSHOT, ObjectNode.class))
        .hasMessage("Elasticsearch answered 400 parsing_exception")
        .hasNoCause();
  }

  @Test
  void aDocumentThatCannotBeReadIsNotAnIndexThatIsAway() {
    for (String document :
        List.of(
            "{\"findingId\":{\"no\":\"text\"}}",
            "{\"findingId\":\"f\",\"occurredAt\":\"yesterday\"}",
            "{\"findingId\":\"f\",\"revision\":null}")) {
      assertUnreadable(document, FindingDocument.class);
    }
    for (String document :
        List.of("{\"entryId\":\"t\"}", "{\"eventKind\":\"none\",\"event\":{}}", "{\"event\":{}}")) {
      assertUnreadable(document, TrailDocument.class);
    }
  }

  private void assertUnreadable(String document, Class<?> type) {
    SearchClient searcher = searcher(asked -> FakeElasticsearch.hits(1, List.of(document)));
    assertThatThrownBy(() -> searcher.page(criteria("limit", "2"), Paging.LIVE, type))
        .as(document)
        .isInstanceOfSatisfying(
            UnreadableDocumentException.class,
            e -> assertThat(e.problem().detail()).contains("reindex"));
    close();
  }

  @Test
  void whoAsksForManyHasThemReadOnce() {
    SearchClient many = searcher(holding(300));
    assertThat(many.page(criteria("limit", "100"), Paging.SNAPSHOT, ObjectNode.class).nextCursor())
        .isPresent();
    assertThat(elasticsearch.calls()).containsExactly("POST /findings/_pit", "POST /_search");

    SearchClient few = searcher(holding(3));
    assertThat(few.page(criteria("limit", "100"), Paging.SNAPSHOT, ObjectNode.class).items())
        .hasSize(3);
    assertThat(elasticsearch.calls())
        .as("given back at once")
        .containsExactly("POST /findings/_pit", "POST /_search", "DELETE /_pit");
  }
}
