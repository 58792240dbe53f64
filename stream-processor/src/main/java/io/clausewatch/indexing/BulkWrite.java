package io.clausewatch.indexing;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.get.GetResult;
import co.elastic.clients.elasticsearch.core.mget.MultiGetOperation;
import co.elastic.clients.elasticsearch.core.mget.MultiGetResponseItem;
import co.elastic.clients.util.BinaryData;
import io.clausewatch.contract.CountedNoun;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.readmodel.FindingDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is on its way into Elasticsearch. Each {@link #attempt} writes what is still open; an item
 * is settled when it was written, was there before, or was refused for good. Not thread-safe.
 */
final class BulkWrite {
  private static final int CONFLICT = 409;
  private static final int CONTENT_TOO_LARGE = 413;

  private final IndexerMetrics metrics;
  private final List<Refused> refused = new ArrayList<>();
  private List<IndexWrite> open;

  /**
   * A bulk with nothing settled yet.
   *
   * @param writes in the order of their offsets
   * @param metrics counts what becomes of them
   */
  BulkWrite(List<IndexWrite> writes, IndexerMetrics metrics) {
    this.open = List.copyOf(writes);
    this.metrics = metrics;
  }

  /** Something that Elasticsearch will never take, and why. */
  record Refused(IndexWrite write, UnindexableException why) {}

  /** One operation of a request, and what is settled by it. */
  private record Operation(BulkOperation bulk, List<? extends IndexWrite> settles) {}

  /** Where a document is. */
  private record Place(String index, String id) {}

  /** What was refused for good so far. */
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
    List<IndexWrite> postponed = new ArrayList<>();
    ErrorCause error = send(client, open, postponed);
    open = postponed;
    if (error != null) {
      throw new PostponedException(
          "Elasticsearch put off %s, the last with %s"
              .formatted(CountedNoun.count(postponed.size(), "document"), error.type()));
    }
  }

  /** Returns the last error for which something was postponed, or null. */
  private ErrorCause send(
      ElasticsearchClient client, List<IndexWrite> writes, List<IndexWrite> postponed)
      throws IOException, PostponedException {
    List<Operation> operations = operations(client, writes);
    if (operations.isEmpty()) {
      return null;
    }
    BulkResponse response;
    try {
      response =
          metrics.timeBulk(
              () ->
                  client.bulk(
                      b -> b.operations(operations.stream().map(Operation::bulk).toList())));
    } catch (ElasticsearchException e) {
      if (e.status() == CONTENT_TOO_LARGE) {
        return sendHalves(client, writes, postponed);
      }
      throw e;
    }
    ErrorCause last = null;
    for (int i = 0; i < operations.size(); i++) {
      // Elasticsearch answers in the order of the request.
      BulkResponseItem item = response.items().get(i);
      for (IndexWrite write : operations.get(i).settles()) {
        if (!settled(write, item)) {
          postponed.add(write);
          last = item.error();
        }
      }
    }
    return last;
  }

  private boolean settled(IndexWrite write, BulkResponseItem item) {
    ErrorCause error = item.error();
    if (error == null) {
      metrics.indexed(write);
    } else if (item.status() == CONFLICT) {
      if (write instanceof DocumentUpdate) {
        // Somebody has written the document since it was read.
        return false;
      }
      metrics.alreadyThere(write);
    } else if (TransientFailures.isRefusal(item.status(), error)) {
      refuse(write, item.status(), error.type());
    } else {
      return false;
    }
    return true;
  }

  /** A proxy or the server takes less at once than we thought. */
  private ErrorCause sendHalves(
      ElasticsearchClient client, List<IndexWrite> writes, List<IndexWrite> postponed)
      throws IOException, PostponedException {
    int size = writes.size();
    if (size == 1) {
      refuse(writes.getFirst(), CONTENT_TOO_LARGE, "too large");
      return null;
    }
    ErrorCause first = send(client, writes.subList(0, size / 2), postponed);
    ErrorCause second = send(client, writes.subList(size / 2, size), postponed);
    return second == null ? first : second;
  }

  /** Keeps the error's type alone: its reason quotes the value. */
  private void refuse(IndexWrite write, int status, String type) {
    refused.add(
        new Refused(
            write,
            new UnindexableException(
                DeadLetterReason.UNINDEXABLE,
                "Elasticsearch answered %d %s".formatted(status, type))));
  }

  private List<Operation> operations(ElasticsearchClient client, List<IndexWrite> writes)
      throws IOException, PostponedException {
    List<Operation> operations = new ArrayList<>();
    Map<Place, List<DocumentUpdate>> changes = new LinkedHashMap<>();
    for (IndexWrite write : writes) {
      switch (write) {
        case FullDocument document ->
            operations.add(new Operation(whole(document), List.of(document)));
        case DocumentUpdate change ->
            changes
                .computeIfAbsent(new Place(change.index(), change.id()), place -> new ArrayList<>())
                .add(change);
      }
    }
    if (!changes.isEmpty()) {
      operations.addAll(told(client, changes));
    }
    return operations;
  }

  private static BulkOperation whole(FullDocument document) {
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

  /** Reads the documents as they stand this moment, and tells each of its changes. */
  private List<Operation> told(ElasticsearchClient client, Map<Place, List<DocumentUpdate>> changes)
      throws IOException, PostponedException {
    List<MultiGetOperation> places =
        changes.keySet().stream()
            .map(place -> MultiGetOperation.of(g -> g.index(place.index()).id(place.id())))
            .toList();
    Iterator<MultiGetResponseItem<FindingDocument>> standing =
        client.mget(m -> m.docs(places), FindingDocument.class).docs().iterator();
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<Place, List<DocumentUpdate>> entry : changes.entrySet()) {
      Optional<GetResult<FindingDocument>> found = found(standing.next());
      Optional<FindingDocument> before = found.map(GetResult::source);
      Optional<FindingDocument> after = before;
      for (DocumentUpdate change : entry.getValue()) {
        after = Optional.of(change.telling().to(after));
      }
      FindingDocument told = after.orElseThrow();
      if (before.equals(after)) {
        entry.getValue().forEach(metrics::alreadyThere);
      } else {
        operations.add(new Operation(write(entry.getKey(), found, told), entry.getValue()));
      }
    }
    return operations;
  }

  private static Optional<GetResult<FindingDocument>> found(
      MultiGetResponseItem<FindingDocument> item) throws PostponedException {
    if (item.isResult()) {
      return Optional.of(item.result()).filter(GetResult::found);
    }
    String type = item.failure().error().type();
    if (!type.equals("index_not_found_exception")) {
      throw new PostponedException("Elasticsearch could not read a document: " + type);
    }
    return Optional.empty();
  }

  private static BulkOperation write(
      Place place, Optional<GetResult<FindingDocument>> found, FindingDocument told) {
    BinaryData json = DocumentReader.bytes(told);
    return found
        .map(
            standing ->
                BulkOperation.of(
                    o ->
                        o.index(
                            i ->
                                i.index(place.index())
                                    .id(place.id())
                                    .ifSeqNo(standing.seqNo())
                                    .ifPrimaryTerm(standing.primaryTerm())
                                    .document(json))))
        .orElseGet(
            () ->
                BulkOperation.of(
                    o -> o.create(c -> c.index(place.index()).id(place.id()).document(json))));
  }
}
