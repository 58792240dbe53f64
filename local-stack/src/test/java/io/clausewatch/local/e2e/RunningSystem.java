package io.clausewatch.local.e2e;

import io.clausewatch.local.stack.StackMaintenance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Clausewatch up and running, with what tests look into. */
interface RunningSystem extends AutoCloseable {

  /** The HTTP API. */
  Door door();

  /** A folder with {@code data/tokens.properties} in it. */
  Path workFolder();

  /** A folder with the logs of all its parts up to now. */
  Path logs() throws IOException;

  /** Where the stream processor tells of itself. */
  URI processor();

  /** What a client of Kafka needs: where it is, and who one is there; may be added to. */
  Map<String, Object> kafka();

  /** What Confluent's client of the schema registry needs: its address, and who one is there. */
  Map<String, String> registry();

  /** The variables by which services find both. */
  Map<String, String> variables();

  /** A request to the Confluent API of the schema registry. */
  default HttpRequest.Builder registry(String path) {
    Map<String, String> registry = registry();
    return Servers.signedIn(
        HttpRequest.newBuilder(URI.create(registry.get("schema.registry.url") + path)),
        registry.get("basic.auth.user.info"));
  }

  /** Where Elasticsearch is. */
  URI elasticsearch();

  /** What Elasticsearch itself answers, which must be a 200. */
  String elasticsearch(String method, String path, String json)
      throws IOException, InterruptedException;

  /**
   * Another server of the HTTP API beside the first, ready; to be closed by whoever asks for it.
   */
  AppProcess anotherApi() throws IOException;

  /**
   * A process that tells those of findings whom a file names, ready; to be closed by whoever asks
   * for it.
   *
   * @param routes the file
   * @param log takes what it logs
   */
  default AppProcess alertSender(Path routes, Path log) throws IOException {
    return alertSender(routes, Map.of(), log);
  }

  /**
   * The same with some settings of its own.
   *
   * @param settings in place of those of the system, by their variables
   */
  AppProcess alertSender(Path routes, Map<String, String> settings, Path log) throws IOException;

  /** Does some work on it while it runs; what the work says goes to {@code output}. */
  void maintain(StackMaintenance work, List<String> arguments, Consumer<String> output)
      throws Exception;

  @Override
  void close() throws IOException;
}
