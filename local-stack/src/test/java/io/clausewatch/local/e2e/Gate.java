package io.clausewatch.local.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way to a server that can be shut for those who take it, while the server itself runs on. */
final class Gate implements AutoCloseable {
  private final URI server;
  private final ServerSocket entrance;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean shut;

  private Gate(URI server, ServerSocket entrance) {
    this.server = server;
    this.entrance = entrance;
  }

  /** One that is open. */
  static Gate to(URI server) throws IOException {
    Gate gate = new Gate(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    gate.threads.execute(gate::accept);
    return gate;
  }

  /** Where it is entered. */
  URI url() {
    return URI.create(server.getScheme() + "://127.0.0.1:" + entrance.getLocalPort());
  }

  /** Nobody gets through any more, nor does what is under way. */
  void shut() {
    shut = true;
    sockets.forEach(Gate::end);
  }

  void open() {
    shut = false;
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        threads.execute(() -> lead(client));
      } catch (IOException e) {
        return; // it is closed
      }
    }
  }

  private void lead(Socket client) {
    sockets.add(client);
    try (client;
        Socket inside = new Socket(server.getHost(), server.getPort())) {
      sockets.add(inside);
      if (shut) {
        return;
      }
      var unused = threads.submit(() -> pass(inside, client));
      pass(client, inside);
      sockets.remove(inside);
    } catch (IOException e) {
      // Whoever came sees that it ends.
    } finally {
      sockets.remove(client);
    }
  }

  private static void pass(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One of the two has ended it.
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It has ended already.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    shut();
    threads.close();
  }
}
