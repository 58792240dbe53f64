package io.clausewatch.local.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The built parts of a checkout or installation: the servers' distributions and the apps' jars, all
 * of them only read.
 */
final class InstalledParts {

  private final Path home;
  private final Path java;
  private final Path kafka;
  private final Path registry;
  private final Path elasticsearch;

  private InstalledParts(Path home) throws StackException {
    this.home = home;
    this.java = Path.of(System.getProperty("java.home"));
    Path servers = home.resolve("local-stack").resolve("servers").resolve("target");
    this.kafka = servers.resolve("kafka").resolve("libs");
    this.registry = servers.resolve("registry");
    this.elasticsearch = the(servers.resolve("elasticsearch"), "elasticsearch-", "");
  }

  /**
   * The installation in that folder.
   *
   * @throws StackException when a server is not there, or its path cannot be used
   */
  static InstalledParts at(Path home) throws StackException {
    if (home.toString().contains(File.pathSeparator)) {
      throw new StackException(
          "Java cannot run from a folder with '"
              + File.pathSeparator
              + "' in its path: move "
              + home
              + ".");
    }
    InstalledParts installation = new InstalledParts(home);
    the(installation.kafka, "kafka_2.13-", ".jar");
    the(installation.registry, "quarkus-run", ".jar");
    if (!Files.isExecutable(installation.java())) {
      throw new StackException(
          "No Java at " + installation.java() + ": set JAVA_HOME to a JDK 21 or newer.");
    }
    return installation;
  }

  /** The {@code java} that runs this program, and shall run all the others. */
  Path java() {
    return java.resolve("bin").resolve("java");
  }

  /** The {@code keytool} beside it. */
  Path keytool() {
    return java.resolve("bin").resolve("keytool");
  }

  Path javaHome() {
    return java;
  }

  String kafkaClassPath() {
    return kafka.resolve("*").toString();
  }

  Path registryJar() {
    return registry.resolve("quarkus-run.jar");
  }

  Path elasticsearchHome() {
    return elasticsearch;
  }

  /**
   * The jar of one of our apps, which names those that it needs.
   *
   * @param module the module's folder and artifact id
   * @throws StackException when it has not been built
   */
  Path appJar(String module) throws StackException {
    return the(home.resolve(module).resolve("target"), module + "-", ".jar");
  }

  /** The servers' names and versions, as the data folder remembers them. */
  Map<String, String> versions() throws StackException {
    return Map.of(
        "kafka", version(the(kafka, "kafka_2.13-", ".jar"), "kafka_2.13-"),
        "registry",
            version(
                the(registry.resolve("app"), "apicurio-registry-app-", ".jar"),
                "apicurio-registry-app-"),
        "elasticsearch", version(elasticsearch, "elasticsearch-"));
  }

  private static String version(Path file, String prefix) {
    String name = file.getFileName().toString();
    return name.substring(
        prefix.length(), name.endsWith(".jar") ? name.length() - ".jar".length() : name.length());
  }

  /**
   * The newest entry of that name; a rebuild with another version may have left an older one beside
   * it.
   */
  private static Path the(Path folder, String prefix, String suffix) throws StackException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        List<Path> found = entries.filter(entry -> matches(entry, prefix, suffix)).toList();
        if (!found.isEmpty()) {
          return found.stream()
              .max(Comparator.comparingLong(entry -> entry.toFile().lastModified()))
              .orElseThrow();
        }
      } catch (IOException e) {
        throw new StackException("Cannot read " + folder + ": " + FailureCauses.of(e) + ".", e);
      }
    }
    throw new StackException(
        "Not built yet: "
            + folder.resolve(prefix + "…" + suffix)
            + " is missing; run mvn package, or ./clausewatch, which does it.");
  }

  private static boolean matches(Path entry, String prefix, String suffix) {
    String name = entry.getFileName().toString();
    return name.startsWith(prefix)
        && name.endsWith(suffix)
        && !name.endsWith("-sources.jar")
        && !name.endsWith("-javadoc.jar")
        && !name.endsWith("-tests.jar");
  }
}
