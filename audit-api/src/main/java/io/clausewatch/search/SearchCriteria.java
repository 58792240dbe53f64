package io.clausewatch.search;

import java.util.List;
import java.util.Optional;

/**
 * A search that has been read and found good.
 *
 * @param target what is searched
 * @param conditions all of them have to be met
 * @param order most important first; at least one
 * @param limit how many to return at most; 1 to 1000
 * @param cursor where the page before ended; empty for the first page
 */
public record SearchCriteria(
    SearchTarget target,
    List<SearchCondition> conditions,
    List<Sort> order,
    int limit,
    Optional<PageCursor> cursor) {

  /** Copies its lists. */
  public SearchCriteria {
    conditions = List.copyOf(conditions);
    order = List.copyOf(order);
  }

  /**
   * One level of the order in which documents are returned.
   *
   * @param name what is sorted by, as the request names it
   * @param descending whether the greatest comes first; of severities that is CRITICAL
   */
  public record Sort(String name, boolean descending) {}
}
