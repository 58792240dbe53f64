package io.clausewatch.alertsender.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** What a mail server says of which a test wants the words, or STARTTLS, which GreenMail lacks. */
final class SmtpConversation implements RawServer.Treatment {
  private static final Map<String, String> USUAL =
      Map.of(
          "AUTH", "235 yes",
          "MAIL", "250 yes",
          "RCPT", "250 yes",
          "DATA", "354 go on",
          ".", "250 taken",
          "RSET", "250 yes",
          "NOOP", "250 yes",
          "QUIT", "221 bye");

  private final Optional<SSLContext> startTls;
  private final Map<String, String> answers = new ConcurrentHashMap<>(USUAL);
  private final List<String> heardPlain = new CopyOnWriteArrayList<>();
  private final List<String> addressed = new CopyOnWriteArrayList<>();
  private final List<String> heardEncrypted = new CopyOnWriteArrayList<>();

  /**
   * A conversation.
   *
   * @param startTls by what it is encrypted, where the server offers that
   */
  SmtpConversation(Optional<SSLContext> startTls) {
    this.startTls = startTls;
  }

  /** Has it answer a command, or one that begins so, in another way. */
  SmtpConversation answering(String command, String answer) {
    answers.put(command, answer);
    return this;
  }

  /** The first words of the commands that could be read on the way. */
  List<String> heardPlain() {
    return heardPlain;
  }

  /** The addresses to which it was asked to bring a mail, each time. */
  List<String> addressed() {
    return addressed;
  }

  /** The first words of those that could not. */
  List<String> heardEncrypted() {
    return heardEncrypted;
  }

  @Override
  public void of(Socket socket) throws IOException {
    say(socket, "220 localhost");
    goOn(socket);
  }

  private void goOn(Socket socket) throws IOException {
    boolean isEncrypted = socket instanceof SSLSocket;
    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      (isEncrypted ? heardEncrypted : heardPlain).add(command);
      if (command.equals("RCPT")) {
        addressed.add(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
      }
      switch (command) {
        case "EHLO" ->
            say(
                socket,
                startTls.isPresent() && !isEncrypted
                    ? "250-localhost\r\n250-STARTTLS\r\n250 AUTH PLAIN"
                    : "250-localhost\r\n250 AUTH PLAIN");
        case "STARTTLS" -> {
          say(socket, "220 go on");
          goOn(encrypted(startTls.orElseThrow(), socket));
          return;
        }
        case "DATA" -> {
          say(socket, answers.get("DATA"));
          if (answers.get("DATA").startsWith("354")) {
            skipMail(in);
            say(socket, answers.get("."));
          }
        }
        default -> say(socket, answer(line, command));
      }
    }
  }

  private String answer(String line, String command) {
    return answers.entrySet().stream()
        .filter(one -> one.getKey().contains(" ") && line.startsWith(one.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(answers.getOrDefault(command, "500 what"));
  }

  private static void skipMail(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      line = in.readLine();
    }
  }

  /** The server's side of an encrypted connection over another. */
  static Socket encrypted(SSLContext tls, Socket socket) throws IOException {
    SSLSocket over = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
    over.setUseClientMode(false);
    over.startHandshake();
    return over;
  }

  private static void say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write((words + "\r\n").getBytes(UTF_8));
  }
}
