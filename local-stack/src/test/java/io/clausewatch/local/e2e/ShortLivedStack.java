package io.clausewatch.local.e2e;

import io.clausewatch.local.stack.StackOptions;
import java.nio.file.Path;

/** What tests start a local stack with that ends within minutes. */
final class ShortLivedStack {
  /** Without Java's second compiler, which would take a third of the apps' time. */
  static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

  private ShortLivedStack() {}

  /** On any free ports. */
  static StackOptions options(Path data) {
    return StackOptions.defaults(Folders.home())
        .withData(data)
        .withPort(0)
        .withJavaOptions(FIRST_COMPILER);
  }
}
