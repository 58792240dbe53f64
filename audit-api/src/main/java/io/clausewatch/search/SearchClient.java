package io.clausewatch.search;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.elasticsearch.core.search.TotalHits;
import com.fasterxml.jackson.core.JacksonException;
import io.clausewatch.contract.Fault;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.Problem;
import io.clausewatch.platform.diagnosis.ExceptionCauses;
import io.clausewatch.platform.privacy.RedactedException;
import io.clausewatch.readmodel.FindingDocument;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.core5.http.ContentTooLongException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Elasticsearch, and pages through what it finds.
 *
 * <p>A search whose result fits a page of ordinary size is one request. Otherwise it depends on the
 * {@link Paging}: a snapshot of the index (a point in time) is taken, and every page comes from it;
 * it is given back with the last page, or after some minutes in which nobody asked for the next. Or
 * the pages come from the index itself, and nothing is held for those who never ask.
 *
 * <p>An index that does not exist yet holds nothing. Answers are whole or none: when some part of
 * an index is away, a search fails rather than finding less than there is.
 *
 * <p>Safe for use by many threads. Every method throws {@link SearchUnavailableException} when
 * Elasticsearch cannot answer.
 */
public final class SearchClient {
  private static final Logger LOG = LoggerFactory.getLogger(SearchClient.class);

  private static final String NO_SNAPSHOT = "";

  /**
   * From this page size on, the first page comes from a snapshot at once: most such searches have
   * more than one, and would be read twice.
   */
  private static final int MANY = 100;

  /** How long a snapshot waits for the next page to be asked for: time to read one. */
  private static final Time SNAPSHOT_KEPT_FOR = Time.of(t -> t.time("10m"));

  /** As long as somebody waits for a page. */
  private static final IndexMoveRetry PATIENCE = new IndexMoveRetry(Duration.ofSeconds(5));

  private final ElasticsearchClient client;
  private final Function<SearchTarget, String> aliases;
  private final IndexMoveRetry retry;

  /**
   * A searcher.
   *
   * @param client the connection; not closed here
   * @param aliases names the alias of the indices that hold a target
   */
  public SearchClient(ElasticsearchClient client, Function<SearchTarget, String> aliases) {
    this(client, aliases, PATIENCE);
  }

  SearchClient(
      ElasticsearchClient client, Function<SearchTarget, String> aliases, IndexMoveRetry retry) {
    this.client = client;
    this.aliases = aliases;
    this.retry = retry;
  }

  /** What the pages of a search are pages of. */
  public enum Paging {
    /** The index as it was when the first page was asked for: exact to the last document. */
    SNAPSHOT,
    /**
     * The index as it is: each page goes on after the last document of the one before, so that what
     * arrives shifts nothing, but may be in a later page. One may take any time for it, and go
     * back.
     */
    LIVE
  }

  /**
   * A page of documents.
   *
   * @param type that of the target's documents
   * @throws InvalidRequestException when the cursor belongs to another search
   * @throws CursorExpiredException when the cursor's snapshot is gone
   */
  public <T> ResultPage<T> page(SearchCriteria criteria, Paging paging, Class<T> type) {
    if (criteria.cursor().isEmpty()) {
      return retry.search(() -> firstPage(criteria, paging, type));
    }
    PageCursor cursor = criteria.cursor().get();
    if (!cursor.search().equals(ElasticsearchQueries.fingerprint(criteria))) {
      throw invalidCursor("the same filters and sort as on the page before", "other ones");
    }
    try {
      return nextPage(criteria, cursor, paging, type);
    } catch (RefusedException e) {
      if (e.status() == 404) {
        throw new CursorExpiredException(e);
      }
      throw invalidCursor("the nextCursor of the page before", "something else");
    }
  }

  /**
   * Everything that a search finds, a page of {@link SearchCriteria#limit()} documents at a time.
   * The first page is asked for at once, the others when they are wanted.
   */
  public <T> PagedResults<T> walk(SearchCriteria criteria, Class<T> type) {
    return new SearchScroll<>(this, criteria, type);
  }

  /** A page of a walk. It is not counted: that would visit every document again for each page. */
  <T> ResultPage<T> further(SearchCriteria criteria, PageCursor cursor, long total, Class<T> type) {
    SearchResponse<T> response =
        search(
            SearchRequest.of(
                s ->
                    snapshotPageOf(criteria, cursor.snapshot(), s)
                        .trackTotalHits(t -> t.enabled(false))),
            type);
    return page(criteria, cursor.snapshot(), response, total);
  }

