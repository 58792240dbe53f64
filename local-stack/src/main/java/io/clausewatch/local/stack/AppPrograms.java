package io.clausewatch.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The recipes of our apps: the same jars and settings as in production. */
public final class AppPrograms {

  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private AppPrograms() {}

  /** Intake, judge and indexer. */
  static ChildProgram streamProcessor(
      InstalledParts installation, DataFolder data, PortAssignment ports, StackOptions options)
      throws StackException {
    Map<String, String> environment =
        environment(data, ports, options, ServerUser.ELASTICSEARCH_STREAM_PROCESSOR);
    environment.put("CLAUSEWATCH_STATE_DIR", data.part("stream-processor/state").toString());
    environment.put("CLAUSEWATCH_PROCESSOR_METRICS_BIND", PortAssignment.LOOPBACK);
    environment.put(
        "CLAUSEWATCH_PROCESSOR_METRICS_PORT",
        Integer.toString(ports.get(StackPort.PROCESSOR_METRICS)));
    return app(
        installation,
        data,
        options,
        "stream-processor",
        "Stream processor",
        "io.clausewatch.stream.StreamProcessorMain",
        environment,
        processor(ports));
  }

  /** The HTTP door, search and the page. */
  static ChildProgram auditApi(
      InstalledParts installation,
      DataFolder data,
      PortAssignment ports,
      StackOptions options,
      int port,
      URI url)
      throws StackException {
    Map<String, String> environment =
        environment(data, ports, options, ServerUser.ELASTICSEARCH_AUDIT_API);
    environment.put("CLAUSEWATCH_BIND", options.bind());
    environment.put("CLAUSEWATCH_PORT", Integer.toString(port));
    environment.put("CLAUSEWATCH_TOKENS_FILE", data.file("tokens.properties").toString());
    return app(
        installation,
        data,
        options,
        "audit-api",
        "Audit API",
        "io.clausewatch.app.AuditApiMain",
        environment,
        url);
  }

  /** Who tells people of findings. */
  static ChildProgram alertSender(
      InstalledParts installation,
      DataFolder data,
      PortAssignment ports,
      StackOptions options,
      Path alertsFile,
      URI pages)
      throws StackException {
    int port = ports.get(StackPort.SENDER_METRICS);
    Map<String, String> environment =
        environment(data, ports, options, ServerUser.ELASTICSEARCH_ALERT_SENDER);
    environment.put(StackOptions.ALERTS_FILE, alertsFile.toString());
    environment.putIfAbsent("CLAUSEWATCH_PUBLIC_URL", pages.toString());
    environment.put("CLAUSEWATCH_SENDER_METRICS_BIND", PortAssignment.LOOPBACK);
    environment.put("CLAUSEWATCH_SENDER_METRICS_PORT", Integer.toString(port));
    return app(
        installation,
        data,
        options,
        "alert-sender",
        "Alert sender",
        "io.clausewatch.alertsender.AlertSenderMain",
        environment,
        URI.create("http://" + PortAssignment.LOOPBACK + ":" + port));
  }

  /** Where the stream processor tells of itself. */
  static URI processor(PortAssignment ports) {
    return URI.create(
        "http://" + PortAssignment.LOOPBACK + ":" + ports.get(StackPort.PROCESSOR_METRICS));
  }

  private static ChildProgram app(
      InstalledParts installation,
      DataFolder data,
      StackOptions options,
      String module,
      String title,
      String main,
      Map<String, String> environment,
      URI url)
      throws StackException {
    return new ChildProgram(
        module,
        title,
        command(installation, options.javaOptions(), module, main),
        environment,
        data.part(module),
        ServerProbe.http(url.resolve("/readyz")),
        ServerProbe.http(url.resolve("/healthz")),
        START_LIMIT);
  }

  /**
   * The command line of a main class of one of our modules, as the stack would start it; may be
   * added to.
   *
   * @param home the project
   * @param module the module's folder and artifact id
   * @throws StackException when it has not been built
   */
  public static List<String> command(Path home, String module, String main) throws StackException {
    return command(InstalledParts.at(home), List.of(), module, main);
  }

  /** The command line of a main class of one of the apps; may be added to. */
  static List<String> command(
      InstalledParts installation, List<String> javaOptions, String module, String main)
      throws StackException {
    return java(installation.java(), javaOptions, installation.appJar(module).toString(), main);
  }

  /**
   * The command line of any main class, run as the apps are; may be added to.
   *
   * @param java of a JDK
   */
  public static List<String> java(Path java, String classPath, String main) {
    return java(java, List.of(), classPath, main);
  }

  private static List<String> java(Path java, List<String> options, String classPath, String main) {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xms64m", "-Xmx384m"));
    command.addAll(ServerPrograms.SMALL_JVM);
    command.addAll(options); // the last of two counts
    command.addAll(List.of("-cp", classPath, main));
    return command;
  }

  private static Map<String, String> environment(
      DataFolder data, PortAssignment ports, StackOptions options, ServerUser user)
      throws StackException {
    Map<String, String> environment = connections(ports, options, user);
    environment.put("CLAUSEWATCH_SUBJECT_KEY", data.subjectKey());
    environment.remove("CLAUSEWATCH_SUBJECT_KEY_FILE");
    environment.put(StackOptions.POLICIES, options.policies().toString());
    environment.put("CLAUSEWATCH_SETTLE", options.settle().toString());
    return environment;
  }

  /**
   * The settings of whatever is connected to the three servers; may be added to.
   *
   * @param user who it is to Elasticsearch
   * @throws StackException when the stack has not been started yet
   */
  static Map<String, String> connections(
      PortAssignment ports, StackOptions options, ServerUser user) throws StackException {
    ServerPasswords passwords = ServerPasswords.read(options.data());
    ServerAccess access =
        new ServerAccess(
            StackAddresses.of(ports),
            passwords.of(ServerUser.KAFKA_APPS),
            passwords.of(ServerUser.REGISTRY_APPS));
    ServerLogin login = passwords.of(user);
    Map<String, String> environment = ServerPrograms.environment();
    environment.putAll(options.settings());
    // What this process was told of the user's own servers is of no use with these.
    environment.keySet().removeIf(AppPrograms::isOfAServer);
    environment.putAll(access.variables());
    environment.put("CLAUSEWATCH_ELASTICSEARCH_URL", ElasticsearchServer.url(ports).toString());
    environment.put("CLAUSEWATCH_ELASTICSEARCH_USER", login.user());
    environment.put("CLAUSEWATCH_ELASTICSEARCH_PASSWORD", login.password());
    return environment;
  }

  private static boolean isOfAServer(String setting) {
    boolean kafka =
        setting.startsWith("CLAUSEWATCH_KAFKA_")
            && !setting.startsWith("CLAUSEWATCH_KAFKA_CLIENT_");
    return kafka
        || setting.startsWith("CLAUSEWATCH_SCHEMA_REGISTRY_")
        || setting.startsWith("CLAUSEWATCH_ELASTICSEARCH_");
  }
}
