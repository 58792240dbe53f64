package io.clausewatch.status;

import io.clausewatch.platform.kafka.KafkaConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Asks the brokers themselves, since a consumer unpacks whatever it is sent, at least one batch a
 * partition: two megabytes that unfold to half a gigabyte. The client that every Kafka client is
 * made of is not public, and may look otherwise in the next version. For one thread at a time.
 */
final class BrokerBatches implements LogBatches {

  private static final String CLIENT_ID = "clausewatch-audit-api-offsets";
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  /** The least that says something; of the first partition that has any, a whole batch. */
  private static final int BYTES_OF_A_PARTITION = 16 * 1024;

  private static final int BYTES = 1024 * 1024;

  private final Admin admin;
  private final Metrics metrics = new Metrics();
  private final NetworkClient client;

  /** Asks {@code admin}, which is not closed here, where the logs are. */
  BrokerBatches(Admin admin, KafkaConnection kafka) {
    this.admin = admin;
    this.client =
        ClientUtils.createNetworkClient(
            new AdminClientConfig(kafka.client(CLIENT_ID, Map.of())),
            CLIENT_ID,
            metrics,
            "offsets",
            new LogContext("[" + CLIENT_ID + "] "),
            new ApiVersions(),
            Time.SYSTEM,
            1,
            (int) ANSWER_WITHIN.toMillis(),
            null,
            new ManualMetadataUpdater(),
            new DefaultHostResolver(),
            null,
            null);
  }

  @Override
  public Map<TopicPartition, FetchResponseData.PartitionData> read(Map<TopicPartition, Long> from)
      throws IOException {
    Map<Uuid, String> names = new HashMap<>();
    Map<Node, Map<TopicPartition, FetchRequest.PartitionData>> questions = new HashMap<>();
    for (TopicDescription topic : topics(from)) {
      names.put(topic.topicId(), topic.name());
      for (TopicPartitionInfo info : topic.partitions()) {
        TopicPartition partition = new TopicPartition(topic.name(), info.partition());
        Long offset = from.get(partition);
        if (offset != null && info.leader() != null) {
          questions
              .computeIfAbsent(info.leader(), leader -> new HashMap<>())
              .put(
                  partition,
                  new FetchRequest.PartitionData(
                      topic.topicId(),
                      offset,
                      FetchRequest.INVALID_LOG_START_OFFSET,
                      BYTES_OF_A_PARTITION,
                      Optional.empty()));
        }
      }
    }
    Map<TopicPartition, FetchResponseData.PartitionData> answers = new HashMap<>();
    for (Map.Entry<Node, Map<TopicPartition, FetchRequest.PartitionData>> question :
        questions.entrySet()) {
      answers.putAll(ask(question.getKey(), question.getValue(), names));
    }
    return answers;
  }

  private Iterable<TopicDescription> topics(Map<TopicPartition, Long> from) throws IOException {
    try {
      return admin
          .describeTopics(
              from.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet()))
          .allTopicNames()
          .get()
          .values();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException("Interrupted while asking Kafka", e);
    }
  }

  private Map<TopicPartition, FetchResponseData.PartitionData> ask(
      Node leader,
      Map<TopicPartition, FetchRequest.PartitionData> question,
      Map<Uuid, String> names)
      throws IOException {
    if (!NetworkClientUtils.awaitReady(client, leader, Time.SYSTEM, ANSWER_WITHIN.toMillis())) {
      throw new IOException("A broker could not be reached");
    }
    FetchRequest.Builder request =
        FetchRequest.Builder.forConsumer(ApiKeys.FETCH.latestVersion(), 0, 0, question)
            .isolationLevel(IsolationLevel.READ_COMMITTED)
            .setMaxBytes(BYTES);
    ClientResponse response =
        NetworkClientUtils.sendAndReceive(
            client,
            client.newClientRequest(leader.idString(), request, Time.SYSTEM.milliseconds(), true),
            Time.SYSTEM);
    if (!(response.responseBody() instanceof FetchResponse fetched)) {
      throw new IOException("A broker gave another answer");
    }
    if (fetched.error().exception() != null) {
      throw fetched.error().exception();
    }
    return fetched.responseData(names, response.requestHeader().apiVersion());
  }

  @Override
  public void close() {
    client.close();
    metrics.close();
  }
}
