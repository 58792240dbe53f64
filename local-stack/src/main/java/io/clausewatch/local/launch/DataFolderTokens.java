package io.clausewatch.local.launch;

import io.clausewatch.local.cli.ApiRole;
import io.clausewatch.local.cli.LocalTokenSource;
import io.clausewatch.local.stack.LocalTokens;
import io.clausewatch.local.stack.StackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The tokens that the local stack keeps in its folder. */
public final class DataFolderTokens {

  private DataFolderTokens() {}

  /**
   * The bearer token of a role.
   *
   * @param data the folder of the local stack
   * @return empty where no local stack was ever started on the folder
   * @throws StackException when the tokens cannot be read
   */
  public static Optional<String> token(Path data, ApiRole role) throws StackException {
    Path file = data.resolve(LocalTokenSource.FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    LocalTokens tokens = LocalTokens.read(file);
    return Optional.of(
        switch (role) {
          case PRODUCER -> tokens.producer();
          case OFFICER -> tokens.officer();
        });
  }
}
