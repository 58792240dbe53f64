package io.clausewatch.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses the ports: free ones on the first start, the same again on later ones as long as they are
 * still free. Whoever wants others writes them into {@code ports.properties}.
 */
final class PortAssignment {

  static final String LOOPBACK = "127.0.0.1";

  /**
   * Below the range from which systems take the ports of outgoing connections: otherwise a client
   * that calls a stopped server again and again may be given that very port and connect to itself,
   * and the server can't come back.
   */
  private static final int FIRST = 20_000;

  private static final int LAST = 32_000;
  private static final int TRIES = 1_000;

  private final Map<StackPort, Integer> numbers;

  private PortAssignment(Map<StackPort, Integer> numbers) {
    this.numbers = numbers;
  }

  int get(StackPort port) {
    return numbers.get(port);
  }

  /**
   * The ports remembered in that file, with a free one for each that is taken or not there, and
   * remembers them.
   */
  static PortAssignment open(Path file) throws StackException {
    Properties remembered =
        Files.exists(file) ? PrivateFiles.readProperties(file) : new Properties();
    Map<StackPort, Integer> numbers = new EnumMap<>(StackPort.class);
    Set<Integer> used = new HashSet<>();
    for (StackPort port : StackPort.values()) {
      int number = number(remembered.getProperty(port.key(), "0"), port, file);
      if (number == 0 || used.contains(number) || !isFree(LOOPBACK, number)) {
        number = anyFree(LOOPBACK, used);
      }
      used.add(number);
      numbers.put(port, number);
    }
    StringBuilder text =
        new StringBuilder(
            "# Loopback ports, kept from start to start; one that is taken is chosen anew.\n");
    numbers.forEach(
        (port, number) -> text.append(port.key()).append('=').append(number).append('\n'));
    PrivateFiles.write(file, text.toString());
    return new PortAssignment(numbers);
  }

  /** The ports remembered in that file, free or not: those of a stack that runs. */
  static PortAssignment remembered(Path file) throws StackException {
    Properties remembered = PrivateFiles.readProperties(file);
    Map<StackPort, Integer> numbers = new EnumMap<>(StackPort.class);
    for (StackPort port : StackPort.values()) {
      numbers.put(port, number(remembered.getProperty(port.key(), "0"), port, file));
    }
    return new PortAssignment(numbers);
  }

  private static int number(String text, StackPort port, Path file) throws StackException {
    if (!text.strip().matches("\\d{1,5}") || Integer.parseInt(text.strip()) > 65_535) {
      throw new StackException(
          "The file "
              + file
              + " says "
              + port.key()
              + "="
              + text
              + ", which is no port: correct or delete it.");
    }
    return Integer.parseInt(text.strip());
  }

  /**
   * The port the audit API shall listen on, found free.
   *
   * @param wanted the port, or 0 for any
   * @throws StackException when it is taken or may not be used
   */
  static int http(String bind, int wanted) throws StackException {
    if (wanted == 0) {
      return anyFree(bind, Set.of());
    }
    try {
      tryToListen(bind, wanted);
      return wanted;
    } catch (IOException e) {
      String reason =
          e.getMessage() != null && e.getMessage().contains("in use")
              ? "it is already in use"
              : FailureCauses.of(e);
      throw new StackException(
          "Cannot listen on "
              + bind
              + ":"
              + wanted
              + ": "
              + reason
              + "; choose another with --port or --bind.",
          e);
    }
  }

  private static int anyFree(String bind, Set<Integer> used) throws StackException {
    for (int tries = 0; tries < TRIES; tries++) {
      int number = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (!used.contains(number) && isFree(bind, number)) {
        return number;
      }
    }
    throw new StackException(
        "Found no free port on " + bind + " between " + FIRST + " and " + LAST + ".");
  }

  private static boolean isFree(String bind, int number) {
    try {
      tryToListen(bind, number);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void tryToListen(String bind, int number) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      // As the servers do: a port whose old connections are still fading away is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(bind), number));
    }
  }
}
