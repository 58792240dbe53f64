package io.clausewatch.producer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** An HTTP server that takes batches of events as the API does. */
final class TestApi implements AutoCloseable {

  /** What it answers. */
  record Answer(int status, String body, String retryAfter) {
    static Answer of(int status) {
      return new Answer(status, "{}", null);
    }

    static Answer accepted(int count) {
      return new Answer(202, "{\"accepted\": " + count + ", \"rejected\": []}", null);
    }
  }

  /** Decides about a batch. */
  interface Behaviour {
    Answer answer(JsonNode batch) throws InterruptedException;
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> ids = Collections.synchronizedList(new ArrayList<>());
  private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore requests = new Semaphore(0);
  private volatile Behaviour behaviour = batch -> Answer.accepted(batch.size());

  TestApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/events", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void behave(Behaviour next) {
    behaviour = next;
  }

  /** The ids of all events that came with a request that was answered 202. */
  List<String> ids() {
    return List.copyOf(ids);
  }

  /** How many events were in each request. */
  List<Integer> batches() {
    return List.copyOf(batches);
  }

  void awaitRequest() throws InterruptedException {
    requests.acquire();
  }

  private void handle(HttpExchange exchange) throws IOException {
    JsonNode batch = MAPPER.readTree(exchange.getRequestBody());
    requests.release();
    batches.add(batch.size());
    Answer answer;
    try {
      answer = behaviour.answer(batch);
    } catch (InterruptedException e) {
      exchange.close();
      return;
    }
    if (answer.status() == 202) {
      batch.forEach(event -> ids.add(event.path("id").asText()));
    }
    if (answer.retryAfter() != null) {
      exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
