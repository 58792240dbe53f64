package io.clausewatch.status;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.HealthStatus;
import io.clausewatch.platform.connections.HttpDiagnosis;
import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.kafka.KafkaDiagnosis;
import io.clausewatch.platform.metrics.Readiness;
import io.clausewatch.status.HealthMonitor.Need;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What this server needs to be of use, and how each is asked whether it is there. */
public final class DependencyChecks {

  /** What Kafka is called in answers. */
  public static final String KAFKA = "kafka";

  private DependencyChecks() {}

  /** Kafka answers, and the topics and schemas are in place. */
  public static Need kafka(Admin admin, StartupSteps setup, KafkaDiagnosis diagnoses) {
    return need(
        KAFKA,
        diagnoses::of,
        () -> {
          admin.describeCluster().clusterId().get();
          return setup.readiness();
        });
  }

  /** A need whose failures say how to mend them, unless they may pass by themselves. */
  private static Need need(
      String name, Function<Throwable, Diagnosis> diagnoses, Callable<Readiness> check) {
    return new Need(
        name,
        () -> {
          try {
            return check.call();
          } catch (Exception e) {
            Diagnosis diagnosis = diagnoses.apply(e);
            if (diagnosis.passes()) {
              throw e;
            }
            return Readiness.notReady(diagnosis.sentence());
          }
        });
  }

  /** The schema registry answers. */
  public static Need registry(SchemaRegistryClient registry, String topicPrefix) {
    return need(
        "registry",
        HttpDiagnosis::registry,
        () -> {
          registry.getAllSubjectsByPrefix(topicPrefix);
          return Readiness.READY;
        });
  }

  /** Elasticsearch answers, and no index of it is broken. */
  public static Need elasticsearch(ElasticsearchClient client) {
    return need(
        "elasticsearch",
        HttpDiagnosis::elasticsearch,
        () ->
            client.cluster().health().status() == HealthStatus.Red
                ? Readiness.notReady("an index is not whole (status red)")
                : Readiness.READY);
  }

  /** Somebody judges. */
  public static Need processor(Admin admin, String group, KafkaDiagnosis diagnoses) {
    return need("processor", diagnoses::of, () -> hasMembers(admin, group));
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
