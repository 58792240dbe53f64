package io.clausewatch.index;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import io.clausewatch.contract.DeadLetterReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Documents on their way into Elasticsearch. Each {@link #attempt} writes those that are still
 * open; an item is settled when it was written, was there before, or was refused for good. Not
 * thread-safe.
 */
final class Bulk {
  private static final int CONFLICT = 409;
  private static final int CONTENT_TOO_LARGE = 413;

  private final IndexerMetrics metrics;
  private final List<Refused> refused = new ArrayList<>();
  private List<Document> open;

  /**
   * A bulk with nothing settled yet.
   *
   * @param documents in the order of their offsets
   * @param metrics counts what becomes of them
   */
  Bulk(List<Document> documents, IndexerMetrics metrics) {
    this.open = List.copyOf(documents);
    this.metrics = metrics;
  }

  /** A document that Elasticsearch will never take, and why. */
  record Refused(Document document, UnindexableException why) {}

  /** The documents refused for good so far. */
  List<Refused> refused() {
    return refused;
  }

  /**
   * Writes what is open.
   *
   * @param client of Elasticsearch
   * @throws PostponedException when some of it has to be written again
   * @throws IOException when Elasticsearch cannot be reached: all of it has to be written again
   * @throws ElasticsearchException when it refused the request as a whole
   */
  void attempt(ElasticsearchClient client) throws IOException, PostponedException {
    List<Document> postponed = new ArrayList<>();
    ErrorCause error = send(client, open, postponed);
    open = postponed;
    if (error != null) {
      throw new PostponedException(
          "Elasticsearch put off %d documents, the last with %s"
              .formatted(postponed.size(), error.type()));
    }
  }

  /** Returns the last error for which a document was postponed, or null. */
  private ErrorCause send(
      ElasticsearchClient client, List<Document> documents, List<Document> postponed)
      throws IOException {
    if (documents.isEmpty()) {
      return null;
    }
    BulkResponse response;
    try {
      response =
          metrics.timeBulk(
              () -> client.bulk(b -> b.operations(documents.stream().map(Bulk::write).toList())));
    } catch (ElasticsearchException e) {
      if (e.status() == CONTENT_TOO_LARGE) {
        return sendHalves(client, documents, postponed);
      }
      throw e;
    }
    ErrorCause last = null;
    for (int i = 0; i < documents.size(); i++) {
      // Elasticsearch answers in the order of the request.
      Document document = documents.get(i);
      BulkResponseItem item = response.items().get(i);
      ErrorCause error = item.error();
      if (error == null) {
        metrics.indexed(document);
      } else if (item.status() == CONFLICT) {
        metrics.alreadyThere(document);
      } else if (Outages.isRefusal(item.status(), error)) {
        refuse(document, item.status(), error.type());
      } else {
        postponed.add(document);
        last = error;
      }
    }
    return last;
  }

  /** A proxy or the server takes less at once than we thought. */
  private ErrorCause sendHalves(
      ElasticsearchClient client, List<Document> documents, List<Document> postponed)
      throws IOException {
    int size = documents.size();
    if (size == 1) {
      refuse(documents.getFirst(), CONTENT_TOO_LARGE, "too large");
      return null;
    }
    ErrorCause first = send(client, documents.subList(0, size / 2), postponed);
    ErrorCause second = send(client, documents.subList(size / 2, size), postponed);
    return second == null ? first : second;
  }

  /** Keeps the error's type alone: its reason quotes the value. */
  private void refuse(Document document, int status, String type) {
    refused.add(
        new Refused(
            document,
            new UnindexableException(
                DeadLetterReason.UNINDEXABLE,
                "Elasticsearch answered %d %s".formatted(status, type))));
  }

  private static BulkOperation write(Document document) {
    return BulkOperation.of(
        o ->
            o.index(
                i ->
                    i.index(document.index())
                        .id(document.id())
                        .versionType(VersionType.External)
                        .version(document.revision())
                        .document(document.json())));
  }
}
