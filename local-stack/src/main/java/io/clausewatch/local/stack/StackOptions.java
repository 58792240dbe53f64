package io.clausewatch.local.stack;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a local stack is started with.
 *
 * @param home the checkout or installation: the folder that holds {@code policies/} and the built
 *     modules
 * @param data where everything is kept: Kafka's log, the registry's database, Elasticsearch's
 *     indices, tokens, logs
 * @param port the HTTP port of the audit API; 0 takes any free one
 * @param bind the address the audit API listens on; everything else listens on loopback only
 * @param settle how long after a deadline the judge waits for late events before it calls the
 *     deadline missed
 * @param settings further {@code CLAUSEWATCH_…} settings of the two apps; what the stack itself
 *     decides (addresses, secrets, folders) overrides them
 * @param javaOptions what the apps' JVMs are told besides, such as {@code -Xmx1g}
 */
public record StackOptions(
    Path home,
    Path data,
    int port,
    String bind,
    Duration settle,
    Map<String, String> settings,
    List<String> javaOptions) {

  /**
   * The setting that names the folder of policies; the installation's own when it is not among the
   * settings.
   */
  static final String POLICIES = "CLAUSEWATCH_POLICIES";

  /**
   * @throws IllegalArgumentException when the port is out of range, the address blank or the
   *     duration negative
   */
  public StackOptions {
    home = home.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
    settings = Map.copyOf(settings);
    javaOptions = List.copyOf(javaOptions);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
    }
    if (bind.isBlank()) {
      throw new IllegalArgumentException("bind must be an address, was blank");
    }
    if (settle.isNegative()) {
      throw new IllegalArgumentException("settle must not be negative, was " + settle);
    }
  }

  /**
   * The defaults of {@code ./clausewatch up}: folder {@code data} below the working directory, port
   * 8080 on loopback, five minutes to settle, and the {@code CLAUSEWATCH_…} variables of this
   * process as the apps' settings.
   *
   * @param home the checkout or installation, see {@link #findHome()}
   */
  public static StackOptions defaults(Path home) {
    return new StackOptions(
        home,
        Path.of("data"),
        8080,
        "127.0.0.1",
        Duration.ofMinutes(5),
        environmentSettings(),
        List.of());
  }

  /** The same with another data folder. */
  public StackOptions withData(Path newData) {
    return new StackOptions(home, newData, port, bind, settle, settings, javaOptions);
  }

  /** The same with another HTTP port; 0 takes any free one. */
  public StackOptions withPort(int newPort) {
    return new StackOptions(home, data, newPort, bind, settle, settings, javaOptions);
  }

  /** The same with another address to listen on. */
  public StackOptions withBind(String newBind) {
    return new StackOptions(home, data, port, newBind, settle, settings, javaOptions);
  }

  /** The same with another settling time. */
  public StackOptions withSettle(Duration newSettle) {
    return new StackOptions(home, data, port, bind, newSettle, settings, javaOptions);
  }

  /** The same with other settings for the apps. */
  public StackOptions withSettings(Map<String, String> newSettings) {
    return new StackOptions(home, data, port, bind, settle, newSettings, javaOptions);
  }

  /** The same with other options of Java for the apps. */
  public StackOptions withJavaOptions(String... newOptions) {
    return new StackOptions(home, data, port, bind, settle, settings, List.of(newOptions));
  }

  /** The setting that names the routes file of alerts. */
  public static final String ALERTS_FILE = "CLAUSEWATCH_ALERTS_FILE";

  /** The routes file of alerts; empty where nobody is told of anything. */
  public Optional<Path> alertsFile() {
    return Optional.ofNullable(settings.get(ALERTS_FILE))
        .filter(file -> !file.isBlank())
        .map(file -> Path.of(file).toAbsolutePath());
  }

  /**
   * The folder of policies in force: the setting {@code CLAUSEWATCH_POLICIES}, else the
   * installation's {@code policies/}.
   */
  public Path policies() {
    return settings.containsKey(POLICIES)
        ? Path.of(settings.get(POLICIES)).toAbsolutePath()
        : home.resolve("policies");
  }

  /**
   * Finds the checkout or installation: the system property {@code clausewatch.home}, which {@code
   * ./clausewatch} sets, else the nearest folder above this program's own jar or classes that holds
   * {@code local-stack/servers}.
   *
   * @throws StackException when there is none
   */
  public static Path findHome() throws StackException {
    String given = System.getProperty("clausewatch.home");
    if (given != null) {
      return Path.of(given).toAbsolutePath();
    }
    try {
      Path own =
          Path.of(StackOptions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path folder = own; folder != null; folder = folder.getParent()) {
        if (Files.isDirectory(folder.resolve("local-stack").resolve("servers"))) {
          return folder;
        }
      }
      throw new StackException(
          "No Clausewatch installation above " + own + ": start it through ./clausewatch.");
    } catch (URISyntaxException e) {
      throw new StackException(
          "Cannot tell where Clausewatch is installed: start it through ./clausewatch.", e);
    }
  }

  private static Map<String, String> environmentSettings() {
    Map<String, String> found = new TreeMap<>(System.getenv());
    found.keySet().removeIf(name -> !name.startsWith("CLAUSEWATCH_"));
    return found;
  }

  /** Names the settings but not their values, some of which are secrets. */
  @Override
  public String toString() {
    return "StackOptions[home="
        + home
        + ", data="
        + data
        + ", port="
        + port
        + ", bind="
        + bind
        + ", settle="
        + settle
        + ", settings="
        + new TreeMap<>(settings).keySet()
        + "]";
  }
}
