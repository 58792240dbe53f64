package io.clausewatch.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.http.AccessControl;
import io.clausewatch.http.ApiServer;
import io.clausewatch.http.BearerTokens;
import io.clausewatch.http.BrowserSessions;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import io.clausewatch.http.ServerFront;
import io.clausewatch.platform.metrics.AppMetrics;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.FakeElasticsearch.Asked;
import io.clausewatch.search.SearchClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Some pages on a server, and a browser whose user is an officer or an auditor. */
public final class TestPages implements AutoCloseable {
  private final AppMetrics metrics = new AppMetrics("test");
  private final HttpClient browser = HttpClient.newHttpClient();
  private final Optional<FakeElasticsearch> elasticsearch;
  private final TestActivity acts;
  private final ApiServer server;

  /** Pages on what Elasticsearch answers, in UTC. */
  public TestPages(
      Function<Asked, Answer> answers, BiFunction<SearchClient, PolicyCatalog, List<Page>> pages) {
    this(answers, pages, ZoneId.of("UTC"));
  }

  /** Pages on what Elasticsearch answers, of an office in this zone. */
  public TestPages(
      Function<Asked, Answer> answers,
      BiFunction<SearchClient, PolicyCatalog, List<Page>> pages,
      ZoneId zone) {
    this(new FakeElasticsearch(answers), pages, zone);
  }

  private TestPages(
      FakeElasticsearch elasticsearch,
      BiFunction<SearchClient, PolicyCatalog, List<Page>> pages,
      ZoneId zone) {
    this(Optional.of(elasticsearch), pages.apply(elasticsearch.searcher(), catalog()), zone);
  }

  /** Pages that search elsewhere. */
  public TestPages(List<Page> pages) {
    this(Optional.empty(), pages, ZoneId.of("UTC"));
  }

  private TestPages(Optional<FakeElasticsearch> elasticsearch, List<Page> pages, ZoneId zone) {
    this.elasticsearch = elasticsearch;
    AccessControl auth =
        new AccessControl(
            BearerTokens.of(
                Map.of(
                    "officer-token", new Caller("kim", Role.OFFICER),
                    "auditor-token", new Caller("lee", Role.AUDITOR))),
            new BrowserSessions(InstantSource.system()));
    acts = new TestActivity(auth::caller, TestPages::hashed);
    server =
        ApiServer.start(
            "127.0.0.1",
            0,
            ServerFront.NONE,
            auth,
            metrics,
            List.of(acts.recorder(), new PageRoutes(auth, acts.recorder(), pages, zone)));
  }

  /** The project's own policies. */
  public static PolicyCatalog catalog() {
    Path folder = Path.of("policies");
    try {
      return PolicyCatalog.load(Files.isDirectory(folder) ? folder : Path.of("../policies"));
    } catch (PolicyException e) {
      throw new AssertionError(e);
    }
  }

  /** A keyed hash that is none, but hides the id. */
  public static String hashed(String id) {
    return "ref-of-" + id.length();
  }

  /** What was recorded. */
  public TestActivity acts() {
    return acts;
  }

  /** What Elasticsearch was asked. */
  public FakeElasticsearch elasticsearch() {
    return elasticsearch.orElseThrow();
  }

  /** The text of a page, in English. */
  public String text(String path) {
    return get(path, "Accept-Language", "en").body();
  }

  /** What an officer gets, with headers, name and value in turn. */
  public HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = request(path, "officer-token");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** What whoever has a token gets. */
  public HttpResponse<String> getAs(String path, String token) {
    return send(request(path, token));
  }

  /** Sends a form whose fields are written name=value. */
  public HttpResponse<String> form(String path, String token, String... fields) {
    String body =
        Arrays.stream(fields)
            .map(field -> field.split("=", 2))
            .map(field -> field[0] + "=" + URLEncoder.encode(field[1], UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        request(path, token)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return browser.send(request.build(), BodyHandlers.ofString(UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Where a response leads. */
  public static String location(HttpResponse<?> response) {
    return response.headers().firstValue("Location").orElse("");
  }

  @Override
  public void close() {
    browser.close();
    server.close();
    elasticsearch.ifPresent(FakeElasticsearch::close);
    metrics.close();
  }
}
