package io.clausewatch.search;

import java.util.List;

/**
 * Everything that a search finds, as the index was when it was asked, a page at a time: however
 * much it is, one page is held. For one thread. To be closed, also when not all was read.
 */
public interface PagedResults<T> extends AutoCloseable {

  /** How many documents there are in all, exactly. */
  long total();

  /**
   * The next page; empty when there is none.
   *
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   * @throws CursorExpiredException when nobody asked for so long that the rest is gone
   */
  List<T> next();

  /** Gives back what is held for the pages that were not read. */
  @Override
  void close();
}
