package io.clausewatch.local.e2e;

import io.clausewatch.local.stack.LocalStack;
import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackMaintenance;
import io.clausewatch.local.stack.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The local stack, as {@code ./clausewatch up} starts it. */
record OnEmbeddedServers(LocalStack stack, Path workFolder, Door door) implements RunningSystem {

  /**
   * Starts it.
   *
   * @param javaOptions what the apps' JVMs are told besides
   */
  static OnEmbeddedServers start(String... javaOptions) throws IOException {
    Path work = Files.createTempDirectory("clausewatch-e2e");
    StackOptions options =
        StackOptions.defaults(Folders.home())
            .withData(work.resolve("data"))
            .withPort(0)
            .withJavaOptions(javaOptions)
            .withSettle(Duration.ofSeconds(5))
            .withSettings(
                Map.of(
                    "CLAUSEWATCH_POLICIES",
                    Folders.copyPolicies(work.resolve("policies")).toString()));
    try {
      LocalStack stack = LocalStack.start(options, System.err::println);
      return new OnEmbeddedServers(
          stack,
          work,
          new Door(
              stack.url(), new Door.Tokens(stack.tokens().producer(), stack.tokens().officer())));
    } catch (StackException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Path logs() {
    return stack.logs();
  }

  @Override
  public URI processor() {
    return stack.endpoints().processor();
  }

  @Override
  public Map<String, Object> kafka() {
    return StackFiles.kafka(data());
  }

  @Override
  public Map<String, String> registry() {
    return StackFiles.registry(data());
  }

  @Override
  public Map<String, String> variables() {
    return StackFiles.variables(data());
  }

  private Path data() {
    return workFolder.resolve("data");
  }

  @Override
  public URI elasticsearch() {
    return stack.endpoints().elasticsearch();
  }

  @Override
  public String elasticsearch(String method, String path, String json)
      throws IOException, InterruptedException {
    URI uri = elasticsearch().resolve(path);
    return Servers.send(
        HttpClient.newBuilder(),
        Servers.signedIn(HttpRequest.newBuilder(uri), StackFiles.elasticsearchLogin(data())),
        method,
        json);
  }

  @Override
  public AppProcess anotherApi() throws IOException {
    Map<String, String> settings = appSettings(data(), workFolder.resolve("policies"));
    settings.put("CLAUSEWATCH_TOKENS_FILE", data().resolve("tokens.properties").toString());
    return AppProcess.auditApi(settings, workFolder.resolve("another-api.log")).awaitReady();
  }

  @Override
  public AppProcess alertSender(Path routes, Map<String, String> own, Path log) throws IOException {
    Map<String, String> settings = appSettings(data(), workFolder.resolve("policies"));
    settings.put("CLAUSEWATCH_ALERTS_FILE", routes.toString());
    settings.put("CLAUSEWATCH_PUBLIC_URL", stack.url().toString());
    settings.putAll(own);
    return AppProcess.alertSender(settings, log).awaitReady();
  }

  /** What either app needs to work beside those of a stack; may be added to. */
  static Map<String, String> appSettings(Path data, Path policies) throws IOException {
    Map<String, String> settings = StackFiles.settings(data);
    settings.put("CLAUSEWATCH_SUBJECT_KEY", Files.readString(data.resolve("subject.key")).strip());
    settings.put("CLAUSEWATCH_POLICIES", policies.toString());
    return settings;
  }

  @Override
  public void maintain(StackMaintenance work, List<String> arguments, Consumer<String> output)
      throws StackException, InterruptedException {
    work.run(ShortLivedStack.options(data()), arguments, output, output);
  }

  @Override
  public void close() throws IOException {
    stack.close();
    Folders.delete(workFolder);
  }
}
