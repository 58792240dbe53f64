package io.clausewatch.platform.kafka;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.config.SettingsException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What an app may do in Kafka: all that it needs and no more, as its operator has to grant it.
 *
 * @param grants each on one resource or on all whose names start alike
 */
public record KafkaRights(List<Grant> grants) {

  /**
   * Some operations on a resource.
   *
   * @param type what it is
   * @param name its name, or what the names start with
   * @param pattern LITERAL or PREFIXED
   * @param operations Kafka's
   */
  public record Grant(
      ResourceType type, String name, PatternType pattern, Set<AclOperation> operations) {

    private boolean covers(ResourceType otherType, String otherName) {
      return type == otherType
          && (pattern == PatternType.PREFIXED
              ? otherName.startsWith(name)
              : otherName.equals(name));
    }
  }

  /** Keeps a copy. */
  public KafkaRights {
    grants = List.copyOf(grants);
  }

  /**
   * Those of the stream processor, which makes the topics too, and of whoever indexes everything
   * anew.
   *
   * @param topics all topics
   * @param groups the consumer groups
   * @return its rights
   */
  public static KafkaRights ofStreamProcessor(Topics topics, ConsumerGroups groups) {
    List<Grant> grants = new ArrayList<>();
    for (Topic<?> topic : topics.allEvents()) {
      grants.add(on(topic, READ, CREATE, DESCRIBE_CONFIGS));
    }
    grants.add(on(topics.ownActs(), READ, CREATE, DESCRIBE_CONFIGS));
    for (Topic<?> topic :
        List.of(
            topics.rekeyed(),
            topics.facts(),
            topics.trail(),
            topics.findings(),
            topics.deadlines())) {
      grants.add(on(topic, READ, WRITE, CREATE, DESCRIBE_CONFIGS));
    }
    grants.add(on(topics.triage(), READ, CREATE, DESCRIBE_CONFIGS));
    for (Topic<?> topic :
        List.of(topics.policyPasses(), topics.alerts(), topics.alertDecisions())) {
      grants.add(on(topic, WRITE, CREATE, DESCRIBE_CONFIGS));
    }
    grants.add(on(topics.deadLetters(), READ, WRITE, CREATE, DESCRIBE_CONFIGS));
    for (Topic<?> topic :
        List.of(
            topics.reviews(),
            topics.searches(),
            topics.alertSilences(),
            topics.alertRequests(),
            topics.alertReceivers(),
            topics.alertDeliveries())) {
      grants.add(on(topic, DESCRIBE, CREATE, DESCRIBE_CONFIGS)); // made here, of no use here
    }
    grants.add(on(topics.alertMessages(), READ, CREATE, DESCRIBE_CONFIGS));
    grants.add(prefixed(ResourceType.TOPIC, groups.processor(), READ, WRITE, CREATE));
    grants.add(literal(ResourceType.GROUP, groups.processor(), READ));
    grants.add(literal(ResourceType.GROUP, groups.indexer(), READ));
    grants.add(literal(ResourceType.GROUP, groups.reindex(), READ, DELETE));
    grants.add(prefixed(ResourceType.TRANSACTIONAL_ID, groups.processor(), WRITE));
    return new KafkaRights(grants);
  }

  /**
   * Those of the audit API, which writes events and what officers do, and looks how far they have
   * come. No other app writes acts, except whoever sends them once more.
   *
   * @param topics all topics
   * @param groups the consumer groups
   * @return its rights
   */
  public static KafkaRights ofAuditApi(Topics topics, ConsumerGroups groups) {
    List<Grant> grants = new ArrayList<>();
    for (Topic<?> topic : topics.allEvents()) {
      grants.add(on(topic, READ, WRITE, DESCRIBE_CONFIGS));
    }
    for (Topic<?> topic :
        List.of(
            topics.rekeyed(),
            topics.facts(),
            topics.trail(),
            topics.findings(),
            topics.deadlines(),
            topics.policyPasses())) {
      grants.add(on(topic, READ, DESCRIBE_CONFIGS));
    }
    for (Topic<?> topic :
        List.of(topics.ownActs(), topics.triage(), topics.reviews(), topics.searches())) {
      grants.add(on(topic, READ, WRITE, DESCRIBE_CONFIGS));
    }
    grants.add(on(topics.alertSilences(), READ, WRITE, DESCRIBE_CONFIGS));
    grants.add(on(topics.alertRequests(), WRITE, DESCRIBE_CONFIGS));
    grants.add(on(topics.alertReceivers(), READ, DESCRIBE_CONFIGS));
    grants.add(on(topics.alertMessages(), READ, DESCRIBE_CONFIGS));
    grants.add(on(topics.deadLetters(), READ, DESCRIBE_CONFIGS));
    for (Topic<?> topic : List.of(topics.alerts(), topics.alertDecisions())) {
      grants.add(on(topic, DESCRIBE, DESCRIBE_CONFIGS));
    }
    grants.add(literal(ResourceType.GROUP, groups.processor(), DESCRIBE));
    grants.add(literal(ResourceType.GROUP, groups.indexer(), DESCRIBE));
    return new KafkaRights(grants);
  }

