package io.clausewatch.search;

import io.clausewatch.search.SearchClient.Paging;
import java.util.List;
import java.util.Optional;

/** Goes through the pages of a search in one snapshot, and gives it back. */
final class SearchScroll<T> implements PagedResults<T> {
  private final SearchClient searcher;
  private final SearchCriteria criteria;
  private final Class<T> type;
  private final long total;

  /** Asked for and not yet handed out; null when there is none. */
  private ResultPage<T> waiting;

  /** Where the page handed out last ended; empty when it was the last. */
  private Optional<PageCursor> end = Optional.empty();

  SearchScroll(SearchClient searcher, SearchCriteria criteria, Class<T> type) {
    this.searcher = searcher;
    this.criteria = criteria;
    this.type = type;
    waiting = searcher.page(criteria, Paging.SNAPSHOT, type);
    total = waiting.total();
    end = cursor(waiting);
  }

  private static Optional<PageCursor> cursor(ResultPage<?> page) {
    return page.nextCursor().flatMap(PageCursor::decode);
  }

  @Override
  public long total() {
    return total;
  }

  @Override
  public List<T> next() {
    ResultPage<T> page = waiting;
    waiting = null;
    if (page == null && end.isPresent()) {
      page = further(end.get());
    }
    return page == null ? List.of() : page.items();
  }

  private ResultPage<T> further(PageCursor cursor) {
    SearchCriteria from =
        new SearchCriteria(
            criteria.target(),
            criteria.conditions(),
            criteria.order(),
            criteria.limit(),
            Optional.of(cursor));
    ResultPage<T> page;
    try {
      page = searcher.further(from, cursor, total, type);
    } catch (RefusedException e) {
      if (e.status() == 404) {
        throw new CursorExpiredException(e);
      }
      throw e;
    }
    if (page.nextCursor().isEmpty()) {
      close();
    }
    end = cursor(page);
    return page;
  }

  @Override
  public void close() {
    end.ifPresent(cursor -> searcher.release(cursor.snapshot()));
    end = Optional.empty();
  }
}
