package io.clausewatch.indexing;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import io.clausewatch.contract.CountedNoun;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.readmodel.index.IndexTemplates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Indexes everything anew, beside a system that runs: a second {@link Indexer} reads the topics
 * from their beginning into the next generation of indices, which nobody sees. Once it has caught
 * up, the running indexer is held up for the moment that the last records take, and the new
 * generation takes the place of the old one at once: at no time is anything missing that could be
 * found before, or found twice.
 *
 * <p>Interrupted at any point it leaves the old indices as they were; the next run clears up what
 * it left and begins again. At most one runs at a time: it is a member of a consumer group that
 * takes no second one.
 */
final class Reindex {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** Kafka takes 45 seconds to give up a member that was killed. */
  private static final Duration PREDECESSOR_GONE_WITHIN = Duration.ofSeconds(60);

  /** How often an index may come between the last look and the replacement. */
  private static final int REPLACE_ATTEMPTS = 5;

  private final ConnectionSettings settings;
  private final Topics topics;

  /** The consumer group: its committed offsets are what the new generation holds. */
  private final String group;

  private final IndexTemplates indices;
  private final IndexGenerations generations;
  private final ElasticsearchClient elasticsearch;
  private final Admin admin;
  private final Consumer<String> progress;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /**
   * A run to come; the topics exist.
   *
   * @param elasticsearch of the settings; not closed here
   * @param admin of the settings' Kafka; not closed here
   * @param progress told in short lines how far it is
   */
  Reindex(
      ConnectionSettings settings,
      ElasticsearchClient elasticsearch,
      Admin admin,
      Consumer<String> progress) {
    this.settings = settings;
    this.topics = settings.topics();
    this.group = settings.groups().reindex();
    this.indices = IndexTemplates.of(settings);
    this.generations = new IndexGenerations(elasticsearch, indices);
    this.elasticsearch = elasticsearch;
    this.admin = admin;
    this.progress = progress;
  }

  /**
   * Does it.
   *
   * @throws ReindexException when it cannot be done; its sentence says why
   * @throws InterruptedException when the thread was interrupted; the old indices are as they were
   * @throws IOException when Elasticsearch cannot be reached
   */
  void run() throws ReindexException, InterruptedException, IOException {
    takeTheGroup();
    int generation = generations.begin();
    long before = generations.documents();
    indices.putTemplates(elasticsearch);
    progress.accept("Indexing everything into generation " + generation);
    boolean replaced = false;
    try (Indexer indexer =
        Indexer.start(
            settings,
            topics,
            indices.generation(generation),
            client -> {},
            group,
            new SimpleMeterRegistry(),
            thrown -> failure.compareAndSet(null, thrown))) {
      catchUp(indexer, true);
      replace(indexer, generation);
      replaced = true;
    } finally {
      if (!replaced) {
        generations.begin();
      }
    }
    leaveTheGroup();
    long documents = generations.documents();
    progress.accept(
        String.format(
            Locale.ROOT,
            "Done: %,d %s can be searched, %,d could be before",
            documents,
            CountedNoun.of(documents, "document"),
            before));
  }

  /** With the writers held up, what is behind the end of the topics now is all there is. */
  private void replace(Indexer indexer, int generation)
      throws ReindexException, InterruptedException, IOException {
    for (int attempt = 1; ; attempt++) {
      List<String> held = generations.holdWrites(true);
      catchUp(indexer, false);
      try {
        generations.replaceBy(generation, held);
        return;
      } catch (ElasticsearchException e) {
        if (attempt == REPLACE_ATTEMPTS) {
          throw new ReindexException(
              "The new indices cannot take the place of the old ones: "
                  + TransientFailures.describe(e));
        }
      }
    }
  }

  /** Returns when all that is in the topics at the call can be searched in the new generation. */
  private void catchUp(Indexer indexer, boolean tell)
      throws ReindexException, InterruptedException {
    Map<TopicPartition, Long> beginnings = offsets(OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(OffsetSpec.latest());
    long all = ends.keySet().stream().mapToLong(p -> ends.get(p) - beginnings.get(p)).sum();
    String told = "";
    while (true) {
      if (failure.get() != null) {
        throw new ReindexException("It cannot go on: " + failure.get().getMessage());
      }
      Map<TopicPartition, OffsetAndMetadata> committed = committed();
      long left =
          ends.keySet().stream()
              .mapToLong(p -> left(beginnings.get(p), ends.get(p), committed.get(p)))
              .sum();
      String now =
          indexer
              .diagnosis()
              .map(diagnosis -> "Waiting: " + diagnosis)
              .orElseGet(() -> percent(all - left, all));
      if (tell && !now.equals(told)) {
        progress.accept(now);
        told = now;
      }
      if (left == 0) {
        return;
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  private static long left(long beginning, long end, OffsetAndMetadata committed) {
    long reached = committed == null ? beginning : Math.max(beginning, committed.offset());
    return Math.max(0, end - reached);
  }

  private static String percent(long done, long all) {
    return String.format(
        Locale.ROOT,
        "%3d %% of %,d %s",
        all == 0 ? 100 : done * 100 / all,
        all,
        CountedNoun.of(all, "record"));
  }

  private List<TopicPartition> partitions() {
    return Indexer.read(topics).stream()
        .flatMap(
            topic ->
                IntStream.range(0, settings.partitions())
                    .mapToObj(number -> new TopicPartition(topic, number)))
        .toList();
  }

  private Map<TopicPartition, Long> offsets(OffsetSpec which)
      throws ReindexException, InterruptedException {
    Map<TopicPartition, ListOffsetsResultInfo> found =
        get(
            admin
                .listOffsets(
                    partitions().stream().collect(Collectors.toMap(p -> p, partition -> which)))
                .all());
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private Map<TopicPartition, OffsetAndMetadata> committed()
      throws ReindexException, InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
      get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .forEach(
              (partition, offset) -> {
                if (offset != null) { // null where the group has none
                  committed.put(partition, offset);
                }
              });
      return committed;
    } catch (GroupIdNotFoundException e) {
      return Map.of();
    }
  }

  /** Waits until no other run is a member of the group, and forgets how far the last one came. */
  private void takeTheGroup() throws ReindexException, InterruptedException {
    long end = System.nanoTime() + PREDECESSOR_GONE_WITHIN.toNanos();
    while (hasMembers()) {
      if (System.nanoTime() > end) {
        throw new ReindexException("Another reindex is running: let it end, or stop it");
      }
      Thread.sleep(LOOK_EVERY);
    }
    leaveTheGroup();
  }

  private boolean hasMembers() throws ReindexException, InterruptedException {
    try {
      return !get(admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
          .members()
          .isEmpty();
    } catch (GroupIdNotFoundException e) {
      return false;
    }
  }

  private void leaveTheGroup() throws ReindexException, InterruptedException {
    try {
      get(admin.deleteConsumerGroups(List.of(group)).all());
    } catch (GroupIdNotFoundException e) {
      // as it is to be
    }
  }

  private static <T> T get(KafkaFuture<T> future) throws ReindexException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException notFound) {
        throw notFound;
      }
      throw new ReindexException(
          "Kafka does not answer: " + e.getCause().getClass().getSimpleName());
    }
  }
}
