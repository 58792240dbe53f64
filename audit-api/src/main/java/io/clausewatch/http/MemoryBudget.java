package io.clausewatch.http;

import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory all requests together may hold for what was sent to them: bytes, and what they
 * unfold to. A crowd is told to come back rather than let in to exhaust the heap. Safe for use by
 * many threads.
 */
public final class MemoryBudget {

  /** A quarter: the rest is for answers, and for what goes on besides. */
  private static final int PART_OF_HEAP = 4;

  /** The largest body of all, and what it unfolds to. */
  private static final long LEAST = 48L * 1024 * 1024;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /**
   * A budget of which nothing is used.
   *
   * @param most how many bytes there are
   */
  public MemoryBudget(long most) {
    this.most = most;
  }

  /** A part of the heap that this process has. */
  public static MemoryBudget ofHeap() {
    return new MemoryBudget(Math.max(LEAST, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
  }

  /** A share for one request, of which nothing is taken yet; to be closed once it is answered. */
  public Share share() {
    return new Share();
  }

  /** How many bytes are taken now. */
  long taken() {
    return taken.get();
  }

  /** There is no more to have now: answered with 503, to be sent again. */
  public static final class ExhaustedException extends RuntimeException implements ProblemAnswer {

    @Serial private static final long serialVersionUID = 1L;

    private ExhaustedException() {
      super("All memory for what is sent is in use", null, false, false);
    }

    @Override
    public Problem problem() {
      return Problem.unavailable(
          "Too much is being sent at once: send it again later.", Duration.ofSeconds(1));
    }
  }

  /** What one request has of the budget. For one thread. */
  public final class Share implements AutoCloseable {

    private long mine;

    private Share() {}

    /**
     * Takes some bytes more.
     *
     * @throws ExhaustedException when that is more than there is; nothing is taken then
     */
    public void take(long more) {
      if (taken.addAndGet(more) > most) {
        taken.addAndGet(-more);
        throw new ExhaustedException();
      }
      mine += more;
    }

    /** Gives everything back. */
    @Override
    public void close() {
      taken.addAndGet(-mine);
      mine = 0;
    }
  }
}
