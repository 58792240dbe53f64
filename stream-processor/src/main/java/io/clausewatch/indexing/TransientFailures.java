package io.clausewatch.indexing;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import io.clausewatch.platform.connections.HttpDiagnosis;
import io.clausewatch.platform.diagnosis.Diagnosis;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Tells the failures that pass by themselves or by an operator's hand from those that never will.
 */
final class TransientFailures {
  private static final int TOO_MANY_REQUESTS = 429;

  /**
   * What Elasticsearch says of a document that it will refuse however often it is asked. All other
   * errors of an item (no space left, too many shards, a closed or blocked index, a shard that
   * moves) are the cluster's, and are waited out: better late than a dead letter for every record
   * there is.
   */
  private static final Set<String> REFUSALS =
      Set.of(
          "document_parsing_exception",
          "mapper_parsing_exception",
          "strict_dynamic_mapping_exception",
          "parsing_exception",
          "illegal_argument_exception",
          "max_bytes_length_exceeded_exception");

  private TransientFailures() {}

  /**
   * Whether an item of a bulk was refused for good.
   *
   * @param status its HTTP status
   * @param error its error
   * @return whether the document itself is at fault
   */
  static boolean isRefusal(int status, ErrorCause error) {
    return status == 400 && REFUSALS.contains(error.type());
  }

  /**
   * Whether to try again what failed this way.
   *
   * @param failure what was thrown
   * @return whether it may pass: Elasticsearch, the registry or Kafka cannot be reached, or asks
   *     for patience
   */
  static boolean passes(Throwable failure) {
    return switch (failure) {
      case ElasticsearchException e -> passes(e.status());
      case ResponseException e -> passes(e.getResponse().getStatusCode());
      case PostponedException e -> true;
      case RetriableException e -> true;
      case ExecutionException e -> e.getCause() != null && passes(e.getCause());
      case IOException e -> true;
      // Of a serializer; a deserializer has its own word for a registry that is away.
      case SerializationException e -> e.getCause() instanceof IOException;
      default -> false;
    };
  }

  private static boolean passes(int status) {
    return status == TOO_MANY_REQUESTS || status >= 500;
  }

  /**
   * A failure in words that may be logged: what the servers say in full can quote values.
   *
   * @param failure what was thrown
   * @return its class, with the status or the address where there is one
   */
  static String describe(Throwable failure) {
    return switch (failure) {
      case ElasticsearchException e ->
          "Elasticsearch answered %d %s".formatted(e.status(), e.error().type());
      case PostponedException e -> e.getMessage();
      case ExecutionException e when e.getCause() != null -> describe(e.getCause());
      case SerializationException e when e.getCause() instanceof IOException cause ->
          "the schema registry: " + describe(cause);
      case ResponseException e ->
          "Elasticsearch answered %d".formatted(e.getResponse().getStatusCode());
      // Their messages hold an address at most.
      case SocketException e -> e.getClass().getSimpleName() + ": " + e.getMessage();
      case SocketTimeoutException e -> e.getClass().getSimpleName() + ": " + e.getMessage();
      case UnknownHostException e -> "unknown host " + e.getMessage();
      default -> {
        // A certificate that is not trusted is told in our own words, anything else by its class.
        Diagnosis diagnosis = HttpDiagnosis.elasticsearch(failure);
        yield diagnosis.passes() ? failure.getClass().getName() : diagnosis.sentence();
      }
    };
  }
}
