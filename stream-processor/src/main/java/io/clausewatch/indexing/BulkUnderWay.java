package io.clausewatch.indexing;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A bulk that is on its way to Elasticsearch while the next one is made. The first attempt runs
 * beside its maker; whatever becomes of it, and all further attempts, are its maker's.
 */
final class BulkUnderWay {
  private final BulkWrite bulk;
  private final ElasticsearchClient client;
  private final FutureTask<Void> first;
  private final Set<String> updated = new HashSet<>();
  private boolean isFirst = true;

  private BulkUnderWay(
      List<IndexWrite> writes, IndexerMetrics metrics, ElasticsearchClient client) {
    this.bulk = new BulkWrite(writes, metrics);
    writes.stream()
        .filter(DocumentUpdate.class::isInstance)
        .forEach(write -> updated.add(write.id()));
    this.client = client;
    this.first =
        new FutureTask<>(
            () -> {
              bulk.attempt(client);
              return null;
            });
  }

  /** Begins to write. */
  static BulkUnderWay begin(
      List<IndexWrite> writes, IndexerMetrics metrics, ElasticsearchClient client) {
    BulkUnderWay begun = new BulkUnderWay(writes, metrics, client);
    Thread.ofVirtual().name("bulk").start(begun.first);
    return begun;
  }

  /** Whether it and other writes tell something to the document of one finding. */
  boolean sharesUpdates(List<IndexWrite> others) {
    return others.stream()
        .anyMatch(write -> write instanceof DocumentUpdate && updated.contains(write.id()));
  }

  /** What is settled when an attempt succeeds. */
  BulkWrite bulk() {
    return bulk;
  }

  /** Waits for the attempt under way; when it has failed, the next call is another attempt. */
  void attempt() throws Exception {
    if (!isFirst) {
      bulk.attempt(client);
      return;
    }
    try {
      first.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    } finally {
      isFirst = false;
    }
  }
}
