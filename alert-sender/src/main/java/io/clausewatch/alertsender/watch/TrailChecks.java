package io.clausewatch.alertsender.watch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.alertroutes.ServiceHeartbeat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the trail tells of the pipeline and of the services: it is there, what of it could not be
 * decided, and of whom nothing came. Only to be asked while the indexer gets on.
 */
final class TrailChecks {
  private static final Duration OF_LATE = Duration.ofMinutes(10);

  private final ElasticsearchClient client;
  private final String trail;

  /**
   * Checks of a trail.
   *
   * @param client of the Elasticsearch that holds it
   * @param trail the alias of its indices
   */
  TrailChecks(ElasticsearchClient client, String trail) {
    this.client = client;
    this.trail = trail;
  }

  /** Whether the index answers. */
  Optional<String> index(Instant now) {
    try {
      count(List.of());
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(AlertReason.INDEX_AWAY.of().text());
    }
  }

  /** Whether events of late could not be decided. */
  Optional<String> undecided(Instant now) throws IOException {
    long undecided =
        count(
            List.of(
                Query.of(q -> q.term(t -> t.field("verdict").value("UNDECIDED"))),
                since(now.minus(OF_LATE))));
    return undecided == 0 ? Optional.empty() : Optional.of(AlertReason.UNDECIDED.of().text());
  }

  /** Looks whether a service is silent. */
  PipelineCheck silence(ServiceHeartbeat heartbeat) {
    return now -> {
      Query service = Query.of(q -> q.term(t -> t.field("service").value(heartbeat.service())));
      long heard = count(List.of(service, since(now.minus(heartbeat.atLeastEvery()))));
      return heard > 0
          ? Optional.empty()
          : Optional.of(
              AlertReason.SERVICE_SILENT.of(heartbeat.service(), heartbeat.atLeastEvery()).text());
    };
  }

  private static Query since(Instant instant) {
    return Query.of(q -> q.range(r -> r.date(d -> d.field("receivedAt").gte(instant.toString()))));
  }

  private long count(List<Query> filters) throws IOException {
    return client
        .count(
            c ->
                c.index(trail)
                    .ignoreUnavailable(true)
                    .allowNoIndices(true)
                    .query(q -> q.bool(b -> b.filter(filters))))
        .count();
  }
}
