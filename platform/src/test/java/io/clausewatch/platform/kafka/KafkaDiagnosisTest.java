package io.clausewatch.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Topics;
import io.clausewatch.platform.config.BasicCredentials;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.tls.TlsSettings;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.Test;

class KafkaDiagnosisTest {
  private static final String TOOL =
      "kafka-acls --bootstrap-server k:9093 --command-config admin.properties --add"
          + " --allow-principal 'User:kim' ";

  private final KafkaConnection kafka =
      new KafkaConnection(
          "k:9093",
          SecurityProtocol.SASL_SSL,
          TlsSettings.DEFAULT,
          Optional.of(
              new SaslSettings.ByPassword(
                  SaslSettings.Mechanism.SCRAM_SHA_256,
                  new BasicCredentials("kim", Secret.of("hunter2")))),
          KafkaClientSettings.NONE);
  private final ConsumerGroups groups = ConsumerGroups.of("t.");
  private final KafkaDiagnosis diagnoses =
      new KafkaDiagnosis(
          kafka, groups, KafkaRights.ofStreamProcessor(new Topics("t.", 1, 1), groups));

  @Test
  void aTopicsRightIsNamedAndGranted() {
    assertThat(
            diagnoses.of(
                new ExecutionException(new TopicAuthorizationException(Set.of("t.alerts")))))
        .isEqualTo(
            Diagnosis.lasting(
                "User:kim may not use the topics t.alerts. Grant:\n    "
                    + TOOL
                    + "--operation Write --operation Create --operation DescribeConfigs --topic"
                    + " t.alerts"));
  }

  @Test
  void anInternalTopicsRightIsThatOfAllOfThem() {
    assertThat(
            diagnoses
                .of(
                    new IllegalStateException(
                        new TopicAuthorizationException(
                            Set.of("t-stream-processor-subjects-changelog"))))
                .sentence())
        .endsWith(
            TOOL
                + "--operation Read --operation Write --operation Create --topic"
                + " t-stream-processor --resource-pattern-type prefixed");
  }

  @Test
  void groupsAndTransactionsToo() {
    assertThat(diagnoses.of(GroupAuthorizationException.forGroupId("t-indexer")))
        .isEqualTo(
            Diagnosis.lasting(
                "User:kim may not use the consumer group t-indexer. Grant:\n    "
                    + TOOL
                    + "--operation Read --group t-indexer"));
    assertThat(diagnoses.of(new TransactionalIdAuthorizationException("no")).sentence())
        .endsWith(
            TOOL
                + "--operation Write --transactional-id t-stream-processor"
                + " --resource-pattern-type prefixed");
  }

  @Test
  void aRightOnNobodyKnowsWhatIsAnswersWithAllOfThem() {
    Diagnosis diagnosis = diagnoses.of(new ClusterAuthorizationException("no"));
    assertThat(diagnosis.passes()).isFalse();
    assertThat(diagnosis.sentence().lines())
        .hasSize(1 + KafkaRights.ofStreamProcessor(new Topics("t.", 1, 1), groups).grants().size());
  }

  @Test
  void aWrongPasswordIsNamedAndNotTold() {
    assertThat(diagnoses.of(new SaslAuthenticationException("Authentication failed")))
        .isEqualTo(
            Diagnosis.lasting(
                "Kafka at k:9093 does not accept User:kim: check CLAUSEWATCH_KAFKA_USER,"
                    + " CLAUSEWATCH_KAFKA_PASSWORD and CLAUSEWATCH_KAFKA_SASL_MECHANISM"));
  }

  @Test
  void whatMayPassIsNoRefusal() {
    TimeoutException away = new TimeoutException("person-4711");
    assertThat(diagnoses.refusal(away)).isEmpty();
    assertThat(diagnoses.of(away))
        .isEqualTo(
            Diagnosis.passing(
                "Kafka at k:9093 does not answer (TimeoutException); if it is up, compare"
                    + " CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL=SASL_SSL with what its listener"
                    + " speaks"));
  }
}
