package io.clausewatch.platform.kafka;

import io.clausewatch.contract.CountedNoun;
import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Makes the topics that are missing, and looks whether what is there can be used: the topics'
 * shapes, and our rights. Everything that is wrong is told at once, with the line that mends it.
 * Changes nothing that is there but how the events of others are stored, where it may: topics of
 * before are open to batches that nobody can unfold.
 */
public final class KafkaSetup {
  private final Topics topics;
  private final KafkaRights rights;
  private final KafkaTools tools;
  private final Consumer<String> advice;
  private final Set<String> advised = new HashSet<>();
  private final List<Topic<?>> foldable = new ArrayList<>();

  /**
   * The setup of an app.
   *
   * @param topics all topics
   * @param rights what the app needs
   * @param tools writes the lines that mend things
   * @param advice takes what works, and is not as the settings say; each sentence once
   */
  public KafkaSetup(Topics topics, KafkaRights rights, KafkaTools tools, Consumer<String> advice) {
    this.topics = topics;
    this.rights = rights;
    this.tools = tools;
    this.advice = advice;
  }

  /**
   * Makes and looks at the topics. Blocks until Kafka has answered, as long as the admin client
   * waits for it. Needs no right to make topics where all of them exist.
   *
   * @param admin of the Kafka to set up
   * @throws MisconfiguredException when a topic cannot be made or used
   * @throws KafkaException when Kafka could not be asked
   */
  public void ensureTopics(Admin admin) {
    List<String> faults = new ArrayList<>();
    Map<Topic<?>, TopicDescription> there = new LinkedHashMap<>();
    List<Topic<?>> missing = new ArrayList<>();
    describe(admin, topics.all(), there, missing, faults);
    List<Topic<?>> made = create(admin, missing, faults);
    // A topic that was made a moment ago may not be known to every broker yet.
    List<Topic<?>> unknown = new ArrayList<>();
    describe(admin, made, there, unknown, faults);
    if (!unknown.isEmpty()) {
      throw new UnknownTopicOrPartitionException("A topic that was just made is not there yet");
    }
    there.forEach((topic, description) -> look(topic, description, faults));
    lookAtSettings(admin, there.keySet(), faults);
    mendCompression(admin);
    if (!faults.isEmpty()) {
      throw new MisconfiguredException(faults);
    }
  }

  /**
   * Looks whether the app may use its consumer groups.
   *
   * @param admin of the Kafka to look at
   * @throws MisconfiguredException when it may not
   * @throws KafkaException when Kafka could not be asked
   */
  public void checkGroups(Admin admin) {
    List<String> faults = new ArrayList<>();
    for (KafkaRights.Grant grant : rights.grants()) {
      if (grant.type() != ResourceType.GROUP) {
        continue;
      }
      try {
        await(
            admin
                .describeConsumerGroups(List.of(grant.name()))
                .describedGroups()
                .get(grant.name()));
      } catch (GroupIdNotFoundException e) {
        // Nobody has joined it yet.
      } catch (GroupAuthorizationException e) {
        faults.add(
            "%s may not use the consumer group %s: %s"
                .formatted(tools.principal(), grant.name(), tools.grant(grant)));
      }
    }
    if (!faults.isEmpty()) {
      throw new MisconfiguredException(faults);
    }
  }