  private <T> ResultPage<T> firstPage(SearchCriteria criteria, Paging paging, Class<T> type) {
    if (paging == Paging.LIVE) {
      return page(criteria, NO_SNAPSHOT, search(live(criteria), type));
    }
    if (criteria.limit() < MANY) {
      SearchResponse<T> response = search(liveIfFew(criteria), type);
      if (total(response) <= criteria.limit()) {
        return page(criteria, NO_SNAPSHOT, response);
      }
      // Asked again, so that what has arrived since is in no page rather than in some.
    }
    String snapshot = openSnapshot(criteria.target());
    boolean wanted = false;
    try {
      ResultPage<T> page = page(criteria, snapshot, search(inSnapshot(criteria, snapshot), type));
      wanted = page.nextCursor().isPresent();
      return page;
    } finally {
      if (!wanted) {
        release(snapshot);
      }
    }
  }

  private <T> ResultPage<T> nextPage(
      SearchCriteria criteria, PageCursor cursor, Paging paging, Class<T> type) {
    if (paging == Paging.LIVE) {
      return page(criteria, NO_SNAPSHOT, retry.search(() -> search(live(criteria), type)));
    }
    String snapshot = cursor.snapshot();
    ResultPage<T> page = page(criteria, snapshot, search(inSnapshot(criteria, snapshot), type));
    if (page.nextCursor().isEmpty()) {
      release(snapshot);
    }
    return page;
  }

  private static InvalidRequestException invalidCursor(String expected, String found) {
    return new InvalidRequestException(List.of(new Fault("cursor", expected, found)));
  }

  /** One document more than fits was asked for: it tells whether there is another page. */
  private static <T> ResultPage<T> page(
      SearchCriteria criteria, String snapshot, SearchResponse<T> response) {
    return page(criteria, snapshot, response, total(response));
  }

  private static <T> ResultPage<T> page(
      SearchCriteria criteria, String snapshot, SearchResponse<T> response, long total) {
    List<Hit<T>> hits = response.hits().hits();
    if (hits.size() <= criteria.limit()) {
      return new ResultPage<>(total, documents(response), Optional.empty());
    }
    Hit<T> last = hits.get(criteria.limit() - 1);
    PageCursor next =
        new PageCursor(
            // An answer may name the snapshot anew.
            Optional.ofNullable(response.pitId()).orElse(snapshot),
            ElasticsearchQueries.toJson(last.sort()),
            ElasticsearchQueries.fingerprint(criteria));
    return new ResultPage<>(
        total, documents(response).subList(0, criteria.limit()), Optional.of(next.encode()));
  }

  private SearchRequest live(SearchCriteria criteria) {
    return SearchRequest.of(s -> pageOf(criteria, onAlias(criteria.target(), s)));
  }

  /** Counts no further than the first page: Elasticsearch then need not visit all to sort them. */
  private SearchRequest liveIfFew(SearchCriteria criteria) {
    return SearchRequest.of(
        s ->
            pageOf(criteria, onAlias(criteria.target(), s))
                .trackTotalHits(t -> t.count(criteria.limit() + 1)));
  }

  private static SearchRequest inSnapshot(SearchCriteria criteria, String snapshot) {
    return SearchRequest.of(s -> snapshotPageOf(criteria, snapshot, s));
  }

  private static SearchRequest.Builder snapshotPageOf(
      SearchCriteria criteria, String snapshot, SearchRequest.Builder request) {
    return pageOf(criteria, request).pit(p -> p.id(snapshot).keepAlive(SNAPSHOT_KEPT_FOR));
  }

  private static SearchRequest.Builder pageOf(
      SearchCriteria criteria, SearchRequest.Builder request) {
    criteria
        .cursor()
        .ifPresent(cursor -> request.searchAfter(ElasticsearchQueries.fromJson(cursor.after())));
    return request
        .query(ElasticsearchQueries.all(criteria.conditions()))
        .sort(ElasticsearchQueries.order(criteria))
        .size(criteria.limit() + 1)
        .source(s -> s.filter(f -> f.excludes(FindingDocument.ACTS))) // of one finding alone
        .trackTotalHits(t -> t.enabled(true))
        .allowPartialSearchResults(false);
  }

