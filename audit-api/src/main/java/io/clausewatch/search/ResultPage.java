package io.clausewatch.search;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of what a search found.
 *
 * @param total how many documents it found in all, exactly
 * @param items those of this page, in order
 * @param nextCursor the token with which the next page is asked for; empty on the last page
 */
public record ResultPage<T>(long total, List<T> items, Optional<String> nextCursor) {

  /** Copies its list. */
  public ResultPage {
    items = List.copyOf(items);
  }

  /**
   * The page as the API returns it.
   *
   * @param nextCursor null on the last page
   */
  public record Answer<T>(long total, List<T> items, String nextCursor) {
    /** Copies its list. */
    public Answer {
      items = List.copyOf(items);
    }
  }

  /** The page as the API returns it. */
  public Answer<T> answer() {
    return new Answer<>(total, items, nextCursor.orElse(null));
  }

  /** The same page, with its items in another form. */
  public <R> ResultPage<R> map(Function<T, R> form) {
    return new ResultPage<>(total, items.stream().map(form).toList(), nextCursor);
  }
}
