package io.clausewatch.app;

import io.clausewatch.platform.privacy.RedactedException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened and has to be closed. For one thread. */
final class OpenedResources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenedResources.class);

  /** Last opened, first closed. */
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Remembers that something was opened. */
  <T extends AutoCloseable> T opened(T closeable) {
    open.push(closeable);
    return closeable;
  }

  /** Closes all of it, the last first; what cannot be closed keeps nothing else open. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable next = open.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOG.warn("{} did not close", next.getClass().getSimpleName(), new RedactedException(e));
      }
    }
  }
}
