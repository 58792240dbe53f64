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
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of Kafka in its own protocol, and which answers are good. */
class ServerProbeTest {

  /** Key 64, version 0, correlation 1, no client id, no tags; broker 7, no tags. */
  private static final String UNREGISTER_7 = "0040" + "0000" + "00000001" + "ffff00" + "0000000700";

  @ParameterizedTest
  @CsvSource({"0, true", "102, true", "41, false"})
  void aBrokerIsUnregisteredWhenTheControllerSaysSoOrKnowsNone(short error, boolean good)
      throws Exception {
    try (ServerSocket controller = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> asked =
          CompletableFuture.supplyAsync(() -> answer(controller, error));

      assertThat(ServerProbe.kafkaUnregisters(controller.getLocalPort(), 7).answers())
          .isEqualTo(good);
      assertThat(asked.get()).isEqualTo(UNREGISTER_7);
    }
  }

  @Test
  void nothingIsUnregisteredWhereNobodyListens() {
    assertThat(ServerProbe.kafkaUnregisters(1, 7).answers()).isFalse();
  }

  /** Takes one request, in hexadecimal, and answers it. */
  private static String answer(ServerSocket controller, short error) {
    try (Socket socket = controller.accept()) {
      DataInputStream request = new DataInputStream(socket.getInputStream());
      byte[] asked = request.readNBytes(request.readInt());
      // At once: who asks may leave as soon as it has seen enough.
      DataOutputStream response =
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      response.writeInt(13); // size of what follows
      response.writeInt(1); // correlation id
      response.writeByte(0); // no tagged fields
      response.writeInt(0); // throttled for
      response.writeShort(error);
      response.writeByte(0); // no message
      response.writeByte(0); // no tagged fields
      response.flush();
      return HexFormat.of().formatHex(asked);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
