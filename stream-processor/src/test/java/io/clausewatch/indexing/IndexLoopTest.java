package io.clausewatch.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.Deadline;
import io.clausewatch.contract.DeadlineStatus;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Topics;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.Triage;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.indexing.FakeElasticsearch.ItemError;
import io.clausewatch.indexing.FakeElasticsearch.Stored;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import io.clausewatch.platform.elasticsearch.ElasticsearchConnection;
import io.clausewatch.readmodel.DocumentJson;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.Samples;
import io.clausewatch.readmodel.index.IndexTemplates;
import io.clausewatch.readmodel.index.IndexedJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order in which things happen, and what becomes of failures; on a fake Elasticsearch. */
class IndexLoopTest {
  private static final Topics TOPICS = new Topics("test.", 1, 1);
  private static final TopicPartition TRAIL = new TopicPartition(TOPICS.trail().name(), 0);
  private static final TopicPartition FINDINGS = new TopicPartition(TOPICS.findings().name(), 0);
  private static final TopicPartition TRIAGE = new TopicPartition(TOPICS.triage().name(), 0);
  private static final TopicPartition DEADLINES = new TopicPartition(TOPICS.deadlines().name(), 0);
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final ItemError REFUSED = new ItemError(400, "document_parsing_exception");
  private static final ItemError BUSY = new ItemError(429, "es_rejected_execution_exception");

  /** What the servers were asked for, in order. */
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private final AvroSerdes serdes = new AvroSerdes("mock://index-loop-test");
  private final FakeElasticsearch elasticsearch = new FakeElasticsearch(log);
  private final ElasticsearchConnection connection =
      ElasticsearchConnection.open(elasticsearch.url());
  private final LoggingConsumer consumer = new LoggingConsumer();
  private final MockProducer<String, DeadLetter> producer =
      new MockProducer<>(true, null, new StringSerializer(), serdes.serializer(DeadLetter.class));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger registryFailures = new AtomicInteger();
  private long offset;

  /** A millisecond passes whenever somebody looks. */
  private long nanos;

  private IndexLoop loop;

  /** A consumer that logs, and that can move over a transaction marker. */
  private final class LoggingConsumer extends MockConsumer<byte[], byte[]> {
    private final CountDownLatch polls = new CountDownLatch(2);
    private boolean marker;

    LoggingConsumer() {
      super("earliest");
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      polls.countDown();
      if (!paused().isEmpty()) {
        log.add("wait");
      }
      if (marker) {
        marker = false;
        return new ConsumerRecords<>(
            Map.of(), Map.of(TRAIL, new OffsetAndMetadata(position(TRAIL) + 1)));
      }
      return super.poll(timeout);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      log.add("commit " + offsets.values().stream().map(OffsetAndMetadata::offset).toList());
      super.commitSync(offsets, timeout);
    }
  }

  @BeforeEach
  void start() {
    loop = loop(connection);
    loop.start(Indexer.read(TOPICS));
    consumer.rebalance(List.of(TRAIL, FINDINGS, TRIAGE, DEADLINES));
    consumer.updateBeginningOffsets(Map.of(TRAIL, 0L, FINDINGS, 0L, TRIAGE, 0L, DEADLINES, 0L));
    log.clear();
  }

  private IndexLoop loop(ElasticsearchConnection connection) {
    Deserializer<TrailEntry> trail = serdes.deserializer(TrailEntry.class);
    IndexerMetrics metrics = new IndexerMetrics(meters, InstantSource.fixed(NOW));
    IndexTemplates indices = new IndexTemplates("test-", 0);
    return new IndexLoop(
        consumer,
        new DocumentReader(
            TOPICS,
            indices,
            (topic, bytes) -> {
              if (registryFailures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new TimeoutException("The registry is away");
              }
              return trail.deserialize(topic, bytes);
            },
            serdes.deserializer(Finding.class),
            serdes.deserializer(Triage.class),
            serdes.deserializer(Deadline.class),
            serdes.deserializer(AlertMessage.class),
            serdes.deserializer(DeadLetter.class)),
        connection.client(),
        indices::install,
        new IndexDeadLetters(TOPICS.deadLetters().name(), producer),
        metrics,
        InstantSource.fixed(NOW),
        () -> nanos += 1_000_000);
  }

