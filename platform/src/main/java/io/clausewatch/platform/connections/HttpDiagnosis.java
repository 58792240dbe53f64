package io.clausewatch.platform.connections;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.diagnosis.ExceptionCauses;
import io.clausewatch.platform.elasticsearch.IndexSchemaException;
import io.clausewatch.platform.tls.TlsDiagnosis;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.util.Optional;

/** What the answers of the schema registry and of Elasticsearch mean, and how to mend it. */
public final class HttpDiagnosis {
  private static final String REGISTRY = "The schema registry";
  private static final String ELASTICSEARCH = "Elasticsearch";
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private HttpDiagnosis() {}

  /**
   * A failure to speak with the schema registry.
   *
   * @param failure what was thrown
   * @return what is wrong
   */
  public static Diagnosis registry(Throwable failure) {
    return ExceptionCauses.find(failure, RestClientException.class)
        .flatMap(HttpDiagnosis::refusal)
        .or(
            () ->
                TlsDiagnosis.of(
                    failure,
                    REGISTRY,
                    Setting.SCHEMA_REGISTRY_CA_FILE,
                    Optional.of(Setting.SCHEMA_REGISTRY_CERTIFICATE_FILE)))
        .orElseGet(() -> away(REGISTRY, Setting.SCHEMA_REGISTRY_URL, failure));
  }

  private static Optional<Diagnosis> refusal(RestClientException e) {
    return switch (e.getStatus()) {
      case UNAUTHORIZED ->
          unknownCaller(
              REGISTRY, Setting.SCHEMA_REGISTRY_USER, Setting.SCHEMA_REGISTRY_PASSWORD.variable());
      case FORBIDDEN ->
          lasting(
              ("%s knows who we are and refuses (403): the user of %s needs to read and to register"
                      + " the subjects <topic>-value")
                  .formatted(REGISTRY, Setting.SCHEMA_REGISTRY_USER.variable()));
      case 409 ->
          lasting(
              ("%s holds a newer or another schema for one of our subjects, and refuses this one"
                      + " (409): run the newest version of Clausewatch, or another %s")
                  .formatted(REGISTRY, Setting.TOPIC_PREFIX.variable()));
      default -> Optional.empty();
    };
  }

  /**
   * A failure to speak with Elasticsearch. Its own words are told only where they are about rights.
   *
   * @param failure what was thrown
   * @return what is wrong
   */
  public static Diagnosis elasticsearch(Throwable failure) {
    return ExceptionCauses.first(failure, HttpDiagnosis::refusal)
        .or(
            () ->
                TlsDiagnosis.of(
                    failure, ELASTICSEARCH, Setting.ELASTICSEARCH_CA_FILE, Optional.empty()))
        .orElseGet(() -> away(ELASTICSEARCH, Setting.ELASTICSEARCH_URL, failure));
  }

  private static Optional<Diagnosis> refusal(Throwable failure) {
    return switch (failure) {
      case ElasticsearchException e -> refusal(e.status(), e.error().reason());
      case ResponseException e -> refusal(e.getResponse().getStatusCode(), null);
      case IndexSchemaException e -> lasting(e.getMessage());
      default -> Optional.empty();
    };
  }

  private static Optional<Diagnosis> refusal(int status, String reason) {
    return switch (status) {
      case UNAUTHORIZED ->
          unknownCaller(
              ELASTICSEARCH,
              Setting.ELASTICSEARCH_USER,
              "%s, or %s"
                  .formatted(
                      Setting.ELASTICSEARCH_PASSWORD.variable(),
                      Setting.ELASTICSEARCH_API_KEY.variable()));
      case FORBIDDEN ->
          lasting(
              ("%s knows who we are and refuses (403): grant the privileges that docs/settings.md"
                      + " lists%s")
                  .formatted(ELASTICSEARCH, reason == null ? "" : "; it says: " + reason));
      default -> Optional.empty();
    };
  }

  private static Optional<Diagnosis> unknownCaller(String server, Setting user, String password) {
    return lasting(
        "%s does not know us by these credentials (401): check %s and %s"
            .formatted(server, user.variable(), password));
  }

  private static Diagnosis away(String server, Setting url, Throwable failure) {
    return Diagnosis.passing(
        "%s does not answer (%s); if it is up, compare %s"
            .formatted(server, ExceptionCauses.root(failure), url.variable()));
  }

  private static Optional<Diagnosis> lasting(String sentence) {
    return Optional.of(Diagnosis.lasting(sentence));
  }
}