  private void describe(
      Admin admin,
      List<? extends Topic<?>> wanted,
      Map<Topic<?>, TopicDescription> there,
      List<Topic<?>> missing,
      List<String> faults) {
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin
            .describeTopics(
                wanted.stream().map(Topic::name).toList(),
                new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    for (Topic<?> topic : wanted) {
      try {
        there.put(topic, await(answers.get(topic.name())));
      } catch (UnknownTopicOrPartitionException e) {
        missing.add(topic);
      } catch (TopicAuthorizationException e) {
        faults.add(notAllowed(topic.name(), needed(topic)));
      }
    }
  }

  private List<Topic<?>> create(Admin admin, List<Topic<?>> missing, List<String> faults) {
    Map<String, KafkaFuture<Void>> answers =
        admin.createTopics(missing.stream().map(Topic::newTopic).toList()).values();
    List<Topic<?>> made = new ArrayList<>();
    for (Topic<?> topic : missing) {
      try {
        await(answers.get(topic.name()));
        made.add(topic);
      } catch (TopicExistsException e) {
        made.add(topic); // by the other app, a moment ago
      } catch (AuthorizationException e) {
        faults.add(
            "The topic %s is missing, and %s may not create it: %s"
                .formatted(topic.name(), tools.principal(), tools.create(topic)));
      } catch (InvalidReplicationFactorException e) {
        faults.add(
            "The topic %s cannot be made with %d %s, there are fewer brokers: add brokers or lower %s"
                .formatted(
                    topic.name(),
                    topic.replication(),
                    CountedNoun.of(topic.replication(), "copy", "copies"),
                    Setting.REPLICATION.variable()));
      } catch (PolicyViolationException e) {
        faults.add(
            "The cluster's policy does not let us make the topic %s (%s): %s"
                .formatted(topic.name(), e.getMessage(), tools.create(topic)));
      }
    }
    return made;
  }

  private void look(Topic<?> topic, TopicDescription description, List<String> faults) {
    int partitions = description.partitions().size();
    if (partitions != topic.partitions()) {
      faults.add(
          "The topic %s has %d %s, not %d, and they cannot be changed later: set %s=%d if all topics have as many, or delete it if it is empty: %s"
              .formatted(
                  topic.name(),
                  partitions,
                  CountedNoun.of(partitions, "partition"),
                  topic.partitions(),
                  Setting.PARTITIONS.variable(),
                  partitions,
                  tools.delete(topic.name())));
    }
    int copies =
        description.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
    if (copies < topic.replication()) {
      faults.add(
          "The topic %s has %d %s, fewer than %d: lower %s, or add copies with kafka-reassign-partitions"
              .formatted(
                  topic.name(),
                  copies,
                  CountedNoun.of(copies, "copy", "copies"),
                  topic.replication(),
                  Setting.REPLICATION.variable()));
    }
    Set<AclOperation> allowed = description.authorizedOperations();
    // Null or empty when the broker does not say.
    if (allowed != null && !allowed.isEmpty()) {
      Set<AclOperation> needed = EnumSet.copyOf(needed(topic));
      needed.removeAll(allowed);
      // Of no use any more once the topic is there, or told of with the settings.
      needed.removeAll(Set.of(AclOperation.CREATE, AclOperation.DESCRIBE_CONFIGS));
      if (!needed.isEmpty()) {
        faults.add(notAllowed(topic.name(), needed));
      }
    }
  }

  private Set<AclOperation> needed(Topic<?> topic) {
    Set<AclOperation> needed = new HashSet<>();
    rights.on(ResourceType.TOPIC, topic.name()).forEach(grant -> needed.addAll(grant.operations()));
    return needed;
  }

  private String notAllowed(String topic, Set<AclOperation> operations) {
    return "%s lacks %s on the topic %s: %s"
        .formatted(
            tools.principal(),
            KafkaTools.names(operations),
            topic,
            tools.grantMissing(ResourceType.TOPIC, topic, operations));
  }

  private void lookAtSettings(Admin admin, Set<Topic<?>> there, List<String> faults) {
    Map<Topic<?>, ConfigResource> resources = new HashMap<>();
    there.forEach(
        topic -> resources.put(topic, new ConfigResource(ConfigResource.Type.TOPIC, topic.name())));
    Map<ConfigResource, KafkaFuture<Config>> answers =
        admin.describeConfigs(resources.values()).values();
    for (Topic<?> topic : there) {
      try {
        lookAt(topic, await(answers.get(resources.get(topic))), faults);
      } catch (AuthorizationException e) {
        advise(
            "Whether the topic %s is kept as it should be is not known: %s"
                .formatted(
                    topic.name(),
                    tools.grantMissing(
                        ResourceType.TOPIC, topic.name(), Set.of(AclOperation.DESCRIBE_CONFIGS))));
      }
    }
  }

  private void lookAt(Topic<?> topic, Config config, List<String> faults) {
    Map<String, String> wrong = new HashMap<>();
    Map<String, String> other = new HashMap<>();
    topic
        .settings()
        .forEach(
            (name, wanted) -> {
              ConfigEntry entry = config.get(name);
              String found = entry == null ? null : entry.value();
              if (found == null || found.equals(wanted)) {
                return;
              }
              switch (name) {
                case TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG ->
                    wrong.put(name, found);
                case TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> {
                  if (Long.parseLong(found) < Long.parseLong(wanted)) {
                    wrong.put(name, found);
                  }
                }
                case TopicConfig.RETENTION_MS_CONFIG,
                    TopicConfig.RETENTION_BYTES_CONFIG,
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG ->
                    other.put(name, found);
                case TopicConfig.COMPRESSION_TYPE_CONFIG -> {
                  if (wanted.equals(Topics.COMPRESSION_OF_OTHERS)) {
                    foldable.add(topic);
                  }
                }
                default -> {
                  // How it is stored is the operator's to decide.
                }
              }
            });
    if (!wrong.isEmpty()) {
      faults.add(
          "The topic %s has %s, which loses or refuses records: %s"
              .formatted(topic.name(), listed(wrong), mend(topic, wrong)));
    }
    if (!other.isEmpty()) {
      advise(
          "The topic %s has %s; if that is not meant: %s"
              .formatted(topic.name(), listed(other), mend(topic, other)));
    }
  }

  /**
   * Has the broker unfold what others write. Whoever makes the topics does it; with access control
   * it takes a right of the administrator's, which no app has for this alone.
   */
  private void mendCompression(Admin admin) {
    foldable.removeIf(topic -> !needed(topic).contains(AclOperation.CREATE));
    Map<String, String> wanted =
        Map.of(TopicConfig.COMPRESSION_TYPE_CONFIG, Topics.COMPRESSION_OF_OTHERS);
    AlterConfigOp change =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.COMPRESSION_TYPE_CONFIG, Topics.COMPRESSION_OF_OTHERS),
            AlterConfigOp.OpType.SET);
    for (Topic<?> topic : foldable) {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
      try {
        await(
            admin
                .incrementalAlterConfigs(Map.of(resource, List.of(change)))
                .values()
                .get(resource));
      } catch (AuthorizationException | PolicyViolationException e) {
        advise(
            "Whoever may write to the topic %s can end the apps by a batch that is large once it is unfolded: %s"
                .formatted(topic.name(), tools.configure(topic.name(), wanted)));
      }
    }
    foldable.clear();
  }

  private void advise(String sentence) {
    if (advised.add(sentence)) {
      advice.accept(sentence);
    }
  }

  private static String listed(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(Map.Entry::toString)
        .sorted()
        .reduce((a, b) -> a + " and " + b)
        .orElseThrow();
  }

  private String mend(Topic<?> topic, Map<String, String> settings) {
    Map<String, String> wanted = new HashMap<>(topic.settings());
    wanted.keySet().retainAll(settings.keySet());
    return tools.configure(topic.name(), wanted);
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException("Interrupted while Kafka was asked about its topics", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException cause) {
        throw cause;
      }
      throw new KafkaException("Kafka could not be asked about its topics", e.getCause());
    }
  }
}
