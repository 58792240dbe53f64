package io.clausewatch.door;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much the door has in hand at once, so that a crowd is told to come back rather than let in to
 * exhaust the memory.
 */
final class Budget {

  private final int maxRequests;
  private final long maxBytes;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * A budget of which nothing is used.
   *
   * @param maxRequests how many requests at once
   * @param maxBytes how many bytes of all their bodies together
   */
  Budget(int maxRequests, long maxBytes) {
    this.maxRequests = maxRequests;
    this.maxBytes = maxBytes;
  }

  /**
   * A share for one request, to be closed when it has been answered.
   *
   * @throws ExhaustedException when there are too many already
   */
  Share request() throws ExhaustedException {
    if (requests.incrementAndGet() > maxRequests) {
      requests.decrementAndGet();
      throw new ExhaustedException();
    }
    return new Share();
  }

  /** There is no more to have now. */
  static final class ExhaustedException extends Exception {

    private static final long serialVersionUID = 1L;

    ExhaustedException() {
      super(null, null, false, false);
    }
  }

  /** What one request has of the budget. For one thread. */
  final class Share implements AutoCloseable {

    private long taken;

    /**
     * Takes some bytes more.
     *
     * @throws ExhaustedException when that is more than there is; nothing is taken then
     */
    void take(long more) throws ExhaustedException {
      if (bytes.addAndGet(more) > maxBytes) {
        bytes.addAndGet(-more);
        throw new ExhaustedException();
      }
      taken += more;
    }

    @Override
    public void close() {
      bytes.addAndGet(-taken);
      requests.decrementAndGet();
    }
  }
}
