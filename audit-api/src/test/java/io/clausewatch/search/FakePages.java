package io.clausewatch.search;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Pages that a test makes up, each only when it is asked for. */
public final class FakePages<T> implements PagedResults<T> {
  private final long total;
  private final IntFunction<List<T>> pages;
  private int next;
  private volatile boolean closed;

  /** Pages by their number, from 0; an empty one is the end. */
  public FakePages(long total, IntFunction<List<T>> pages) {
    this.total = total;
    this.pages = pages;
  }

  /** One page. */
  public static <T> FakePages<T> of(List<T> documents) {
    return new FakePages<>(documents.size(), page -> page == 0 ? documents : List.of());
  }

  /** Finds what a test says, which has to be of the type that is asked for. */
  public static DocumentScroll scroll(Function<SearchCriteria, ? extends FakePages<?>> found) {
    return new DocumentScroll() {
      @Override
      @SuppressWarnings("unchecked")
      public <D> PagedResults<D> all(SearchCriteria criteria, Class<D> type) {
        return (PagedResults<D>) found.apply(criteria);
      }
    };
  }

  /** Finds nothing. */
  public static DocumentScroll none() {
    return scroll(criteria -> of(List.of()));
  }

  /** What a search throws when Elasticsearch is away. */
  public static SearchUnavailableException unavailable(String detail) {
    return new SearchUnavailableException(new IOException(detail));
  }

  @Override
  public long total() {
    return total;
  }

  @Override
  public List<T> next() {
    return pages.apply(next++);
  }

  /** Whether it was given back. */
  public boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
