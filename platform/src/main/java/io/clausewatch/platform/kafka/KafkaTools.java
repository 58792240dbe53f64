package io.clausewatch.platform.kafka;

import io.clausewatch.contract.Topic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** Command lines of Kafka's own tools, for an administrator of the cluster to run. */
public final class KafkaTools {
  private final String options;
  private final String principal;

  /**
   * Tools for a cluster.
   *
   * @param kafka the way to it, and who we are there
   */
  public KafkaTools(KafkaConnection kafka) {
    // The administrator's own credentials are no business of ours.
    String admin =
        kafka.protocol() == SecurityProtocol.PLAINTEXT ? "" : " --command-config admin.properties";
    this.options =
        " --bootstrap-server %s%s".formatted(kafka.bootstrapServers().replaceAll("\\s", ""), admin);
    this.principal = kafka.principal().orElse("User:<the token's subject>");
  }

  /**
   * Whom Kafka takes us for.
   *
   * @return such as {@code User:clausewatch}
   */
  public String principal() {
    return principal;
  }

  /**
   * Grants a right.
   *
   * @param grant the right
   * @return a line for the shell
   */
  public String grant(KafkaRights.Grant grant) {
    String operations =
        new TreeSet<>(grant.operations())
            .stream()
                .map(operation -> " --operation " + name(operation))
                .collect(Collectors.joining());
    String resource =
        switch (grant.type()) {
          case TOPIC -> "--topic ";
          case GROUP -> "--group ";
          case TRANSACTIONAL_ID -> "--transactional-id ";
          default -> throw new IllegalArgumentException("no right on " + grant.type());
        };
    String pattern =
        grant.pattern() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "";
    return "kafka-acls%s --add --allow-principal '%s'%s %s%s%s"
        .formatted(options, principal, operations, resource, grant.name(), pattern);
  }

  /** Grants what is missing on a resource. */
  String grantMissing(ResourceType type, String name, Set<AclOperation> missing) {
    return grant(new KafkaRights.Grant(type, name, PatternType.LITERAL, missing));
  }

  /** Creates a topic. */
  String create(Topic<?> topic) {
    String settings =
        new TreeMap<>(topic.settings())
            .entrySet().stream()
                .map(setting -> " --config %s=%s".formatted(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining());
    return "kafka-topics%s --create --topic %s --partitions %d --replication-factor %d%s"
        .formatted(options, topic.name(), topic.partitions(), topic.replication(), settings);
  }

  /** Sets some of a topic's settings. */
  String configure(String topic, Map<String, String> settings) {
    return "kafka-configs%s --alter --entity-type topics --entity-name %s --add-config %s"
        .formatted(
            options,
            topic,
            new TreeMap<>(settings)
                .entrySet().stream()
                    .map(setting -> setting.getKey() + "=" + setting.getValue())
                    .collect(Collectors.joining(",")));
  }

  /** Deletes a topic. */
  String delete(String topic) {
    return "kafka-topics%s --delete --topic %s".formatted(options, topic);
  }

  /** As the tool spells it: DESCRIBE_CONFIGS is DescribeConfigs. */
  private static String name(AclOperation operation) {
    return Stream.of(operation.name().split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** Operations as sentences name them. */
  static String names(Set<AclOperation> operations) {
    return new TreeSet<>(operations)
        .stream().map(KafkaTools::name).collect(Collectors.joining(" and "));
  }

  /**
   * Grants some rights.
   *
   * @param rights what an app needs
   * @return a line for the shell each
   */
  public List<String> grants(List<KafkaRights.Grant> rights) {
    return rights.stream().map(this::grant).toList();
  }
}
