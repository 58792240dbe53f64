package io.clausewatch.local.stack;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How somebody gets at Kafka and the schema registry of a local stack: where they are, and who one
 * is there. Shows no password.
 *
 * @param addresses where they are
 * @param kafka who one is to Kafka
 * @param registry who one is to the registry
 */
public record ServerAccess(StackAddresses addresses, ServerLogin kafka, ServerLogin registry) {

  /** As a client of Kafka has it. */
  private static final Pattern LOGIN =
      Pattern.compile(".* username=\"([^\"]+)\" password=\"([^\"]+)\".*");

  /**
   * That of services that send events into the stack of a folder, or of the compose file that has
   * this folder, whether or not it runs.
   *
   * @throws StackException when none was ever started there
   */
  public static ServerAccess of(Path data) throws StackException {
    Path kafkaFile = data.resolve(ClientFiles.KAFKA);
    Path registryFile = data.resolve(ClientFiles.REGISTRY);
    if (!Files.exists(kafkaFile) || !Files.exists(registryFile)) {
      throw new StackException(
          "No local stack of this version was ever started in the folder "
              + data
              + ": start one by `./clausewatch up`, or name its folder by --data.");
    }
    Properties kafka = PrivateFiles.readProperties(kafkaFile);
    Properties registry = PrivateFiles.readProperties(registryFile);
    Matcher login = LOGIN.matcher(kafka.getProperty("sasl.jaas.config", ""));
    String[] userInfo = registry.getProperty("basic.auth.user.info", "").split(":", 2);
    if (!login.matches() || userInfo.length < 2) {
      throw new StackException(
          "The files "
              + kafkaFile
              + " and "
              + registryFile
              + " do not say how to sign in: the next start of the stack writes them anew.");
    }
    return new ServerAccess(
        new StackAddresses(
            kafka.getProperty("bootstrap.servers", ""),
            URI.create(registry.getProperty("schema.registry.url", ""))),
        new ServerLogin(login.group(1), login.group(2)),
        new ServerLogin(userInfo[0], userInfo[1]));
  }

  /** That of services that send events. */
  static ServerAccess of(PortAssignment ports, ServerPasswords passwords) {
    return new ServerAccess(
        StackAddresses.of(ports),
        passwords.of(ServerUser.KAFKA_CLIENT),
        passwords.of(ServerUser.REGISTRY_CLIENT));
  }

  /** As environment variables, named as the settings of the apps are; some are secrets. */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS", addresses.kafka());
    variables.put("CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
    variables.put("CLAUSEWATCH_KAFKA_SASL_MECHANISM", "PLAIN");
    variables.put("CLAUSEWATCH_KAFKA_USER", kafka.user());
    variables.put("CLAUSEWATCH_KAFKA_PASSWORD", kafka.password());
    variables.put("CLAUSEWATCH_SCHEMA_REGISTRY_URL", addresses.registry().toString());
    variables.put("CLAUSEWATCH_SCHEMA_REGISTRY_USER", registry.user());
    variables.put("CLAUSEWATCH_SCHEMA_REGISTRY_PASSWORD", registry.password());
    return variables;
  }

  /** As any client of Kafka takes them; one is a secret. */
  Map<String, String> kafkaClient() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", addresses.kafka());
    settings.put("security.protocol", "SASL_PLAINTEXT");
    settings.put("sasl.mechanism", "PLAIN");
    settings.put("sasl.jaas.config", kafka.loginModule() + ";");
    return settings;
  }

  /** As Confluent's client of a registry takes them; one is a secret. */
  Map<String, String> registryClient() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("schema.registry.url", addresses.registry().toString());
    settings.put("basic.auth.credentials.source", "USER_INFO");
    settings.put("basic.auth.user.info", registry.userInfo());
    return settings;
  }
}
