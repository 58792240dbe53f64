package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DownloadLimitTest {
  private static final int OF_A_CALLER = 6;

  @Test
  void oneCallerMakesSomeFilesWhileOthersMakeTheirs() {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch ends = new CountDownLatch(1);
    try (TestServer server =
        new TestServer(
            routes ->
                routes.get(
                    "/v1/file",
                    ctx -> {
                      DownloadLimit.enter(ctx, "text/csv");
                      begun.incrementAndGet();
                      ends.await();
                    },
                    Role.any()))) {
      List<CompletableFuture<Integer>> files = new ArrayList<>();
      for (int i = 0; i < OF_A_CALLER; i++) {
        files.add(
            CompletableFuture.supplyAsync(
                () -> server.get("/v1/file", Role.AUDITOR).statusCode(),
                task -> Thread.ofVirtual().start(task)));
      }
      await().until(() -> begun.get() == OF_A_CALLER);
      assertThat(server.get("/v1/file", Role.AUDITOR).statusCode()).isEqualTo(429);
      CompletableFuture<Integer> anothers =
          CompletableFuture.supplyAsync(() -> server.get("/v1/file", Role.OFFICER).statusCode());
      await().until(() -> begun.get() == OF_A_CALLER + 1);
      ends.countDown();
      assertThat(files).extracting(CompletableFuture::join).containsOnly(200);
      assertThat(anothers.join()).isEqualTo(200);
      assertThat(server.get("/v1/file", Role.AUDITOR).statusCode()).isEqualTo(200);
    }
  }
}
