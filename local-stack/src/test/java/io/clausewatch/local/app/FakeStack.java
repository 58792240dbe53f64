package io.clausewatch.local.app;

import io.clausewatch.local.launch.StackLauncher;
import io.clausewatch.local.launch.StackLauncher.RunningStack;
import io.clausewatch.local.stack.LocalTokens;
import io.clausewatch.local.stack.StackAddresses;
import io.clausewatch.local.stack.StackOptions;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** A stack that is ready at once and stops by itself; remembers how it was started. */
final class FakeStack implements StackLauncher, StackLauncher.RunningStack {

  private final URI url;
  private final String failure;

  /** What it was started with; null before. */
  StackOptions options;

  /** Whether it was closed. */
  boolean closed = false;

  /**
   * A stack.
   *
   * @param url where it says that it is
   * @param failure why it stops; null when it was asked to
   */
  FakeStack(URI url, String failure) {
    this.url = url;
    this.failure = failure;
  }

  @Override
  public RunningStack start(StackOptions startOptions, Consumer<String> progress) {
    options = startOptions;
    progress.accept("Starting everything");
    return this;
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public StackAddresses addresses() {
    return new StackAddresses("127.0.0.1:9", URI.create("http://127.0.0.1:8/api"));
  }

  @Override
  public LocalTokens tokens() {
    return new LocalTokens("producer-token", "officer-token", "auditor-token", "admin-token");
  }

  @Override
  public Optional<String> awaitTermination() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() {
    closed = true;
  }
}
