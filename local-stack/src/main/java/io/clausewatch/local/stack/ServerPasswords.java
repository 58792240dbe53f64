package io.clausewatch.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/**
 * The passwords that the servers of a stack ask for: any user of this machine reaches loopback.
 * Made at random on the first start and kept in {@code <data>/passwords.properties}, readable by
 * the owner alone.
 */
final class ServerPasswords {

  private static final int BYTES = 32;

  private final Map<ServerUser, String> passwords;

  private ServerPasswords(Map<ServerUser, String> passwords) {
    this.passwords = passwords;
  }

  /** Where they are kept. */
  static Path file(Path data) {
    return data.resolve("passwords.properties");
  }

  /** Those of a folder; what is missing there, as in one of an older version, is made. */
  static ServerPasswords openOrMake(Path data) throws StackException {
    Path file = file(data);
    Properties kept = Files.exists(file) ? PrivateFiles.readProperties(file) : new Properties();
    Map<ServerUser, String> passwords = new EnumMap<>(ServerUser.class);
    StringBuilder text =
        new StringBuilder(
            "# A password for each user of Kafka, the registry and Elasticsearch. Delete this file"
                + " to get new ones at the next start.\n");
    boolean made = false;
    for (ServerUser user : ServerUser.values()) {
      String password = kept.getProperty(user.key(), "").strip();
      if (password.isEmpty()) {
        password = random();
        made = true;
      }
      passwords.put(user, checked(password, user, file));
      text.append(user.key()).append('=').append(password).append('\n');
    }
    if (made) {
      PrivateFiles.write(file, text.toString());
    }
    return new ServerPasswords(passwords);
  }

  /**
   * Those of a stack that has been started before.
   *
   * @throws StackException when one is missing
   */
  static ServerPasswords read(Path data) throws StackException {
    Path file = file(data);
    Properties kept = Files.exists(file) ? PrivateFiles.readProperties(file) : new Properties();
    Map<ServerUser, String> passwords = new EnumMap<>(ServerUser.class);
    for (ServerUser user : ServerUser.values()) {
      String password = kept.getProperty(user.key(), "").strip();
      if (password.isEmpty()) {
        throw new StackException(
            "The folder "
                + data
                + " has no password for "
                + user.key()
                + " yet: start its stack once by `./clausewatch up`.");
      }
      passwords.put(user, checked(password, user, file));
    }
    return new ServerPasswords(passwords);
  }

  /** One that somebody wrote by hand may hold what has a meaning in some server's files. */
  private static String checked(String password, ServerUser user, Path file) throws StackException {
    if (!password.matches("[A-Za-z0-9]{32,}")) {
      throw new StackException(
          "The file "
              + file
              + " has a password for "
              + user.key()
              + " that is not of letters and digits, 32 at least: delete its line to get another.");
    }
    return password;
  }

  private static String random() {
    byte[] password = new byte[BYTES];
    new SecureRandom().nextBytes(password);
    return HexFormat.of().formatHex(password);
  }

  /** How a user signs in. */
  ServerLogin of(ServerUser user) {
    return new ServerLogin(user.login(), passwords.get(user));
  }

  /** Never shows one. */
  @Override
  public String toString() {
    return "ServerPasswords[redacted]";
  }
}
