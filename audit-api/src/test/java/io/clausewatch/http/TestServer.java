package io.clausewatch.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.platform.metrics.AppMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The real HTTP server on a free port, with one token a role, and a client of it. */
public final class TestServer implements AutoCloseable {

  /** The tokens, by role. */
  public static final Map<Role, String> TOKENS = tokens();

  private static final Contract CONTRACT =
      new Contract(ApiJson.tree(OpenApiRoutes.document()).toString());

  private final ApiServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AppMetrics metrics = new AppMetrics("test");
  private final AccessControl auth;
  private final MemoryBudget memory;

  /** Serves these calls to whoever has one of the tokens. */
  public TestServer(Routes... calls) {
    this(new AccessControl(localTokens(), new BrowserSessions(InstantSource.system())), calls);
  }

  /** Serves these calls to those whom {@code auth} knows. */
  public TestServer(AccessControl auth, Routes... calls) {
    this(ServerFront.NONE, auth, calls);
  }

  /** The same, for those who reach it by way of {@code front}. */
  public TestServer(ServerFront front, AccessControl auth, Routes... calls) {
    this(front, auth, MemoryBudget.ofHeap(), calls);
  }

  /** Serves these calls to whoever has one of the tokens, with so many bytes for their bodies. */
  public TestServer(long memory, Routes... calls) {
    this(
        ServerFront.NONE,
        new AccessControl(localTokens(), new BrowserSessions(InstantSource.system())),
        new MemoryBudget(memory),
        calls);
  }

  private TestServer(ServerFront front, AccessControl auth, MemoryBudget memory, Routes... calls) {
    this.auth = auth;
    this.memory = memory;
    server = ApiServer.start("127.0.0.1", 0, front, auth, metrics, memory, List.of(calls));
  }

  /** The tokens, of callers who are named after their roles. */
  public static BearerTokens localTokens() {
    Map<String, Caller> callers = new LinkedHashMap<>();
    TOKENS.forEach((role, token) -> callers.put(token, new Caller(role.id(), role)));
    return BearerTokens.of(callers);
  }

  private static Map<Role, String> tokens() {
    Map<Role, String> tokens = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      tokens.put(role, "the-token-that-tests-give-to-the-" + role.id());
    }
    return tokens;
  }

  /** Where it is. */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** Its port. */
  public int port() {
    return server.port();
  }

  /** Its metrics. */
  public AppMetrics metrics() {
    return metrics;
  }

  /** How many bytes are taken for bodies now. */
  public long memoryTaken() {
    return memory.taken();
  }

  /** Its sessions and tokens. */
  public AccessControl auth() {
    return auth;
  }

  /** A request with the token of a role; without one when that is null. */
  public HttpRequest.Builder request(String path, Role role) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url(path));
    return role == null ? request : request.header("Authorization", "Bearer " + TOKENS.get(role));
  }

  /** Sends a request, and holds the response to what the OpenAPI document says of the call. */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      CONTRACT.check(response);
      return response;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A GET. */
  public HttpResponse<String> get(String path, Role role) {
    return send(request(path, role).build());
  }

  /** A POST of a body with headers, name and value in turn. */
  public HttpResponse<String> post(String path, Role role, byte[] body, String... headers) {
    HttpRequest.Builder request = request(path, role).POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** The body as JSON. */
  public static JsonNode json(HttpResponse<String> response) {
    try {
      return ApiJson.mapper().readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  @Override
  public void close() {
    client.close(); // first: a server waits a while for connections that are open
    server.close();
    metrics.close();
  }
}
