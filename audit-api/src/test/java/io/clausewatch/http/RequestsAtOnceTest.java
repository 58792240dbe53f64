package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestsAtOnceTest {

  private static final String HELD = "/v1/held";
  private static final String QUICK = "/v1/quick";

  @Test
  void oneCallerHasSomeWhileAllOthersAreServed() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    Routes routes =
        to -> {
          to.get(QUICK, ctx -> ctx.status(204), Role.any());
          to.get(
              HELD,
              ctx -> {
                begun.incrementAndGet();
                end.await();
                ctx.status(204);
              },
              Role.any());
        };
    try (TestServer server = new TestServer(routes);
        ExecutorService clients = Executors.newCachedThreadPool()) {
      List<Future<HttpResponse<String>>> held = new ArrayList<>();
      for (int i = 0; i < RequestsAtOnce.OF_A_READER; i++) {
        held.add(clients.submit(() -> server.get(HELD, Role.AUDITOR)));
      }
      await().until(() -> begun.get() == RequestsAtOnce.OF_A_READER);

      HttpResponse<String> oneMore = server.get(QUICK, Role.AUDITOR);
      assertThat(oneMore.statusCode()).isEqualTo(429);
      assertThat(oneMore.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(server.get(QUICK, Role.OFFICER).statusCode()).isEqualTo(204);

      end.countDown();
      for (Future<HttpResponse<String>> answer : held) {
        assertThat(answer.get().statusCode()).isEqualTo(204);
      }
      await().until(() -> server.get(QUICK, Role.AUDITOR).statusCode() == 204);
    }
  }

  @Test
  void tokensThatNobodyKnowsYetHoldSomeThreads() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    AccessControl auth =
        new AccessControl(
            TestServer.localTokens(),
            new BrowserSessions(InstantSource.system()),
            Optional.of(
                token -> {
                  asked.incrementAndGet();
                  return waited(end);
                }));
    try (TestServer server =
            new TestServer(auth, to -> to.get(QUICK, ctx -> ctx.status(204), Role.any()));
        ExecutorService clients = Executors.newCachedThreadPool()) {
      List<Future<HttpResponse<String>>> held = new ArrayList<>();
      for (int i = 0; i < AccessControl.MAX_ASKING; i++) {
        held.add(clients.submit(() -> unknown(server)));
      }
      await().until(() -> asked.get() == AccessControl.MAX_ASKING);

      assertThat(unknown(server).statusCode()).isEqualTo(503);
      assertThat(server.get(QUICK, Role.OFFICER).statusCode()).isEqualTo(204);

      end.countDown();
      for (Future<HttpResponse<String>> answer : held) {
        assertThat(answer.get().statusCode()).isEqualTo(401);
      }
    }
  }

  private static Optional<Caller> waited(CountDownLatch end) {
    try {
      end.await();
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> unknown(TestServer server) {
    return server.send(
        server.request(QUICK, null).header("Authorization", "Bearer unknown-unknown").build());
  }
}
