package io.clausewatch.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.activity.TestActivity;
import io.clausewatch.api.AccessControl;
import io.clausewatch.api.ApiServer;
import io.clausewatch.api.BearerTokens;
import io.clausewatch.api.BrowserSessions;
import io.clausewatch.api.Caller;
import io.clausewatch.api.Role;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.clausewatch.runtime.AppMetrics;
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
final class TestPages implements AutoCloseable {
  private final AppMetrics metrics = new AppMetrics("test");
  private final HttpClient browser = HttpClient.newHttpClient();
  private final Optional<FakeElasticsearch> elasticsearch;
  private final TestActivity acts;
  private final ApiServer server;

  /** Pages on what Elasticsearch answers, in UTC. */
  TestPages(
      Function<Asked, Answer> answers, BiFunction<SearchClient, PolicyCatalog, List<Page>> pages) {
    this(answers, pages, ZoneId.of("UTC"));
  }

  /** Pages on what Elasticsearch answers, of an office in this zone. */
  TestPages(
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
  TestPages(List<Page> pages) {
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
            auth,
            metrics,
            List.of(acts.activity(), new PageRoutes(auth, acts.activity(), pages, zone)));
  }

  /** The project's own policies. */
  static PolicyCatalog catalog() {
    Path folder = Path.of("policies");
    try {
      return PolicyCatalog.load(Files.isDirectory(folder) ? folder : Path.of("../policies"));
    } catch (PolicyException e) {
      throw new AssertionError(e);
    }
  }

  /** A keyed hash that is none, but hides the id. */
  static String hashed(String id) {
    return "ref-of-" + id.length();
  }

  /** What was recorded. */
  TestActivity acts() {
    return acts;
  }

  /** What Elasticsearch was asked. */
  FakeElasticsearch elasticsearch() {
    return elasticsearch.orElseThrow();
  }

  /** The text of a page, in English. */
  String text(String path) {
    return get(path, "Accept-Language", "en").body();
  }

  /** What an officer gets, with headers, name and value in turn. */
  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = request(path, "officer-token");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** What whoever has a token gets. */
  HttpResponse<String> getAs(String path, String token) {
    return send(request(path, token));
  }

  /** Sends a form whose fields are written name=value. */
  HttpResponse<String> form(String path, String token, String... fields) {
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
  static String location(HttpResponse<?> response) {
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
