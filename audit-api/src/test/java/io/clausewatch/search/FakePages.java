package io.clausewatch.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;

/** Pages that a test makes up, each only when it is asked for. */
public final class FakePages implements PagedResults {
  private final long total;
  private final IntFunction<List<ObjectNode>> pages;
  private int next;
  private volatile boolean closed;

  /** Pages by their number, from 0; an empty one is the end. */
  public FakePages(long total, IntFunction<List<ObjectNode>> pages) {
    this.total = total;
    this.pages = pages;
  }

  /** One page. */
  public static FakePages of(List<ObjectNode> documents) {
    return new FakePages(documents.size(), page -> page == 0 ? documents : List.of());
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
  public List<ObjectNode> next() {
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
