package io.clausewatch.local.cli;

import io.clausewatch.local.terminal.CommandException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a command that is given no token finds that of a local stack. */
@FunctionalInterface
public interface LocalTokenSource {

  /** The file in the folder of a local stack. */
  String FILE = "tokens.properties";

  /**
   * The bearer token of a local stack.
   *
   * @param data its folder
   * @return empty where no local stack was ever started on the folder
   * @throws CommandException when its tokens cannot be read
   */
  Optional<String> token(Path data, ApiRole role) throws CommandException;
}
