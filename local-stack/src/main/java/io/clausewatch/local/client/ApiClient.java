package io.clausewatch.local.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.clausewatch.producer.CloudEventSender;
import io.clausewatch.producer.DeliveryDelayedException;
import io.clausewatch.producer.DeliveryResult;
import io.clausewatch.producer.ProducerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Speaks to the HTTP API with one token. All failures are {@link ApiException}s that a user can
 * read. May be used by several threads.
 */
public final class ApiClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Longer than the server itself waits for Kafka or Elasticsearch. */
  private static final Duration ANSWER = Duration.ofSeconds(90);

  /** The most that the API returns at once. */
  private static final int PAGE = 1_000;

  /** Of a download, at a time. */
  private static final int PART = 64 * 1024;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final String base;
  private final String token;
  private final CloudEventSender sender;

  /**
   * A client of the API at {@code base}.
   *
   * @param base an http or https URL, with or without a path
   * @param token the bearer token
   */
  public ApiClient(URI base, String token) {
    String url = base.toString();
    while (url.endsWith("/")) {
      url = url.substring(0, url.length() - 1);
    }
    this.base = url;
    this.token = token;
    this.sender = new CloudEventSender(new ProducerEndpoint.Http(URI.create(url), () -> token));
  }

  /**
   * Asks for a resource.
   *
   * @param path from the base, beginning with a slash, already encoded
   * @return the answer's JSON
   */
  public JsonNode get(String path, RequestQuery query) throws ApiException, InterruptedException {
    return exchange(path, request(path, query).GET());
  }

  /**
   * Downloads a file, of whatever length.
   *
   * @param name what messages call it: its path, but for what is personal in it
   * @param path from the base, beginning with a slash, already encoded
   * @param out where it goes; neither flushed nor closed
   * @param progress is told how many bytes have come so far
   * @throws ApiException when it was refused, or broke off
   * @throws IOException what {@code out} throws
   */
  public void download(
      String name, String path, RequestQuery query, OutputStream out, LongConsumer progress)
      throws ApiException, IOException, InterruptedException {
    HttpResponse<InputStream> response =
        send(request(path, query).setHeader("Accept", "*/*").GET(), BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      if (response.statusCode() != 200) {
        throw refused(name, response, parse(part(in)));
      }
      long done = 0;
      for (byte[] part = part(in); part.length > 0; part = part(in)) {
        out.write(part);
        done += part.length;
        progress.accept(done);
      }
    }
  }

  private static byte[] part(InputStream in) throws ApiException {
    try {
      return in.readNBytes(PART);
    } catch (IOException e) {
      throw new ApiException("The file broke off: what has come is not the whole of it.", e);
    }
  }

  /**
   * Sends something to do.
   *
   * @param path from the base, beginning with a slash, already encoded
   * @param body JSON
   * @return the answer's JSON
   */
  public JsonNode post(String path, JsonNode body) throws ApiException, InterruptedException {
    return exchange(
        path,
        request(path, RequestQuery.NONE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /** How far the system has come. */
  public PipelineStatus status() throws ApiException, InterruptedException {
    return PipelineStatus.of(get("/v1/status", RequestQuery.NONE));
  }

  /**
   * Reads a listing, page after page, until {@code limit} items or the end.
   *
   * @param path of the listing
   * @param query its filters, without limit
   * @param limit the most items to read
   * @param page called with each answer as the API gave it ({@code total}, {@code items}, {@code
   *     nextCursor})
   */
  public void list(String path, RequestQuery query, long limit, Consumer<JsonNode> page)
      throws ApiException, InterruptedException {
    String cursor = null;
    long left = limit;
    do {
      RequestQuery next = query.with("limit", Math.min(PAGE, left));
      JsonNode answer = get(path, cursor == null ? next : next.with("cursor", cursor));
      page.accept(answer);
      left -= answer.path("items").size();
      cursor = answer.path("nextCursor").asText(null);
    } while (cursor != null && left > 0);
  }

  /**
   * Sends CloudEvents as they stand; returns once the accepted ones are durable.
   *
   * @return what became of each, in their order
   * @throws BusyException when the API asks to come back later
   */
  List<DeliveryResult> send(List<byte[]> events) throws ApiException, InterruptedException {
    try {
      return sender.send(events);
    } catch (DeliveryDelayedException e) {
      throw notTaken(e);
    }
  }

  private ApiException notTaken(DeliveryDelayedException e) throws ApiException {
    if (e.status() == 0) {
      return unanswered(e.getCause());
    }
    if (e.status() != 503 && e.problem().isEmpty()) {
      return new ApiException(e.status(), base + ": " + e.getMessage());
    }
    String message =
        ProblemReader.message(
            "/v1/events", e.status(), parse(e.problem().getBytes(StandardCharsets.UTF_8)));
    return e.status() == 503
        ? new BusyException(
            message, e.retryAfter().isPositive() ? e.retryAfter() : ProblemReader.SOON)
        : new ApiException(e.status(), message);
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest.Builder request(String path, RequestQuery query) {
    return HttpRequest.newBuilder(URI.create(base + path + query.inUrl()))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json, application/problem+json");
  }

  private JsonNode exchange(String path, HttpRequest.Builder request)
      throws ApiException, InterruptedException {
    HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
    JsonNode body = parse(response.body());
    if (response.statusCode() / 100 == 2 && body.isObject()) {
      return body;
    }
    throw refused(path, response, body);
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
      throws ApiException, InterruptedException {
    try {
      return http.send(request.build(), body);
    } catch (IOException e) {
      throw unanswered(e);
    }
  }

  private ApiException unanswered(Throwable cause) {
    return new ApiException(
        cause instanceof HttpTimeoutException
            ? "Clausewatch at " + base + " does not answer in time."
            : "Clausewatch does not answer at "
                + base
                + ". Start it with `./clausewatch up`, or name its address by --url.",
        cause);
  }

  private static ApiException refused(String path, HttpResponse<?> response, JsonNode body) {
    String message = ProblemReader.message(path, response.statusCode(), body);
    return response.statusCode() == 503
        ? new BusyException(message, ProblemReader.retryAfter(response.headers()))
        : new ApiException(response.statusCode(), message);
  }

  private JsonNode parse(byte[] body) throws ApiException {
    try {
      return body.length == 0 ? MissingNode.getInstance() : json.readTree(body);
    } catch (JacksonException e) {
      // An error page of something in between: the status says enough.
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new ApiException("The answer of " + base + " could not be read.", e);
    }
  }
}
