package io.clausewatch.local.stack;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who somebody is to a server.
 *
 * @param user the name
 * @param password letters and digits alone, so that it stands in any file as it is; a secret
 */
public record ServerLogin(String user, String password) {

  /** Both, as basic authentication has them. */
  String userInfo() {
    return user + ":" + password;
  }

  /** The header {@code Authorization} of basic authentication. */
  String authorization() {
    byte[] both = userInfo().getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /** What a client of Kafka calls {@code sasl.jaas.config}, without its end. */
  String loginModule() {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
        + user
        + "\" password=\""
        + password
        + "\"";
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "ServerLogin[" + user + "]";
  }
}
