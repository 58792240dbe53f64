package io.clausewatch.platform.kafka;

import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.diagnosis.ExceptionCauses;
import io.clausewatch.platform.tls.TlsDiagnosis;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.resource.ResourceType;

/** What Kafka's refusals mean for one app, and how to mend it. Thread-safe. */
public final class KafkaDiagnosis {
  private final KafkaConnection kafka;
  private final ConsumerGroups groups;
  private final KafkaRights rights;
  private final KafkaTools tools;

  /**
   * The troubles of an app.
   *
   * @param kafka how it reaches Kafka
   * @param groups its installation's
   * @param rights what it needs
   */
  public KafkaDiagnosis(KafkaConnection kafka, ConsumerGroups groups, KafkaRights rights) {
    this.kafka = kafka;
    this.groups = groups;
    this.rights = rights;
    this.tools = new KafkaTools(kafka);
  }

  /**
   * A failure to speak with Kafka.
   *
   * @param failure what was thrown
   * @return what is wrong
   */
  public Diagnosis of(Throwable failure) {
    return refusal(failure)
        .orElseGet(
            () ->
                Diagnosis.passing(
                    ("Kafka at %s does not answer (%s); if it is up, compare %s=%s with what its"
                            + " listener speaks")
                        .formatted(
                            kafka.bootstrapServers(),
                            ExceptionCauses.root(failure),
                            Setting.KAFKA_SECURITY_PROTOCOL.variable(),
                            kafka.protocol())));
  }

  /**
   * A failure that Kafka, or who issues tokens for it, gave a reason for.
   *
   * @param failure what was thrown
   * @return what is wrong; empty when it may be anything, such as Kafka being away
   */
  public Optional<Diagnosis> refusal(Throwable failure) {
    return TlsDiagnosis.of(
            failure,
            "Kafka at " + kafka.bootstrapServers(),
            Setting.KAFKA_CA_FILE,
            Optional.of(Setting.KAFKA_CERTIFICATE_FILE))
        .or(() -> ExceptionCauses.first(failure, this::explained));
  }

  private Optional<Diagnosis> explained(Throwable failure) {
    return switch (failure) {
      case TopicAuthorizationException e -> lasting(topics(e.unauthorizedTopics()));
      case GroupAuthorizationException e ->
          lasting(
              missing(ResourceType.GROUP, e.groupId() == null ? groups.processor() : e.groupId()));
      case TransactionalIdAuthorizationException e ->
          lasting(missing(ResourceType.TRANSACTIONAL_ID, groups.processor()));
      case AuthorizationException e ->
          lasting(
              "%s may not do in Kafka what it has to (%s). Grant:%s"
                  .formatted(
                      tools.principal(),
                      e.getClass().getSimpleName(),
                      lines(tools.grants(rights.grants()))));
      case UnsupportedSaslMechanismException e -> lasting(mechanism());
      case SaslAuthenticationException e -> lasting(credentials(e));
      case AuthenticationException e -> lasting(credentials(e));
      case LoginException e when kafka.sasl().orElse(null) instanceof SaslSettings.ByToken token ->
          Optional.of(noToken(token, e));
      default -> Optional.empty();
    };
  }

  private String topics(Set<String> names) {
    if (names.isEmpty()) {
      // Kafka Streams does not say which of its own; all others were looked at by name.
      return "%s may not use all of its topics. Grant:%s"
          .formatted(tools.principal(), lines(tools.grants(rights.onInternalTopics())));
    }
    Set<String> sorted = new TreeSet<>(names);
    return "%s may not use the topics %s. Grant:%s"
        .formatted(
            tools.principal(),
            String.join(", ", sorted),
            lines(
                tools.grants(
                    sorted.stream()
                        .flatMap(name -> rights.on(ResourceType.TOPIC, name).stream())
                        .toList())));
  }

  private String missing(ResourceType type, String name) {
    return "%s may not use the %s %s. Grant:%s"
        .formatted(
            tools.principal(),
            type == ResourceType.GROUP ? "consumer group" : "transactions",
            name,
            lines(tools.grants(rights.on(type, name))));
  }

  private String mechanism() {
    return "Kafka at %s does not offer the mechanism of %s; its listener's sasl.enabled.mechanisms say what it does"
        .formatted(kafka.bootstrapServers(), Setting.KAFKA_SASL_MECHANISM.variable());
  }

  private String credentials(AuthenticationException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Unexpected handshake request") || message.contains("unsupported")) {
      return mechanism();
    }
    String which =
        kafka.sasl().orElse(null) instanceof SaslSettings.ByToken
            ? "the token that %s issues to %s: check what the brokers expect of a token (issuer,"
                    .formatted(
                        Setting.KAFKA_OAUTH_TOKEN_URL.variable(),
                        Setting.KAFKA_OAUTH_CLIENT_ID.variable())
                + " audience, scope)"
            : "%s: check %s, %s and %s"
                .formatted(
                    tools.principal(),
                    Setting.KAFKA_USER.variable(),
                    Setting.KAFKA_PASSWORD.variable(),
                    Setting.KAFKA_SASL_MECHANISM.variable());
    return "Kafka at %s does not accept %s".formatted(kafka.bootstrapServers(), which);
  }

  /** The issuer may be away as well as refuse: both look alike, so that it is tried again. */
  private static Diagnosis noToken(SaslSettings.ByToken token, LoginException e) {
    return Diagnosis.passing(
        "%s gave no token (%s): check that address, %s, %s and %s"
            .formatted(
                token.tokenUrl(),
                ExceptionCauses.root(e),
                Setting.KAFKA_OAUTH_CLIENT_ID.variable(),
                Setting.KAFKA_OAUTH_CLIENT_SECRET.variable(),
                Setting.KAFKA_OAUTH_CA_FILE.variable()));
  }

  private static String lines(List<String> commands) {
    return "\n    " + String.join("\n    ", commands);
  }

  private static Optional<Diagnosis> lasting(String sentence) {
    return Optional.of(Diagnosis.lasting(sentence));
  }
}
