package io.clausewatch.local.stack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import io.clausewatch.local.stack.LocalStack.Part;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another user of the machine, who reaches the ports of a running stack as its owner does. What is
 * refused to him is first done by the owner, so that no refusal has another reason.
 */
@Isolated("it looks at the processes that run")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NeighbourIT {

  private static final List<String> AS_NEIGHBOUR =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
  private static final Pattern PORT = Pattern.compile("@([a-z-]+)@");
  private static final String RECORD = "{\"schema\": \"{\\\"type\\\": \\\"string\\\"}\"}";

  private Path folder;
  private Path data;
  private Properties ports;
  private LocalStack stack;

  @BeforeAll
  void start() throws Exception {
    boolean isRoot = new UnixSystem().getUid() == 0;
    assumeTrue(isRoot || System.getenv("CI") != null, "only root can be another user");
    assertThat(isRoot).as("only root can be another user").isTrue();
    // Not JUnit's: nothing but the data folder itself shall keep the neighbour out.
    folder = Files.createTempDirectory("clausewatch-neighbour");
    folder.toFile().setExecutable(true, false);
    folder.toFile().setReadable(true, false);
    data = folder.resolve("data");
    stack =
        LocalStack.start(
            StackOptions.defaults(StackOptions.findHome()).withData(data).withPort(0),
            System.err::println,
            EnumSet.of(Part.KAFKA, Part.REGISTRY, Part.ELASTICSEARCH));
    ports = PrivateFiles.readProperties(data.resolve("ports.properties"));
    // Something to read.
    assertThat(owner("elasticsearch", "PUT", "http://127.0.0.1:@elasticsearch@/kept/_doc/1", "{}"))
        .isEqualTo("201");
  }

  @AfterAll
  void stop() throws IOException {
    if (stack != null) {
      stack.close();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted((one, other) -> other.compareTo(one)).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          elasticsearch, GET, /_search, 200
          elasticsearch, GET, /_cat/indices, 200
          elasticsearch, GET, /_cluster/health, 200
          elasticsearch, PUT, /kept/_doc/2, 201
          elasticsearch, DELETE, /none?ignore_unavailable=true, 200
          registry, GET, /apis/ccompat/v7/subjects, 200
          registry, GET, /apis/registry/v3/search/artifacts, 200
          registry, GET, /apis/registry/v2/search/artifacts, 200
          registry, GET, /apis/registry/v3/admin/export, 200
          registry, GET, /apis, 200
          registry, POST, /apis/ccompat/v7/subjects/kept/versions, 200
          """)
  void isAnsweredNothing(String server, String method, String path, String answered)
      throws Exception {
    String url = "http://127.0.0.1:@" + server + "@" + path;
    String body = method.startsWith("P") ? (server.equals("registry") ? RECORD : "{}") : "";
    assertThat(owner(server, method, url, body)).isEqualTo(answered);
    assertThat(curl(AS_NEIGHBOUR, List.of(), method, url, body)).isEqualTo("401");
    for (String login : List.of("elastic:changeme", "elastic:", "client:", "owner:owner")) {
      assertThat(curl(AS_NEIGHBOUR, List.of("-u", login), method, url, body))
          .as(login)
          .isEqualTo("401");
    }
  }

  @Test
  void isNoNodeOfElasticsearchEither() throws Exception {
    assertThat(
            said(
                AS_NEIGHBOUR,
                "curl",
                "-sSk",
                "--max-time",
                "20",
                ported("https://127.0.0.1:@elasticsearch-transport@/")))
        .contains("certificate required");
    assertThat(
            said(
                AS_NEIGHBOUR,
                "curl",
                "-sS",
                "--max-time",
                "20",
                ported("http://127.0.0.1:@elasticsearch-transport@/")))
        .startsWith("curl: ");
  }

  /** Metadata of all topics; a fetch can't be asked for without having asked for these. */
  @ParameterizedTest
  @ValueSource(strings = {"kafka", "kafka-controller"})
  void isToldNothingByKafka(String listener) throws Exception {
    int port = Integer.parseInt(ports.getProperty(listener));
    assertThat(ask(List.of(), port, "owner")).as("to its owner").startsWith("answered");
    assertThat(ask(AS_NEIGHBOUR, port, "nobody")).isEqualTo("closed");
    assertThat(ask(AS_NEIGHBOUR, port, "guess")).isEqualTo("closed");
  }

  @Test
  void readsNoFile() throws Exception {
    List<String> readable = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // The number of the process that holds it is no secret.
        if (!file.equals(data.resolve("lock"))
            && run(AS_NEIGHBOUR, "test", "-r", file.toString()).waitFor() == 0) {
          readable.add(file.toString());
        }
      }
    }
    assertThat(readable).isEmpty();
    assertThat(said(AS_NEIGHBOUR, "ls", data.toString())).contains("Permission denied");
  }

  /** As arguments anybody could read them, and logs are sent to others. */
  @Test
  void findsNoPasswordElsewhere() throws Exception {
    ServerPasswords passwords = ServerPasswords.read(data);
    List<String> secrets =
        Arrays.stream(ServerUser.values()).map(user -> passwords.of(user).password()).toList();
    List<Path> places = new ArrayList<>();
    ProcessHandle.current()
        .descendants()
        .forEach(process -> places.add(Path.of("/proc", process.pid() + "", "cmdline")));
    assertThat(places).hasSizeGreaterThan(3);
    try (Stream<Path> logs = Files.walk(data.resolve("logs"))) {
      logs.filter(Files::isRegularFile).forEach(places::add);
    }
    for (Path place : places) {
      assertThat(new String(Files.readAllBytes(place), ISO_8859_1))
          .as(place.toString())
          .doesNotContain(secrets.toArray(String[]::new));
    }
    for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
      String environment = "/proc/" + process.pid() + "/environ";
      assertThat(said(AS_NEIGHBOUR, "cat", environment)).contains("Permission denied");
    }
  }

  private String owner(String server, String method, String url, String body) throws Exception {
    ServerLogin login =
        ServerPasswords.read(data)
            .of(
                server.equals("registry")
                    ? ServerUser.REGISTRY_CLIENT
                    : ServerUser.ELASTICSEARCH_OWNER);
    return curl(List.of(), List.of("-u", login.userInfo()), method, url, body);
  }

  /** The status that is answered. */
  private String curl(List<String> as, List<String> login, String method, String url, String body)
      throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("curl", "-sS", "--max-time", "30", "-o", "/dev/null"));
    arguments.addAll(List.of("-w", "%{http_code}", "-X", method));
    if (!body.isEmpty()) {
      arguments.addAll(List.of("-H", "Content-Type: application/json", "-d", body));
    }
    arguments.addAll(login);
    arguments.add(URI.create(ported(url)).toString());
    return said(as, arguments.toArray(String[]::new));
  }

  /** Asks for metadata on a connection of its own: as nobody, by a guess, or as the owner. */
  private String ask(List<String> as, int port, String who) throws Exception {
    String password =
        who.equals("owner")
            ? ServerPasswords.read(data).of(ServerUser.KAFKA_BROKER).password()
            : "broker";
    Path source = folder.resolve("RawKafka.java");
    Files.writeString(source, RAW_KAFKA);
    Process process =
        run(
            as,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            source.toString(),
            Integer.toString(port),
            who);
    process.getOutputStream().write((password + "\n").getBytes(ISO_8859_1));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1).strip();
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private String ported(String url) {
    Matcher port = PORT.matcher(url);
    return port.replaceAll(match -> ports.getProperty(match.group(1)));
  }

  private static String said(List<String> as, String... command) throws Exception {
    Process process = run(as, command);
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), ISO_8859_1).strip();
  }

  private static Process run(List<String> as, String... command) throws IOException {
    List<String> all = new ArrayList<>(as);
    all.addAll(List.of(command));
    return new ProcessBuilder(all).directory(new File("/")).redirectErrorStream(true).start();
  }

  /** Kafka's protocol in the raw: a client of Kafka's would not even send what it may not. */
  private static final String RAW_KAFKA =
      """
      import java.io.*;
      import java.net.*;
      import java.util.*;

      class RawKafka {
        public static void main(String[] arguments) throws Exception {
          String password = new Scanner(System.in).nextLine();
          try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(arguments[0]))) {
            socket.setSoTimeout(20_000);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            if (!arguments[1].equals("nobody")) {
              send(out, 17, 1, HexFormat.of().parseHex("0005504c41494e"));
              in.readNBytes(in.readInt());
              byte[] proof = ("\\0broker\\0" + password).getBytes("UTF-8");
              ByteArrayOutputStream bytes = new ByteArrayOutputStream();
              new DataOutputStream(bytes).writeInt(proof.length);
              bytes.write(proof);
              send(out, 36, 0, bytes.toByteArray());
              in.readNBytes(in.readInt());
            }
            send(out, 60, 0, HexFormat.of().parseHex("0000")); // DescribeCluster, known to both listeners
            System.out.println("answered " + in.readNBytes(in.readInt()).length);
          } catch (EOFException | SocketException e) {
            System.out.println("closed");
          }
        }

        static void send(DataOutputStream out, int key, int version, byte[] body) throws IOException {
          boolean flexible = key == 60;
          out.writeInt(10 + (flexible ? 1 : 0) + body.length);
          out.writeShort(key);
          out.writeShort(version);
          out.writeInt(1);
          out.writeShort(-1);
          if (flexible) {
            out.writeByte(0);
          }
          out.write(body);
          out.flush();
        }
      }
      """;
}
