package io.clausewatch.local.cli;

import io.clausewatch.local.client.RetryPause;
import io.clausewatch.local.terminal.Terminal;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * What a command needs of the world around it.
 *
 * @param terminal where it writes
 * @param in standard input
 * @param environment the environment variables
 * @param localTokens where the tokens of a local stack are
 * @param pause waits
 * @param stopping whether this process has been told to stop (Ctrl-C): whatever fails then is no
 *     news
 */
public record CommandContext(
    Terminal terminal,
    InputStream in,
    Map<String, String> environment,
    LocalTokenSource localTokens,
    RetryPause pause,
    BooleanSupplier stopping) {

  /**
   * The real one.
   *
   * @param localTokens where the tokens of a local stack are
   */
  public static CommandContext real(LocalTokenSource localTokens) {
    Map<String, String> environment = System.getenv();
    AtomicBoolean stopping = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping.set(true), "stopping"));
    return new CommandContext(
        Terminal.system(environment),
        System.in,
        environment,
        localTokens,
        RetryPause.REAL,
        stopping::get);
  }
}
