package io.clausewatch.local.launch;

import io.clausewatch.local.stack.LocalStack;
import io.clausewatch.local.stack.LocalTokens;
import io.clausewatch.local.stack.StackAddresses;
import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackOptions;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts the local stack; a test starts something smaller. */
@FunctionalInterface
public interface StackLauncher {

  /** Starts the real one. */
  StackLauncher EMBEDDED = (options, progress) -> new Embedded(LocalStack.start(options, progress));

  /**
   * Starts it and returns when it is ready.
   *
   * @param progress is told in short lines what is being done
   * @throws StackException in one clear sentence when it can't be started
   */
  RunningStack start(StackOptions options, Consumer<String> progress) throws StackException;

  /** A stack that runs. Closing it stops it. */
  interface RunningStack extends AutoCloseable {

    /** Where the API and the page are. */
    URI url();

    /** Where services reach Kafka and the schema registry. */
    StackAddresses addresses();

    /** The bearer tokens. */
    LocalTokens tokens();

    /**
     * Waits until it has stopped.
     *
     * @return empty when it was asked to, else why it had to, in one sentence
     */
    Optional<String> awaitTermination() throws InterruptedException;

    @Override
    void close();
  }

  /** The local stack as a command sees it. */
  record Embedded(LocalStack stack) implements RunningStack {

    @Override
    public URI url() {
      return stack.url();
    }

    @Override
    public StackAddresses addresses() {
      return new StackAddresses(stack.endpoints().kafka(), stack.endpoints().registry());
    }

    @Override
    public LocalTokens tokens() {
      return stack.tokens();
    }

    @Override
    public Optional<String> awaitTermination() throws InterruptedException {
      return stack.awaitTermination();
    }

    @Override
    public void close() {
      stack.close();
    }
  }
}
