package io.clausewatch.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The certificate that a node of Elasticsearch shows to other nodes, and the only one that it lets
 * in: over the port between nodes a caller says himself who he is, and without this anybody could
 * say that he is the system.
 */
final class TransportCertificate {

  private static final String ALIAS = "transport";
  private static final String PASSWORD = "CLAUSEWATCH_STORE_PASSWORD";

  /** Longer than any local stack lives: nothing renews it. */
  private static final String VALID_DAYS = "36500";

  private TransportCertificate() {}

  /** Makes the key and the certificate in a folder of Elasticsearch's, unless they are there. */
  static void openOrMake(InstalledParts installation, Path folder) throws StackException {
    Path key = folder.resolve("transport.key");
    Path certificate = folder.resolve("transport.crt");
    if (Files.exists(key) && Files.exists(certificate)) {
      return;
    }
    Path store = folder.resolve("transport.p12");
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    try {
      Files.deleteIfExists(store);
      makeStore(installation, store, password);
      KeyStore made = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        made.load(in, password.toCharArray());
      }
      PrivateFiles.write(certificate, pem("CERTIFICATE", made.getCertificate(ALIAS).getEncoded()));
      PrivateFiles.write(
          key, pem("PRIVATE KEY", made.getKey(ALIAS, password.toCharArray()).getEncoded()));
      Files.delete(store);
    } catch (IOException | GeneralSecurityException e) {
      throw new StackException(
          "Elasticsearch's certificate cannot be made: " + FailureCauses.of(e) + ".", e);
    }
  }

  /** By the JDK's own tool: its libraries make no certificates. */
  private static void makeStore(InstalledParts installation, Path store, String password)
      throws IOException, StackException {
    ProcessBuilder keytool =
        new ProcessBuilder(
                installation.keytool().toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=Clausewatch local Elasticsearch",
                "-ext",
                "san=ip:" + PortAssignment.LOOPBACK,
                "-validity",
                VALID_DAYS,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                // Not as an argument, which everybody on this machine could read.
                "-storepass:env",
                PASSWORD)
            .redirectErrorStream(true);
    keytool.environment().keySet().retainAll(ServerPrograms.environment().keySet());
    keytool.environment().put(PASSWORD, password);
    Process process = keytool.start();
    String said = String.join(" ", process.inputReader(StandardCharsets.UTF_8).lines().toList());
    try {
      if (process.waitFor() != 0) {
        throw new StackException("Elasticsearch's certificate cannot be made: " + said + ".");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while making Elasticsearch's certificate.", e);
    }
  }

  private static String pem(String what, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(content), what);
  }
}
