package io.clausewatch.alertsender.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does to each connection what a test wants, and no servers do. */
final class RawServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();

  /** What is done to a connection, which is closed after it. */
  @FunctionalInterface
  interface Treatment {
    /** Does it. */
    void of(Socket socket) throws IOException, InterruptedException;
  }

  private RawServer(Treatment treatment) throws IOException {
    threads.execute(() -> accept(treatment));
  }

  /** Treats each connection from its first byte. */
  static RawServer treating(Treatment treatment) throws IOException {
    return new RawServer(treatment);
  }

  /** Takes connections, and says nothing for ever. */
  static RawServer hanging() throws IOException {
    return new RawServer(socket -> new CountDownLatch(1).await());
  }

  private void accept(Treatment treatment) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        threads.execute(() -> treat(socket, treatment));
      } catch (IOException e) {
        return; // it was closed
      }
    }
  }

  private void treat(Socket socket, Treatment treatment) {
    try (socket) {
      treatment.of(socket);
    } catch (IOException e) {
      // The other side has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes a byte or so again and again, for as long as the other side is there. */
  static void trickle(Socket socket, String bytes) throws IOException {
    socket.setSoTimeout(20);
    boolean isThere = true;
    while (isThere) {
      socket.getOutputStream().write(bytes.getBytes(US_ASCII));
      try {
        isThere = socket.getInputStream().read() >= 0;
      } catch (SocketTimeoutException e) {
        // It waits for more.
      }
    }
  }

  /** Reads the head of a request. */
  static void readHead(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("it has gone");
      }
      head.write(next);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
