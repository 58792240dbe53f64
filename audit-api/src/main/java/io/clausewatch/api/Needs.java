package io.clausewatch.api;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.HealthStatus;
import io.clausewatch.api.Health.Need;
import io.clausewatch.runtime.Readiness;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What this server needs to be of use, and how each is asked whether it is there. */
final class Needs {

  private Needs() {}

  /** Kafka answers, and the topics and schemas are in place. */
  static Need kafka(Admin admin, Setup setup) {
    return new Need(
        "kafka",
        () -> {
          admin.describeCluster().clusterId().get();
          return setup.readiness();
        });
  }

  /** The schema registry answers. */
  static Need registry(SchemaRegistryClient registry, String topicPrefix) {
    return new Need(
        "registry",
        () -> {
          registry.getAllSubjectsByPrefix(topicPrefix);
          return Readiness.READY;
        });
  }

  /** Elasticsearch answers, and no index of it is broken. */
  static Need elasticsearch(ElasticsearchClient client) {
    return new Need(
        "elasticsearch",
        () ->
            client.cluster().health().status() == HealthStatus.Red
                ? Readiness.notReady("an index is not whole (status red)")
                : Readiness.READY);
  }

  /** Somebody judges. */
  static Need processor(Admin admin) {
    return new Need("processor", () -> hasMembers(admin, PipelineLag.PROCESSOR_GROUP));
  }

  private static Readiness hasMembers(Admin admin, String group) throws Exception {
    try {
      ConsumerGroupDescription description =
          admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get();
      if (!description.members().isEmpty()) {
        return Readiness.READY;
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
      // a group that never had a member
    }
    return Readiness.notReady("no stream processor is running");
  }
}
