package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  @TempDir Path folder;

  @Test
  void keptFromStartToStart() throws Exception {
    Path file = folder.resolve("ports.properties");
    Ports first = Ports.open(file);
    Ports second = Ports.open(file);

    assertThat(Arrays.stream(Port.values()).map(first::get))
        .doesNotHaveDuplicates()
        .allMatch(port -> port >= 20_000 && port < 32_000);
    for (Port port : Port.values()) {
      assertThat(second.get(port)).isEqualTo(first.get(port));
    }
  }

  @Test
  void aTakenOneIsChosenAnew() throws Exception {
    Path file = folder.resolve("ports.properties");
    Ports first = Ports.open(file);
    try (ServerSocket taken = listen(first.get(Port.KAFKA))) {
      Ports second = Ports.open(file);

      assertThat(second.get(Port.KAFKA)).isNotEqualTo(taken.getLocalPort());
      assertThat(second.get(Port.REGISTRY)).isEqualTo(first.get(Port.REGISTRY));
    }
  }

  @Test
  void givenOnesAreTaken() throws Exception {
    Path file = folder.resolve("ports.properties");
    int given = Ports.http("127.0.0.1", 0);
    Files.writeString(file, "kafka=" + given + "\n");
    assertThat(Ports.open(file).get(Port.KAFKA)).isEqualTo(given);

    Files.writeString(file, "kafka=99999\n");
    assertThatThrownBy(() -> Ports.open(file))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("kafka=99999, which is no port");
  }

  @Test
  void theHttpPortMustBeFree() throws Exception {
    try (ServerSocket taken = listen(0)) {
      assertThatThrownBy(() -> Ports.http("127.0.0.1", taken.getLocalPort()))
          .isInstanceOf(StackException.class)
          .hasMessage(
              "Cannot listen on 127.0.0.1:"
                  + taken.getLocalPort()
                  + ": it is already in use; choose another with --port or --bind.");
    }
    assertThatThrownBy(() -> Ports.http("192.0.2.1", 8080))
        .isInstanceOf(StackException.class)
        .hasMessageStartingWith("Cannot listen on 192.0.2.1:8080: ");
  }

  private static ServerSocket listen(int port) throws Exception {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
