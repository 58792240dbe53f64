package io.clausewatch.platform.elasticsearch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ElasticsearchConnectionTest {

  @Test
  @Timeout(30)
  void oneThatIsThereAndNeverAnswersIsWaitedForNoLongerThanSaid() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ElasticsearchConnection connection =
            ElasticsearchConnection.open(
                ElasticsearchAccess.open(URI.create("http://127.0.0.1:" + silent.getLocalPort())),
                Duration.ofMillis(100),
                1_000)) {
      assertThatThrownBy(() -> connection.client().indices().refresh())
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
  }
}