  @AfterEach
  void stop() {
    connection.close();
    elasticsearch.close();
    serdes.close();
  }

  @Test
  void writesThenRefreshesThenCommits() {
    trail(Samples.entry("t1", 1, Samples.access()));
    trail(Samples.entry("t2", 3, Samples.consent()));
    loop.step();

    assertThat(log).containsExactly("bulk t1,t2", "refresh test-trail-2026.11", "commit [2]");
    assertThat(elasticsearch.documents().get("t2").version()).isEqualTo(3);
    assertThat(elasticsearch.documents().get("t2").index()).isEqualTo("test-trail-2026.11");
    assertThat(documents("trail", "indexed")).isEqualTo(2);
  }

  @Test
  void ofABacklogTheNextIsReadWhileTheLastIsWritten() {
    elasticsearch.holdBulksUntil(consumer.polls);
    backlog("a");
    loop.step();
    assertThat(elasticsearch.documents()).isEmpty();
    backlog("b");
    loop.step();
    loop.finish();

    assertThat(elasticsearch.documents()).hasSize(2 * IndexLoop.BACKLOG);
    assertThat(log).endsWith("refresh test-trail-2026.11", "commit [" + offset + "]");
  }

  @Test
  void whatIsWrittenWhileTheNextIsReadIsTriedAgainToo() {
    elasticsearch.failNext(503, 503);
    elasticsearch.failItem("a7", BUSY);
    elasticsearch.failItem("a8", REFUSED);
    backlog("a");
    loop.step();
    backlog("b");
    loop.step();
    loop.finish();

    assertThat(elasticsearch.documents()).hasSize(2 * IndexLoop.BACKLOG - 1).containsKey("a7");
    assertThat(producer.history()).hasSize(1);
    assertThat(log.getLast()).isEqualTo("commit [" + offset + "]");
  }

  private void backlog(String name) {
    for (int i = 0; i < IndexLoop.BACKLOG; i++) {
      trail(Samples.entry(name + i, 1, Samples.access()));
    }
  }

  @Test
  void findingsGoToTheirOwnIndex() {
    finding(Samples.finding("f1", 1));
    loop.step();
    assertThat(log).containsExactly("bulk f1", "refresh test-findings-2026.11", "commit [1]");
  }

  @Test
  void whatOfficersDidIsToldToTheFindingsDocument() {
    finding(Samples.finding("f1", 1));
    triage(Samples.triage("f1", "a1", TriageStatus.ACKNOWLEDGED));
    loop.step();
    triage(Samples.triage("f1", "a2", TriageStatus.DISMISSED));
    triage(Samples.triage("f1", "a1", TriageStatus.ACKNOWLEDGED));
    nanos += IndexLoop.REFRESH_EVERY.toNanos();
    loop.step();

    log.removeIf(line -> line.startsWith("commit"));
    assertThat(log)
        .containsExactly(
            "bulk f1", "refresh test-findings-2026.11", "bulk f1", "refresh test-findings-2026.11");
    JsonNode story = elasticsearch.documents().get("f1").source();
    assertThat(story.path("status").asText()).isEqualTo("DISMISSED");
    assertThat(story.path("title").asText()).isEqualTo("Data given away");
    assertThat(story.path("actIds").toString()).isEqualTo("[\"a1\",\"a2\"]");
    assertThat(story.path("searchText").asText()).contains("given");
    assertThat(documents("triage", "indexed")).isEqualTo(3);
  }

  @Test
  void anActThatComesBeforeItsFindingWaitsForIt() {
    triage(Samples.triage("f1", "a1", TriageStatus.ACKNOWLEDGED));
    loop.step();
    assertThat(elasticsearch.documents().get("f1").source().has("findingId")).isFalse();
    finding(Samples.finding("f1", 1));
    loop.step();
    assertThat(elasticsearch.documents().get("f1").source().path("status").asText())
        .isEqualTo("ACKNOWLEDGED");
  }

