package io.clausewatch.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The bearer tokens of the local stack, one a role. Made at random on the first start and kept in
 * {@code <data>/tokens.properties}, readable by the owner alone.
 *
 * @param producer may send events
 * @param officer may search, report and change the status of a finding
 * @param auditor may search
 * @param admin may do what the operation of the stack needs
 */
public record LocalTokens(String producer, String officer, String auditor, String admin) {

  private static final int BYTES = 32;

  /** The tokens kept in that file, made first when it is not there. */
  static LocalTokens openOrMake(Path file) throws StackException {
    if (Files.exists(file)) {
      return read(file);
    }
    LocalTokens made = new LocalTokens(random(), random(), random(), random());
    PrivateFiles.write(
        file,
        """
        # One bearer token a role. Delete this file to get new ones at the next start.
        producer=%s
        officer=%s
        auditor=%s
        admin=%s
        """
            .formatted(made.producer, made.officer, made.auditor, made.admin));
    return made;
  }

  /**
   * The tokens of a stack that has been started before.
   *
   * @param file {@code <data>/tokens.properties}
   * @throws StackException when the file cannot be read or lacks a role
   */
  public static LocalTokens read(Path file) throws StackException {
    Properties tokens = PrivateFiles.readProperties(file);
    return new LocalTokens(
        required(tokens, "producer", file),
        required(tokens, "officer", file),
        required(tokens, "auditor", file),
        required(tokens, "admin", file));
  }

  private static String required(Properties tokens, String role, Path file) throws StackException {
    String token = tokens.getProperty(role, "").strip();
    if (token.isEmpty()) {
      throw new StackException(
          "The file "
              + file
              + " has no token for the role "
              + role
              + ": delete it to get new ones.");
    }
    return token;
  }

  private static String random() {
    byte[] token = new byte[BYTES];
    new SecureRandom().nextBytes(token);
    return HexFormat.of().formatHex(token);
  }

  /** Never shows a token. */
  @Override
  public String toString() {
    return "Tokens[redacted]";
  }
}