  /**
   * Those of the alert sender.
   *
   * @param topics all topics
   * @param groups the consumer groups
   * @return its rights
   */
  public static KafkaRights ofAlertSender(Topics topics, ConsumerGroups groups) {
    List<Grant> grants = new ArrayList<>();
    for (Topic<?> topic :
        List.of(topics.alertDecisions(), topics.alertSilences(), topics.alertRequests())) {
      grants.add(on(topic, READ, DESCRIBE_CONFIGS));
    }
    for (Topic<?> topic : List.of(topics.alertMessages(), topics.alertDeliveries())) {
      grants.add(on(topic, READ, WRITE, DESCRIBE_CONFIGS));
    }
    grants.add(on(topics.alertReceivers(), WRITE, DESCRIBE_CONFIGS));
    grants.add(on(topics.deadLetters(), DESCRIBE, DESCRIBE_CONFIGS));
    for (Topic<?> topic :
        List.of(
            topics.ownActs(),
            topics.rekeyed(),
            topics.facts(),
            topics.trail(),
            topics.findings(),
            topics.triage(),
            topics.deadlines())) {
      grants.add(on(topic, DESCRIBE)); // how far it is read
    }
    for (Topic<?> topic : topics.allEvents()) {
      grants.add(on(topic, DESCRIBE));
    }
    grants.add(literal(ResourceType.GROUP, groups.processor(), DESCRIBE));
    grants.add(literal(ResourceType.GROUP, groups.indexer(), DESCRIBE));
    grants.add(prefixed(ResourceType.GROUP, groups.alertSender(), READ));
    grants.add(prefixed(ResourceType.TRANSACTIONAL_ID, groups.alertSender(), WRITE));
    return new KafkaRights(grants);
  }

  /**
   * Those of whoever sends once more what could not be processed.
   *
   * @param topics all topics
   * @param groups the consumer groups
   * @return its rights
   */
  public static KafkaRights ofReplay(Topics topics, ConsumerGroups groups) {
    List<Grant> grants = new ArrayList<>();
    for (Topic<?> topic : topics.allEvents()) {
      grants.add(on(topic, READ, WRITE));
    }
    for (Topic<?> topic : List.of(topics.ownActs(), topics.rekeyed(), topics.facts())) {
      grants.add(on(topic, READ, WRITE));
    }
    grants.add(on(topics.deadLetters(), READ));
    grants.add(literal(ResourceType.GROUP, groups.replay(), READ));
    return new KafkaRights(grants);
  }

  /**
   * Whether an app is to tell its rights instead of running.
   *
   * @param arguments its command line
   * @return true when that is {@code rights}
   * @throws SettingsException when there is something else on it
   */
  public static boolean areAskedFor(String... arguments) {
    if (arguments.length == 0) {
      return false;
    }
    if (arguments.length == 1 && arguments[0].equals("rights")) {
      return true;
    }
    throw new SettingsException(
        List.of("The command line may hold the word rights or nothing; all else is a setting"));
  }

  private static Grant on(Topic<?> topic, AclOperation... operations) {
    return literal(ResourceType.TOPIC, topic.name(), operations);
  }

  private static Grant literal(ResourceType type, String name, AclOperation... operations) {
    return new Grant(type, name, PatternType.LITERAL, EnumSet.copyOf(List.of(operations)));
  }

  private static Grant prefixed(ResourceType type, String name, AclOperation... operations) {
    return new Grant(type, name, PatternType.PREFIXED, EnumSet.copyOf(List.of(operations)));
  }

  /** The grants on the topics that Kafka Streams makes for itself; all, where there are none. */
  List<Grant> onInternalTopics() {
    List<Grant> internal =
        grants.stream()
            .filter(grant -> grant.type() == ResourceType.TOPIC)
            .filter(grant -> grant.pattern() == PatternType.PREFIXED)
            .toList();
    return internal.isEmpty() ? grants : internal;
  }

  /** The grants that concern a resource; one that asks for reading it where none does. */
  List<Grant> on(ResourceType type, String name) {
    List<Grant> covering = grants.stream().filter(grant -> grant.covers(type, name)).toList();
    return covering.isEmpty() ? List.of(literal(type, name, READ)) : covering;
  }
}
