package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clausewatch.local.stack.LocalStack.Part;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The three real servers, without the apps: what the end-to-end tests take for granted. */
@Isolated("it looks at the processes that run")
class LocalStackIT {

  private static final Set<Part> SERVERS =
      EnumSet.of(Part.KAFKA, Part.REGISTRY, Part.ELASTICSEARCH);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;

  private final Queue<String> progress = new ConcurrentLinkedQueue<>();
  private final List<ProcessHandle> others = ProcessHandle.current().descendants().toList();

  @Test
  void dataSurvivesARestartAndAKilledServerComesBack() throws Exception {
    StackEndpoints first;
    List<ProcessHandle> children;
    try (LocalStack stack = start()) {
      first = stack.endpoints();
      children = own().toList();
      put(first.elasticsearch().resolve("/kept/_doc/1?refresh=true"), "{\"word\": \"elephant\"}");
      post(
          URI.create(first.registry() + "/subjects/kept/versions"),
          "{\"schema\": \"{\\\"type\\\": \\\"record\\\", \\\"name\\\": \\\"Kept\\\","
              + " \\\"fields\\\": []}\"}");
      assertThat(get(URI.create(first.registry() + "/config"))).contains("BACKWARD");
    }
    assertThat(children).hasSizeGreaterThan(3).noneMatch(ProcessHandle::isAlive);

    try (LocalStack stack = start()) {
      assertThat(stack.endpoints().kafka()).isEqualTo(first.kafka());
      assertThat(get(first.elasticsearch().resolve("/kept/_doc/1"))).contains("elephant");
      assertThat(get(URI.create(first.registry() + "/subjects"))).contains("kept");

      progress.clear();
      server("quarkus-run.jar").destroyForcibly();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> progress.contains("Schema registry is ready again"));
      assertThat(get(URI.create(first.registry() + "/subjects"))).contains("kept");

      server("server.properties").destroyForcibly();
      await().atMost(Duration.ofMinutes(2)).until(() -> progress.contains("Kafka is ready again"));
      assertThat(progress)
          .anyMatch(line -> line.startsWith("The sign-off of the Kafka that was killed is done"));
      assertThat(Files.readString(stack.logs().resolve("kafka.log"))).isNotEmpty();
    }
    assertThat(own().filter(ProcessHandle::isAlive)).isEmpty();

    progress.clear();
    StackMaintenance.REINDEX.run(options(), List.of(), progress::add, progress::add);
    assertThat(progress)
        .as("the index made anew where no stack runs")
        .contains("Done: 0 documents can be searched, 0 could be before");
    assertThat(own().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private LocalStack start() throws StackException {
    return LocalStack.start(options(), progress::add, SERVERS);
  }

  private StackOptions options() throws StackException {
    return StackOptions.defaults(StackOptions.findHome())
        .withData(folder.resolve("data"))
        .withPort(0);
  }

  /** What this test has started: the system that other tests share may run meanwhile. */
  private Stream<ProcessHandle> own() {
    return ProcessHandle.current().descendants().filter(process -> !others.contains(process));
  }

  private ProcessHandle server(String argument) {
    return own()
        .filter(
            process ->
                List.of(process.info().arguments().orElse(new String[0])).stream()
                    .anyMatch(each -> each.endsWith(argument)))
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow();
  }

  private void put(URI uri, String json) throws Exception {
    exchange(HttpRequest.newBuilder(uri).PUT(HttpRequest.BodyPublishers.ofString(json)));
  }

  private void post(URI uri, String json) throws Exception {
    exchange(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private String get(URI uri) throws Exception {
    return exchange(HttpRequest.newBuilder(uri));
  }

  private String exchange(HttpRequest.Builder request) throws Exception {
    ServerPasswords passwords = ServerPasswords.read(folder.resolve("data"));
    boolean registry = request.build().uri().getPath().startsWith("/apis");
    ServerLogin login =
        passwords.of(registry ? ServerUser.REGISTRY_CLIENT : ServerUser.ELASTICSEARCH_OWNER);
    HttpResponse<String> response =
        HTTP.send(
            request
                .header("Content-Type", "application/json")
                .header("Authorization", login.authorization())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    return response.body();
  }
}