  @Test
  void whatSomebodyElseWroteMeanwhileIsNotOverwritten() {
    finding(Samples.finding("f1", 1));
    loop.step();
    triage(Samples.triage("f1", "a1", TriageStatus.ACKNOWLEDGED));
    elasticsearch.afterNextRead(
        () ->
            elasticsearch.put(
                "test-findings-2026.11",
                "f1",
                withAct(
                    elasticsearch.documents().get("f1").source(),
                    Samples.triage("f1", "of-another-indexer", TriageStatus.DISMISSED))));
    loop.step();
    assertThat(elasticsearch.documents().get("f1").source().path("actIds"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("a1", "of-another-indexer");
    assertThat(producer.history()).isEmpty();
  }

  private static JsonNode withAct(JsonNode standing, Triage act) {
    FindingDocument before = DocumentJson.mapper().convertValue(standing, FindingDocument.class);
    byte[] after =
        IndexedJson.of(FindingDocument.CATALOG, FindingDocument.with(Optional.of(before), act));
    try {
      return DocumentJson.mapper().readTree(after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatTheDocumentKnowsIsNotWrittenAgain() {
    finding(Samples.finding("f1", 1));
    loop.step();
    finding(Samples.finding("f1", 1));
    nanos += IndexLoop.REFRESH_EVERY.toNanos();
    loop.step();
    assertThat(log)
        .containsExactly(
            "bulk f1",
            "refresh test-findings-2026.11",
            "commit [1]",
            "refresh test-findings-2026.11",
            "commit [2]");
    assertThat(documents("findings", "already there")).isEqualTo(1);
  }

  @Test
  void everyRevisionOfADeadlineGoesToTheOneIndex() {
    deadline(Samples.deadline("d1", 1));
    Deadline ended = Samples.deadline("d1", 2);
    ended.setStatus(DeadlineStatus.ENDED);
    ended.setDueAt(null);
    deadline(ended);
    deadline(Samples.deadline("d1", 1));
    loop.step();

    assertThat(log).containsExactly("bulk d1,d1,d1", "refresh test-deadlines-1", "commit [3]");
    Stored stored = elasticsearch.documents().get("d1");
    assertThat(stored.index()).isEqualTo("test-deadlines-1");
    assertThat(stored.version()).isEqualTo(2);
    assertThat(stored.source().path("status").asText()).isEqualTo("ENDED");
    assertThat(documents("deadlines", "already there")).isEqualTo(1);
  }

  @Test
  void aDeadlineThatIsNoneIsPointedAtAndTombstonesAreFine() {
    bytes(DEADLINES, new byte[] {1, 2, 3});
    bytes(DEADLINES, null);
    deadline(Samples.deadline("d1", 1));
    elasticsearch.failItem("d1", REFUSED);
    loop.step();

    assertThat(producer.history().stream().map(record -> record.value()))
        .containsExactly(
            letter(DEADLINES, 0, DeadLetterReason.UNDECODABLE, "the bytes are no Deadline"),
            letter(
                DEADLINES,
                2,
                DeadLetterReason.UNINDEXABLE,
                "Elasticsearch answered 400 document_parsing_exception"));
    assertThat(log).endsWith("commit [3]");
  }

  @Test
  void refreshesAtMostEverySoOftenWhileThereIsMore() {
    trail(Samples.entry("t1", 1, Samples.access()));
    loop.step();
    trail(Samples.entry("t2", 1, Samples.access()));
    loop.step();
    trail(Samples.entry("t3", 1, Samples.access()));
    loop.step();
    assertThat(log)
        .containsExactly(
            "bulk t1", "refresh test-trail-2026.11", "commit [1]", "bulk t2", "bulk t3");
    assertThat(lag()).isEqualTo(3_600);

    nanos += IndexLoop.REFRESH_EVERY.toNanos();
    loop.step();
    assertThat(log).endsWith("bulk t3", "refresh test-trail-2026.11", "commit [3]");
    assertThat(lag()).isZero();
  }

  @Test
  void commitsOverTransactionMarkersWithoutARefresh() {
    trail(Samples.entry("t1", 1, Samples.access()));
    loop.step();
    consumer.marker = true;
    loop.step();
    assertThat(log).endsWith("refresh test-trail-2026.11", "commit [1]", "commit [2]");
  }

  @Test
  void anIdleTurnAsksForNothing() {
    loop.step();
    assertThat(log).isEmpty();
  }

  @Test
  void whatIsThereAlreadyIsFineAndIsRefreshed() {
    trail(Samples.entry("t1", 2, Samples.access()));
    trail(Samples.entry("t1", 1, Samples.access()));
    loop.step();
    assertThat(log).containsExactly("bulk t1,t1", "refresh test-trail-2026.11", "commit [2]");
    assertThat(elasticsearch.documents().get("t1").version()).isEqualTo(2);
    assertThat(documents("trail", "already there")).isEqualTo(1);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void anOutageIsWaitedOutAndNothingIsCommittedMeanwhile() {
    trail(Samples.entry("t1", 1, Samples.access()));
    elasticsearch.failNext(503, 429, 500);
    loop.step();

    List<String> work = new ArrayList<>(log);
    work.removeIf("wait"::equals);
    assertThat(work)
        .containsExactly(
            "503", "429", "500", "bulk t1", "refresh test-trail-2026.11", "commit [1]");
    assertThat(log.subList(1, 5)).as("polled while paused").contains("wait");
    assertThat(consumer.paused()).isEmpty();
    assertThat(loop.diagnosis()).isEmpty();
    assertThat(meters.counter("clausewatch.indexer.retries").count()).isEqualTo(3);
  }

  @Test
  void aRefreshThatFailsIsRepeatedBeforeTheCommit() {
    trail(Samples.entry("t1", 1, Samples.access()));
    loop.step();
    trail(Samples.entry("t2", 1, Samples.access()));
    loop.step();
    log.clear();
    nanos += IndexLoop.REFRESH_EVERY.toNanos();
    elasticsearch.failNext(503);
    loop.step();
    log.removeIf("wait"::equals);
    assertThat(log).containsExactly("503", "refresh test-trail-2026.11", "commit [2]");
  }

  @Test
  void anElasticsearchThatIsNotThereIsWaitedForUntilStopped() {
    trail(Samples.entry("t1", 1, Samples.access()));
    try (ElasticsearchConnection nowhere =
        ElasticsearchConnection.open(URI.create("http://127.0.0.1:1"))) {
      IndexLoop waiting = loop(nowhere);
      consumer.schedulePollTask(
          () -> {
            assertThat(waiting.diagnosis().orElseThrow())
                .startsWith("Installing the index templates failed: ")
                .endsWith("Connection refused");
            waiting.stop();
          });
      waiting.run(List.of(TRAIL.topic(), FINDINGS.topic()));
    }
    assertThat(log).containsOnly("wait");
    assertThat(meters.counter("clausewatch.indexer.retries").count()).isEqualTo(1);
  }

  @Test
  void onlyTheItemsThatWerePutOffAreWrittenAgain() {
    trail(Samples.entry("t1", 1, Samples.access()));
    trail(Samples.entry("t2", 1, Samples.access()));
    trail(Samples.entry("t3", 1, Samples.access()));
    elasticsearch.failItem("t2", BUSY, new ItemError(503, "unavailable_shards_exception"));
    loop.step();
    log.removeIf("wait"::equals);
    assertThat(log)
        .containsExactly(
            "bulk t1,t2,t3", "bulk t2", "bulk t2", "refresh test-trail-2026.11", "commit [3]");
    assertThat(elasticsearch.documents()).containsOnlyKeys("t1", "t2", "t3");
  }

  @Test
  void aClusterThatCannotTakeAnythingMakesNoDeadLetters() {
    trail(Samples.entry("t1", 1, Samples.access()));
    elasticsearch.failItem(
        "t1",
        new ItemError(400, "validation_exception"), // too many shards
        new ItemError(403, "cluster_block_exception"),
        new ItemError(404, "index_not_found_exception"));
    loop.step();
    assertThat(elasticsearch.documents()).containsOnlyKeys("t1");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void aRefusedDocumentIsPointedAtAndTheOthersGoOn() {
    trail(Samples.entry("t1", 1, Samples.access()));
    trail(Samples.entry("t2", 1, Samples.access()));
    elasticsearch.failItem("t1", REFUSED);
    loop.step();

    assertThat(log).containsExactly("bulk t1,t2", "refresh test-trail-2026.11", "commit [2]");
    assertThat(producer.history()).hasSize(1);
    assertThat(producer.history().getFirst().topic()).isEqualTo("test.dead-letters");
    assertThat(producer.history().getFirst().key()).isEqualTo("test.trail-0-0");
    assertThat(producer.history().getFirst().value())
        .isEqualTo(
            letter(
                TRAIL,
                0,
                DeadLetterReason.UNINDEXABLE,
                "Elasticsearch answered 400 document_parsing_exception"));
    assertThat(producer.flushed()).isTrue();
    assertThat(documents("trail", "refused")).isEqualTo(1);
  }

  @Test
  void aPoisonRecordIsPointedAtAndTheOthersGoOn() {
    bytes(TRAIL, new byte[] {1, 2, 3});
    bytes(TRAIL, new byte[] {0, 0, 0, 9, 9, 1});
    bytes(TRAIL, null);
    trail(Samples.entry("t1", 1, Samples.access()));
    bytes(TRAIL, serdes.serializer(Finding.class).serialize("x", Samples.finding("f", 1)));
    trail(Samples.entry("t2", 0, Samples.access()));
    loop.step();

    assertThat(log).containsExactly("bulk t1", "refresh test-trail-2026.11", "commit [6]");
    assertThat(producer.history().stream().map(record -> record.value()))
        .containsExactly(
            letter(TRAIL, 0, DeadLetterReason.UNDECODABLE, "the bytes are no TrailEntry"),
            letter(TRAIL, 1, DeadLetterReason.UNDECODABLE, "the bytes are no TrailEntry"),
            letter(TRAIL, 4, DeadLetterReason.UNDECODABLE, "the bytes are no TrailEntry"),
            letter(TRAIL, 5, DeadLetterReason.UNINDEXABLE, "it needs an id and a revision from 1"));
  }

  @Test
  void aRegistryThatIsAwayIsWaitedFor() {
    registryFailures.set(2);
    trail(Samples.entry("t1", 1, Samples.access()));
    loop.step();
    assertThat(log).contains("wait").endsWith("refresh test-trail-2026.11", "commit [1]");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void deadLettersAreDurableBeforeTheCommit() {
    producer.sendException = new TimeoutException("Kafka is away");
    bytes(TRAIL, new byte[] {1});
    consumer.schedulePollTask(() -> {}); // the poll that takes the record
    consumer.schedulePollTask(() -> producer.sendException = null);
    loop.step();
    assertThat(producer.history()).hasSize(1);
    assertThat(log).contains("wait").endsWith("commit [1]");
  }

  @Test
  void aBulkThatIsTooLargeIsHalved() {
    elasticsearch.takeAtMost(2);
    for (int i = 0; i < 5; i++) {
      trail(Samples.entry("t" + i, 1, Samples.access()));
    }
    loop.step();
    assertThat(log)
        .containsExactly(
            "too large",
            "bulk t0,t1",
            "too large",
            "bulk t2",
            "bulk t3,t4",
            "refresh test-trail-2026.11",
            "commit [5]");
  }

  @Test
  void aDocumentThatIsTooLargeByItselfIsPointedAt() {
    elasticsearch.takeAtMost(0);
    trail(Samples.entry("t1", 1, Samples.access()));
    loop.step();
    assertThat(producer.history().getFirst().value().getFaults())
        .containsExactly("Elasticsearch answered 413 too large");
    assertThat(log).endsWith("commit [1]");
  }

  @Test
  void aPartitionThatWasTakenAwayIsNotCommitted() {
    trail(Samples.entry("t1", 1, Samples.access()));
    loop.step();
    log.clear();
    trail(Samples.entry("t2", 1, Samples.access()));
    loop.step(); // written, too early to refresh
    consumer.rebalance(List.of(FINDINGS));
    loop.finish();
    assertThat(log).containsExactly("bulk t2", "refresh test-trail-2026.11");
  }

  @Test
  void aPartitionThatComesDuringAnOutageIsPausedToo() {
    consumer.rebalance(List.of(FINDINGS));
    finding(Samples.finding("f1", 1));
    elasticsearch.failNext(503);
    consumer.schedulePollTask(() -> {}); // the poll that takes the record
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(FINDINGS, TRAIL));
          offset = 0;
          trail(Samples.entry("t1", 1, Samples.access()));
          assertThat(consumer.paused()).contains(TRAIL);
        });
    loop.step();
    assertThat(elasticsearch.documents()).containsOnlyKeys("f1");
    nanos += IndexLoop.REFRESH_EVERY.toNanos();
    loop.step();
    assertThat(elasticsearch.documents()).containsOnlyKeys("f1", "t1");
  }

  @Test
  void whatKafkaThrowsDuringAnOutageIsNotTakenForAStop() {
    TimeoutException failure = new TimeoutException("Kafka is away");
    trail(Samples.entry("t1", 1, Samples.access()));
    elasticsearch.failNext(503);
    consumer.schedulePollTask(() -> {}); // the poll that takes the record
    consumer.schedulePollTask(() -> consumer.setPollException(failure));
    assertThatThrownBy(() -> loop.run(Indexer.read(TOPICS))).isSameAs(failure);
    assertThat(log).doesNotContain("commit [1]");
  }

  @Test
  void whatNeverPassesIsFatalAndCommitsNothing() {
    elasticsearch.failNext(401);
    trail(Samples.entry("t1", 1, Samples.access()));
    assertThatThrownBy(loop::step)
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageStartingWith("Elasticsearch does not know us by these credentials (401): check")
        .hasNoCause();
    assertThat(log).containsExactly("401");
  }

  @Test
  void aStopFinishesWhatIsInHand() {
    trail(Samples.entry("t1", 1, Samples.access()));
    loop.step();
    trail(Samples.entry("t2", 1, Samples.access()));
    consumer.schedulePollTask(loop::stop);
    loop.run(List.of(TRAIL.topic(), FINDINGS.topic()));
    assertThat(log).endsWith("bulk t2", "refresh test-trail-2026.11", "commit [2]");
  }

  private void trail(TrailEntry entry) {
    bytes(TRAIL, serdes.serializer(TrailEntry.class).serialize(TRAIL.topic(), entry));
  }

  private void finding(Finding finding) {
    bytes(FINDINGS, serdes.serializer(Finding.class).serialize(FINDINGS.topic(), finding));
  }

  private void triage(Triage triage) {
    bytes(TRIAGE, serdes.serializer(Triage.class).serialize(TRIAGE.topic(), triage));
  }

  private void deadline(Deadline deadline) {
    bytes(DEADLINES, serdes.serializer(Deadline.class).serialize(DEADLINES.topic(), deadline));
  }

  private void bytes(TopicPartition to, byte[] value) {
    consumer.addRecord(
        new ConsumerRecord<>(
            to.topic(),
            to.partition(),
            offset++,
            NOW.minusSeconds(3_600).toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            null,
            value,
            new RecordHeaders(),
            Optional.empty()));
  }

  private static DeadLetter letter(
      TopicPartition at, long offset, DeadLetterReason reason, String fault) {
    return DeadLetter.newBuilder()
        .setTopic(at.topic())
        .setPartition(at.partition())
        .setOffset(offset)
        .setReason(reason)
        .setFaults(List.of(fault))
        .setDiedAt(NOW)
        .build();
  }

  private double documents(String topic, String outcome) {
    return meters
        .counter("clausewatch.indexer.documents", "topic", "test." + topic, "outcome", outcome)
        .count();
  }

  private double lag() {
    return meters.get("clausewatch.indexer.lag.seconds").gauge().value();
  }
}
