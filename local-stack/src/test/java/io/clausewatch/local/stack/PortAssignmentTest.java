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

class PortAssignmentTest {

  @TempDir Path folder;

  @Test
  void keptFromStartToStart() throws Exception {
    Path file = folder.resolve("ports.properties");
    PortAssignment first = PortAssignment.open(file);
    PortAssignment second = PortAssignment.open(file);

    assertThat(Arrays.stream(StackPort.values()).map(first::get))
        .doesNotHaveDuplicates()
        .allMatch(port -> port >= 20_000 && port < 32_000);
    for (StackPort port : StackPort.values()) {
      assertThat(second.get(port)).isEqualTo(first.get(port));
    }
  }

  @Test
  void aTakenOneIsChosenAnew() throws Exception {
    Path file = folder.resolve("ports.properties");
    PortAssignment first = PortAssignment.open(file);
    try (ServerSocket taken = listen(first.get(StackPort.KAFKA))) {
      PortAssignment second = PortAssignment.open(file);

      assertThat(second.get(StackPort.KAFKA)).isNotEqualTo(taken.getLocalPort());
      assertThat(second.get(StackPort.REGISTRY)).isEqualTo(first.get(StackPort.REGISTRY));
    }
  }

  @Test
  void givenOnesAreTaken() throws Exception {
    Path file = folder.resolve("ports.properties");
    int given = PortAssignment.http("127.0.0.1", 0);
    Files.writeString(file, "kafka=" + given + "\n");
    assertThat(PortAssignment.open(file).get(StackPort.KAFKA)).isEqualTo(given);

    Files.writeString(file, "kafka=99999\n");
    assertThatThrownBy(() -> PortAssignment.open(file))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("kafka=99999, which is no port");
  }

  @Test
  void theHttpPortMustBeFree() throws Exception {
    try (ServerSocket taken = listen(0)) {
      assertThatThrownBy(() -> PortAssignment.http("127.0.0.1", taken.getLocalPort()))
          .isInstanceOf(StackException.class)
          .hasMessage(
              "Cannot listen on 127.0.0.1:"
                  + taken.getLocalPort()
                  + ": it is already in use; choose another with --port or --bind.");
    }
    assertThatThrownBy(() -> PortAssignment.http("192.0.2.1", 8080))
        .isInstanceOf(StackException.class)
        .hasMessageStartingWith("Cannot listen on 192.0.2.1:8080: ");
  }

  private static ServerSocket listen(int port) throws Exception {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
