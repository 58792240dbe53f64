package io.clausewatch.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.search.SearchClient.Paging;
import java.util.List;
import java.util.Optional;

/** Goes through the pages of a search in one snapshot, and gives it back. */
final class SearchScroll implements PagedResults {
  private final SearchClient searcher;
  private final SearchCriteria criteria;
  private final long total;

  /** Asked for and not yet handed out; null when there is none. */
  private ResultPage waiting;

  /** Where the page handed out last ended; empty when it was the last. */
  private Optional<PageCursor> end = Optional.empty();

  SearchScroll(SearchClient searcher, SearchCriteria criteria) {
    this.searcher = searcher;
    this.criteria = criteria;
    waiting = searcher.page(criteria, Paging.SNAPSHOT);
    total = waiting.total();
    end = cursor(waiting);
  }

  private static Optional<PageCursor> cursor(ResultPage page) {
    return page.nextCursor().flatMap(PageCursor::decode);
  }

  @Override
  public long total() {
    return total;
  }

  @Override
  public List<ObjectNode> next() {
    ResultPage page = waiting;
    waiting = null;
    if (page == null && end.isPresent()) {
      page = further(end.get());
    }
    return page == null ? List.of() : page.map(criteria.target().shape()::of).items();
  }

  private ResultPage further(PageCursor cursor) {
    SearchCriteria from =
        new SearchCriteria(
            criteria.target(),
            criteria.conditions(),
            criteria.order(),
            criteria.limit(),
            Optional.of(cursor));
    ResultPage page;
    try {
      page = searcher.further(from, cursor, total);
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
