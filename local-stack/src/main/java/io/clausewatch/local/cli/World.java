package io.clausewatch.local.cli;

import io.clausewatch.local.client.Pause;
import io.clausewatch.local.terminal.Terminal;
import java.io.InputStream;
import java.util.Map;

/**
 * What a command needs of the world around it.
 *
 * @param terminal where it writes
 * @param in standard input
 * @param environment the environment variables
 * @param stacks starts the local stack
 * @param pause waits
 */
record World(
    Terminal terminal,
    InputStream in,
    Map<String, String> environment,
    StackLauncher stacks,
    Pause pause) {

  /** The real one. */
  static World real() {
    Map<String, String> environment = System.getenv();
    return new World(
        Terminal.system(environment), System.in, environment, StackLauncher.EMBEDDED, Pause.REAL);
  }
}