  private SearchRequest.Builder onAlias(SearchTarget target, SearchRequest.Builder request) {
    return request.index(aliases.apply(target)).ignoreUnavailable(true).allowNoIndices(true);
  }

  /** The documents that meet some conditions, in no order; at most as many as a page holds. */
  public <T> List<T> documents(
      SearchTarget target, List<SearchCondition> conditions, Class<T> type) {
    SearchRequest request =
        SearchRequest.of(
            s ->
                onAlias(target, s)
                    .query(ElasticsearchQueries.all(conditions))
                    .size(SearchParameters.GREATEST_LIMIT)
                    .allowPartialSearchResults(false));
    return documents(retry.search(() -> search(request, type)));
  }

  /**
   * The first documents of a search.
   *
   * @param field of all documents that have the same in it, a keyword, the first alone is there
   */
  public <T> List<T> distinct(SearchCriteria criteria, String field, Class<T> type) {
    SearchRequest request =
        SearchRequest.of(
            s ->
                onAlias(criteria.target(), s)
                    .query(ElasticsearchQueries.all(criteria.conditions()))
                    .sort(ElasticsearchQueries.order(criteria))
                    .collapse(c -> c.field(field))
                    .size(criteria.limit())
                    .trackTotalHits(t -> t.enabled(false))
                    .allowPartialSearchResults(false));
    return documents(retry.search(() -> search(request, type)));
  }

  /**
   * How many documents meet some conditions, and counts among them.
   *
   * @param total exactly how many
   * @param byName what came of each aggregation; empty where there is no index yet
   */
  public record Counts(long total, Map<String, Aggregate> byName) {}

  /**
   * Counts documents.
   *
   * @param aggregations what else is counted among them, by name
   */
  public Counts count(
      SearchTarget target,
      List<SearchCondition> conditions,
      Map<String, Aggregation> aggregations) {
    Query query = ElasticsearchQueries.all(conditions);
    SearchRequest request =
        SearchRequest.of(
            s ->
                onAlias(target, s)
                    .query(query)
                    .size(0)
                    .trackTotalHits(t -> t.enabled(true))
                    .allowPartialSearchResults(false)
                    .aggregations(aggregations));
    SearchResponse<Void> response = retry.search(() -> search(request, Void.class));
    return new Counts(total(response), response.aggregations());
  }

  private static long total(SearchResponse<?> response) {
    TotalHits total = response.hits().total();
    if (total == null) {
      throw new IllegalStateException("an answer without the total that was asked for");
    }
    return total.value();
  }

  private static <T> List<T> documents(SearchResponse<T> response) {
    return response.hits().hits().stream().map(Hit::source).toList();
  }

  private <T> SearchResponse<T> search(SearchRequest request, Class<T> type) {
    return ask(() -> client.search(request, type));
  }

  private String openSnapshot(SearchTarget target) {
    return ask(
        () ->
            client
                .openPointInTime(
                    p ->
                        p.index(aliases.apply(target))
                            .ignoreUnavailable(true)
                            .keepAlive(SNAPSHOT_KEPT_FOR))
                .id());
  }

  /** A snapshot that cannot be given back is dropped by Elasticsearch when its time is over. */
  public void release(String snapshot) {
    try {
      ask(() -> client.closePointInTime(p -> p.id(snapshot)));
    } catch (RefusedException | SearchUnavailableException e) {
      LOG.debug("A snapshot was not given back, and will be dropped in some minutes", e);
    }
  }

  private interface Request<T> {
    T send() throws IOException;
  }

  private static <T> T ask(Request<T> request) {
    try {
      return request.send();
    } catch (ElasticsearchException e) {
      // Too many requests is no fault of this one.
      if (e.status() >= 400 && e.status() < 500 && e.status() != 429) {
        throw new RefusedException(e);
      }
      throw new SearchUnavailableException(e);
    } catch (IOException e) {
      // The client wraps it, since it comes on a thread of its own.
      if (ExceptionCauses.find(e, ContentTooLongException.class).isPresent()) {
        throw Problem.badRequest(
                "What was asked for does not fit into one answer: ask for fewer at once.",
                List.of())
            .exception();
      }
      if (ExceptionCauses.find(e, JacksonException.class).isPresent()) {
        // What it says may quote the document.
        LOG.error("A document of the index cannot be read", new RedactedException(e));
        throw new UnreadableDocumentException(e);
      }
      throw new SearchUnavailableException(e);
    }
  }
}
