package io.clausewatch.local.stack;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The files in which Elasticsearch looks up who may do what. They hold hashes of the passwords
 * alone: as root, Elasticsearch runs as another user, who can read them.
 */
final class ElasticsearchUsers {

  /**
   * The fewest that Elasticsearch names. More would slow down those who try passwords, and nobody
   * tries 256 random bits.
   */
  private static final int ITERATIONS = 1_000;

  private static final int BYTES = 32;

  private static final List<ServerUser> USERS =
      List.of(
          ServerUser.ELASTICSEARCH_SUPERVISOR,
          ServerUser.ELASTICSEARCH_STREAM_PROCESSOR,
          ServerUser.ELASTICSEARCH_AUDIT_API,
          ServerUser.ELASTICSEARCH_ALERT_SENDER,
          ServerUser.ELASTICSEARCH_OWNER);

  private ElasticsearchUsers() {}

  /**
   * Writes them into Elasticsearch's folder of configuration: each user has the role of its name.
   */
  static void write(Path config, ServerPasswords passwords) throws StackException {
    StringBuilder users = new StringBuilder();
    StringBuilder roles = new StringBuilder();
    for (ServerUser user : USERS) {
      String hash = hash(passwords.of(user).password());
      users.append(user.login()).append(':').append(hash).append('\n');
      roles.append(user.login()).append(':').append(user.login()).append('\n');
    }
    PrivateFiles.write(config.resolve("users"), users.toString());
    PrivateFiles.write(config.resolve("users_roles"), roles.toString());
    PrivateFiles.write(
        config.resolve("roles.yml"), ServerPrograms.resource("elasticsearch-roles.yml"));
  }

  /** As Elasticsearch writes PBKDF2. */
  static String hash(String password) {
    byte[] salt = new byte[BYTES];
    new SecureRandom().nextBytes(salt);
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
              .generateSecret(
                  new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, BYTES * Byte.SIZE))
              .getEncoded();
      Base64.Encoder base64 = Base64.getEncoder();
      return "{PBKDF2}"
          + ITERATIONS
          + "$"
          + base64.encodeToString(salt)
          + "$"
          + base64.encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has PBKDF2WithHmacSHA512", e);
    }
  }
}
