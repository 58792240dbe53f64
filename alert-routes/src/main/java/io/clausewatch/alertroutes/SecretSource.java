package io.clausewatch.alertroutes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a secret is; never the secret itself, which the routes file may not hold. */
public sealed interface SecretSource {

  /**
   * Reads it.
   *
   * @param environment the environment's variables
   * @return its text, without blanks at its ends
   * @throws IOException when it is not there; the message is an {@link AlertReason}: where it
   *     should be, and nothing of it
   */
  String read(Map<String, String> environment) throws IOException;

  /**
   * A file.
   *
   * @param path its place
   */
  record InFile(Path path) implements SecretSource {
    private static final long MAX_BYTES = 65_536;

    @Override
    public String read(Map<String, String> environment) throws IOException {
      String text;
      try {
        if (!Files.isRegularFile(path) || Files.size(path) > MAX_BYTES) {
          throw new IOException("no small file");
        }
        text = Files.readString(path).strip();
      } catch (IOException e) {
        throw new IOException(AlertReason.FILE_UNREADABLE.of(path).text(), e);
      }
      if (text.isEmpty()) {
        throw new IOException(AlertReason.FILE_EMPTY.of(path).text());
      }
      return text;
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * A variable of the environment.
   *
   * @param name its name
   */
  record InVariable(String name) implements SecretSource {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

    /** The variable that a text refers to as {@code ${env:NAME}}; empty where it is none. */
    static Optional<SecretSource> of(String text) {
      Matcher reference = REFERENCE.matcher(text.strip());
      return reference.matches()
          ? Optional.of(new InVariable(reference.group(1)))
          : Optional.empty();
    }

    @Override
    public String read(Map<String, String> environment) throws IOException {
      String value = environment.getOrDefault(name, "").strip();
      if (value.isEmpty()) {
        throw new IOException(AlertReason.VARIABLE_NOT_SET.of(name).text());
      }
      return value;
    }

    @Override
    public String toString() {
      return "${env:" + name + "}";
    }
  }
}
