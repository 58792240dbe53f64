package io.clausewatch.local.stack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.util.function.Consumer;

/** Asks a server whether it can be used. */
@FunctionalInterface
interface ServerProbe {

  int CONNECT_MILLIS = 1_000;
  int READ_MILLIS = 3_000;
  int NO_SUCH_BROKER = 102;

  /** Whether it gave a good answer within a few seconds. */
  boolean answers();

  /** A GET that must be answered with 200. */
  static ServerProbe http(URI uri) {
    return http(uri, connection -> {});
  }

  /** A GET by somebody whom the server knows, that must be answered with 200. */
  static ServerProbe http(URI uri, ServerLogin login) {
    return http(
        uri, connection -> connection.setRequestProperty("Authorization", login.authorization()));
  }

  private static ServerProbe http(URI uri, Consumer<HttpURLConnection> prepare) {
    return () -> {
      try {
        HttpURLConnection connection =
            (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        try {
          connection.setConnectTimeout(CONNECT_MILLIS);
          connection.setReadTimeout(READ_MILLIS);
          prepare.accept(connection);
          return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
          connection.disconnect();
        }
      } catch (IOException e) {
        return false;
      }
    };
  }

  /**
   * Kafka's own Metadata request (key 3, version 1, no topics), answered with at least one broker:
   * an open port alone may belong to a broker that takes no work yet.
   */
  static ServerProbe kafka(int port, ServerLogin login) {
    return () -> {
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        socket.setSoTimeout(READ_MILLIS);
        KafkaSignIn.signIn(socket, login);
        DataOutputStream request = new DataOutputStream(socket.getOutputStream());
        request.writeInt(14); // size of what follows
        request.writeShort(3);
        request.writeShort(1);
        request.writeInt(1); // correlation id
        request.writeShort(-1); // no client id
        request.writeInt(0); // no topics
        request.flush();
        DataInputStream response = new DataInputStream(socket.getInputStream());
        response.readInt(); // size
        return response.readInt() == 1 && response.readInt() >= 1;
      } catch (IOException e) {
        return false;
      }
    };
  }

  /**
   * Kafka's UnregisterBroker request (key 64, version 0) to a controller, answered with success or
   * with "no such broker": from then on that broker leads nothing and is nobody's session.
   */
  static ServerProbe kafkaUnregisters(int controllerPort, int broker, ServerLogin login) {
    return () -> {
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), controllerPort),
            CONNECT_MILLIS);
        socket.setSoTimeout(READ_MILLIS);
        KafkaSignIn.signIn(socket, login);
        DataOutputStream request = new DataOutputStream(socket.getOutputStream());
        request.writeInt(16); // size of what follows
        request.writeShort(64);
        request.writeShort(0);
        request.writeInt(1); // correlation id
        request.writeShort(-1); // no client id
        request.writeByte(0); // no tagged fields
        request.writeInt(broker);
        request.writeByte(0); // no tagged fields
        request.flush();
        DataInputStream response = new DataInputStream(socket.getInputStream());
        response.readInt(); // size
        int correlation = response.readInt();
        response.readByte(); // no tagged fields
        response.readInt(); // throttled for
        short error = response.readShort();
        return correlation == 1 && (error == 0 || error == NO_SUCH_BROKER);
      } catch (IOException e) {
        return false;
      }
    };
  }
}
