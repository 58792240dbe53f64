package io.clausewatch.local.stack;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The recipe of Elasticsearch: the vendor's minimal distribution, one node, on loopback, whose
 * users are in files.
 */
final class ElasticsearchServer {

  /**
   * Whom Elasticsearch runs as when we are root, which it refuses: a user that has no name and no
   * other program. (As nobody, 65534, other programs run too: they could read its files and look
   * into its memory.)
   */
  private static final int OWN_USER = 65_533;

  private static final List<String> AS_OWN_USER =
      List.of("setpriv", "--reuid=" + OWN_USER, "--regid=" + OWN_USER, "--clear-groups");

  /**
   * The same, but past the permissions of files: for a checkout, a JDK or a data folder somewhere
   * below a folder that only root may enter, such as its home. (The secure bit keeps access(2) from
   * asking for the user alone.)
   */
  private static final List<String> AS_OWN_USER_PAST_PERMISSIONS =
      Stream.concat(
              AS_OWN_USER.stream(),
              Stream.of(
                  "--inh-caps=-all,+dac_override",
                  "--ambient-caps=-all,+dac_override",
                  "--bounding-set=-all,+dac_override",
                  "--securebits=+no_setuid_fixup"))
          .toList();

  private ElasticsearchServer() {}

  static URI url(PortAssignment ports) {
    return URI.create(
        "http://" + PortAssignment.LOOPBACK + ":" + ports.get(StackPort.ELASTICSEARCH));
  }

  /** Writes its configuration and says how to run it, as another user if this one is root. */
  static ChildProgram prepare(
      InstalledParts installation, DataFolder data, PortAssignment ports, ServerPasswords passwords)
      throws StackException {
    Path folder = data.part("elasticsearch");
    Path config = data.part("elasticsearch/config");
    Path temporary = data.part("elasticsearch/tmp");
    PrivateFiles.write(
        config.resolve("elasticsearch.yml"),
        ServerPrograms.resource("elasticsearch.yml")
            .replace("@port@", Integer.toString(ports.get(StackPort.ELASTICSEARCH)))
            .replace(
                "@transport-port@", Integer.toString(ports.get(StackPort.ELASTICSEARCH_TRANSPORT)))
            .replace("@data@", quoted(data.part("elasticsearch/data")))
            .replace("@logs@", quoted(data.part("elasticsearch/logs"))));
    PrivateFiles.write(
        config.resolve("log4j2.properties"),
        ServerPrograms.resource("elasticsearch-log4j2.properties"));
    PrivateFiles.write(
        config.resolve("jvm.options"), ServerPrograms.resource("elasticsearch-jvm.options"));
    ElasticsearchUsers.write(config, passwords);
    TransportCertificate.openOrMake(installation, config);

    Path launcher = installation.elasticsearchHome().resolve("bin").resolve("elasticsearch");
    List<String> command = new ArrayList<>();
    if (new UnixSystem().getUid() == 0) {
      giveToOwnUser(folder);
      command.addAll(asOwnUser(installation.java(), launcher, folder));
    }
    command.add(launcher.toString());

    Map<String, String> environment = ServerPrograms.environment();
    environment.put("ES_JAVA_HOME", installation.javaHome().toString());
    environment.put("ES_PATH_CONF", config.toString());
    environment.put("ES_TMPDIR", temporary.toString());
    environment.put("ES_JAVA_OPTS", "-Xms256m -Xmx512m " + ServerPrograms.FIRST_COMPILER);
    ServerLogin supervisor = passwords.of(ServerUser.ELASTICSEARCH_SUPERVISOR);
    return new ChildProgram(
        "elasticsearch",
        "Elasticsearch",
        command,
        environment,
        folder,
        // Yellow: all primaries are there; a lone node has no place for replicas.
        ServerProbe.http(
            url(ports).resolve("/_cluster/health?wait_for_status=yellow&timeout=1s"), supervisor),
        ServerProbe.http(url(ports).resolve("/_cluster/health"), supervisor),
        Duration.ofMinutes(4));
  }

  /** A YAML scalar in double quotes. */
  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static void giveToOwnUser(Path folder) throws StackException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        if (!Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(OWN_USER)) {
          Files.setAttribute(file, "unix:uid", OWN_USER, LinkOption.NOFOLLOW_LINKS);
        }
      }
    } catch (IOException e) {
      throw new StackException(
          "Cannot give "
              + folder
              + " to the user that runs Elasticsearch: "
              + FailureCauses.of(e)
              + ".",
          e);
    }
  }

  /**
   * The least powerful way of becoming another user that can still reach what Elasticsearch needs,
   * tried out.
   */
  private static List<String> asOwnUser(Path java, Path launcher, Path folder)
      throws StackException {
    for (List<String> way : List.of(AS_OWN_USER, AS_OWN_USER_PAST_PERMISSIONS)) {
      List<String> trial = new ArrayList<>(way);
      trial.addAll(
          List.of("/bin/sh", "-c", "test -x \"$1\" && test -x \"$2\" && test -w \"$3\"", "sh"));
      trial.addAll(List.of(java.toString(), launcher.toString(), folder.toString()));
      if (succeeds(trial)) {
        return way;
      }
    }
    throw new StackException(
        "Elasticsearch refuses to run as root, and it can't be run as another user here (setpriv of"
            + " util-linux is missing or not allowed): run Clausewatch as an ordinary user.");
  }

  private static boolean succeeds(List<String> command) throws StackException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while preparing Elasticsearch.", e);
    }
  }
}
