package io.clausewatch.app;

import static java.util.Map.entry;

import io.clausewatch.http.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The real server with all its calls, as {@link AuditApiMain} wires it, with nothing behind it. */
final class WiredServer {
  private WiredServer() {}

  /** Starts one that knows {@link TestServer#TOKENS}, which it keeps in a folder. */
  static AuditApiMain start(Path folder) throws Exception {
    Path policies = Path.of("policies");
    String tokens =
        TestServer.TOKENS.entrySet().stream()
            .map(token -> token.getKey().id() + "=" + token.getValue() + "\n")
            .collect(Collectors.joining());
    String nowhere = "127.0.0.1:1";
    return new AuditApiMain(
        AuditApiSettings.read(
            Map.ofEntries(
                entry("CLAUSEWATCH_PORT", "0"),
                entry("CLAUSEWATCH_SUBJECT_KEY", "0123456789abcdef0123456789abcdef"),
                entry(
                    "CLAUSEWATCH_POLICIES",
                    (Files.isDirectory(policies) ? policies : Path.of("../policies")).toString()),
                entry("CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS", nowhere),
                entry("CLAUSEWATCH_SCHEMA_REGISTRY_URL", "http://" + nowhere),
                entry("CLAUSEWATCH_ELASTICSEARCH_URL", "http://" + nowhere),
                entry("CLAUSEWATCH_PUBLIC_URL", "https://audit.example.org"),
                entry("CLAUSEWATCH_OIDC_ISSUER", "http://" + nowhere),
                entry("CLAUSEWATCH_OIDC_CLIENT_ID", "clausewatch"),
                entry(
                    "CLAUSEWATCH_TOKENS_FILE",
                    Files.writeString(folder.resolve("tokens"), tokens).toString()))));
  }
}
