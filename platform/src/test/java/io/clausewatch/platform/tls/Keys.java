package io.clausewatch.platform.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key with a self-signed certificate for a host, made by the JDK's keytool. */
public record Keys(Path store, Path certificate) {
  public static final String PASSWORD = "store-password";

  /** The files of what was made: keytool takes seconds, and one key does for all tests of a JVM. */
  private static final Map<List<String>, List<byte[]>> MADE = new ConcurrentHashMap<>();

  /** Puts it into a folder; {@code san} is such as {@code ip:127.0.0.1}. */
  public static Keys make(Path folder, String name, String san)
      throws IOException, InterruptedException {
    Keys keys = new Keys(folder.resolve(name + ".p12"), folder.resolve(name + ".pem"));
    List<byte[]> made = MADE.get(List.of(name, san));
    if (made == null) {
      keys.keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=" + san);
      keys.keytool("-exportcert", "-rfc", "-file", keys.certificate().toString());
      made = List.of(Files.readAllBytes(keys.store), Files.readAllBytes(keys.certificate));
      MADE.put(List.of(name, san), made);
    }
    Files.write(keys.store, made.getFirst());
    Files.write(keys.certificate, made.getLast());
    return keys;
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "key", "-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  /** The private key in PEM, as a file of its own. */
  public Path key() throws Exception {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    byte[] key = keys.getKey("key", PASSWORD.toCharArray()).getEncoded();
    return Files.writeString(
        store.resolveSibling(store.getFileName() + ".key"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
  }

  /** An https server on the loopback address with this certificate. */
  public HttpsServer serve(HttpHandler handler) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(store)) {
      keys.load(stream, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", handler);
    server.start();
    return server;
  }
}
