package io.clausewatch.alertroutes;

import java.util.Optional;

/**
 * The server that sends e-mails.
 *
 * @param host its name
 * @param port its port
 * @param tls how the connection is encrypted
 * @param from the sender's address
 * @param credentials empty where the server asks for none
 */
public record SmtpServer(
    String host, int port, Encryption tls, String from, Optional<Credentials> credentials) {

  /** How the connection is encrypted. */
  public enum Encryption {
    /** From the first byte. */
    TLS(465),
    /** After the greeting, or not at all. */
    STARTTLS(587),
    /** Never: for a server on the same machine. */
    NONE(25);

    private final int usualPort;

    Encryption(int usualPort) {
      this.usualPort = usualPort;
    }

    int usualPort() {
      return usualPort;
    }

    /** The one that servers at a port usually have; STARTTLS at any other. */
    static Encryption usualAt(int port) {
      return port == TLS.usualPort ? TLS : STARTTLS;
    }
  }

  /**
   * By whom the server knows us.
   *
   * @param user the name
   * @param password where it is
   */
  public record Credentials(String user, SecretSource password) {}
}
