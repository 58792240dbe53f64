package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkLimitTest {

  @Test
  void oneMoreWaitsAndIsSentAwayAndAPlaceComesBack() {
    WorkLimit limit = new WorkLimit(1, Duration.ofMillis(50));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ends = new CountDownLatch(1);
    try (TestServer server =
        new TestServer(
            routes ->
                routes.get(
                    "/work",
                    ctx -> {
                      limit.enter(ctx);
                      begun.countDown();
                      ends.await();
                    },
                    AccessControl.OPEN))) {
      CompletableFuture<HttpResponse<String>> first =
          CompletableFuture.supplyAsync(() -> server.get("/work", null));
      await().until(() -> begun.getCount() == 0);
      HttpResponse<String> second = server.get("/work", null);
      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("Retry-After")).hasValue("5");
      ends.countDown();
      assertThat(first.join().statusCode()).isEqualTo(200);
      assertThat(server.get("/work", null).statusCode()).isEqualTo(200);
    }
  }
}
