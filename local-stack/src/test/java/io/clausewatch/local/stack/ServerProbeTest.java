package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of Kafka in its own protocol, and which answers are good. */
class ServerProbeTest {

  private static final ServerLogin BROKER = new ServerLogin("broker", "secret");

  /** Key 17, version 1, correlation 0, no client id; "PLAIN". */
  private static final String PLAIN = "0011" + "0001" + "00000000" + "ffff" + "0005504c41494e";

  /**
   * Key 36, version 0, correlation 0, no client id; 14 bytes: no other name, "broker", "secret".
   */
  private static final String SIGN_IN =
      "0024"
          + "0000"
          + "00000000"
          + "ffff"
          + "0000000e"
          + "00"
          + "62726f6b6572"
          + "00"
          + "736563726574";

  /** Correlation 0, no error; one mechanism, "PLAIN". */
  private static final String WELCOME = "00000000" + "0000" + "00000001" + "0005504c41494e";

  /** Correlation 0, no error, no message, no bytes. */
  private static final String LET_IN = "00000000" + "0000" + "ffff" + "00000000";

  /** Key 64, version 0, correlation 1, no client id, no tags; broker 7, no tags. */
  private static final String UNREGISTER_7 = "0040" + "0000" + "00000001" + "ffff00" + "0000000700";

  @ParameterizedTest
  @CsvSource({"0, true", "102, true", "41, false"})
  void aBrokerIsUnregisteredWhenTheControllerSaysSoOrKnowsNone(short error, boolean good)
      throws Exception {
    try (ServerSocket controller = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<List<String>> asked =
          CompletableFuture.supplyAsync(() -> answer(controller, LET_IN, unregistered(error)));

      assertThat(ServerProbe.kafkaUnregisters(controller.getLocalPort(), 7, BROKER).answers())
          .isEqualTo(good);
      assertThat(asked.get()).containsExactly(PLAIN, SIGN_IN, UNREGISTER_7);
    }
  }

  @Test
  void nothingIsAskedOfAKafkaThatLetsNobodyIn() throws Exception {
    try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<List<String>> asked =
          CompletableFuture.supplyAsync(() -> answer(broker, "00000000003a" + "ffff" + "00000000"));

      assertThat(ServerProbe.kafka(broker.getLocalPort(), BROKER).answers()).isFalse();
      assertThat(asked.get()).containsExactly(PLAIN, SIGN_IN);
    }
  }

  @Test
  void nothingIsUnregisteredWhereNobodyListens() {
    assertThat(ServerProbe.kafkaUnregisters(1, 7, BROKER).answers()).isFalse();
  }

  /** Correlation 1, no tags, throttled for 0; the error; no message, no tags. */
  private static String unregistered(short error) {
    return "00000001" + "00" + "00000000" + "%04x".formatted(error) + "00" + "00";
  }

  /** Takes requests, in hexadecimal, and answers each: to the first that PLAIN is welcome. */
  private static List<String> answer(ServerSocket server, String... answers) {
    List<String> asked = new ArrayList<>();
    try (Socket socket = server.accept()) {
      DataInputStream request = new DataInputStream(socket.getInputStream());
      for (String answer : Stream.concat(Stream.of(WELCOME), Stream.of(answers)).toList()) {
        asked.add(HexFormat.of().formatHex(request.readNBytes(request.readInt())));
        // At once: who asks may leave as soon as it has seen enough.
        DataOutputStream response =
            new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        byte[] bytes = HexFormat.of().parseHex(answer);
        response.writeInt(bytes.length);
        response.write(bytes);
        response.flush();
      }
      return asked;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
