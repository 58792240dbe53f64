package io.clausewatch.indexing;

import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.DeadLetterKey;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.Deadline;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.RegistryAwayException;
import io.clausewatch.contract.Topics;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.Triage;
import io.clausewatch.readmodel.AlertDocument;
import io.clausewatch.readmodel.DeadLetterDocument;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.readmodel.index.IndexTemplates;
import io.clausewatch.readmodel.index.IndexedJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns records of the trail, the findings, their triage, the deadlines, the messages to receivers
 * and the dead letters into what to write.
 */
final class DocumentReader {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentReader.class);

  private final Topics topics;
  private final IndexTemplates indices;
  private final Deserializer<TrailEntry> trail;
  private final Deserializer<Finding> findings;
  private final Deserializer<Triage> triage;
  private final Deserializer<Deadline> deadlines;
  private final Deserializer<AlertMessage> alerts;
  private final Deserializer<DeadLetter> deadLetters;
  private final Map<String, String> kinds = new HashMap<>();

  /**
   * Reads records.
   *
   * @param topics tell by its topic what a record is
   * @param indices names the index of each document
   * @param trail reads the trail's values
   * @param findings reads the findings' values
   * @param triage reads the values of what officers did
   * @param deadlines reads the deadlines' values
   * @param alerts reads the values of messages to receivers
   * @param deadLetters reads the values of dead letters
   */
  DocumentReader(
      Topics topics,
      IndexTemplates indices,
      Deserializer<TrailEntry> trail,
      Deserializer<Finding> findings,
      Deserializer<Triage> triage,
      Deserializer<Deadline> deadlines,
      Deserializer<AlertMessage> alerts,
      Deserializer<DeadLetter> deadLetters) {
    this.topics = topics;
    this.indices = indices;
    this.trail = trail;
    this.findings = findings;
    this.triage = triage;
    this.deadlines = deadlines;
    this.alerts = alerts;
    this.deadLetters = deadLetters;
    for (EventKind kind : EventKind.values()) {
      kinds.put(topics.events(kind).name(), kind.id());
    }
  }

  /**
   * Says what to write for one record.
   *
   * @param record of one of the topics that are indexed, its value not null
   * @return what to write
   * @throws UnindexableException when it will never be one
   * @throws RegistryAwayException when the registry cannot be asked now
   */
  IndexWrite read(ConsumerRecord<byte[], byte[]> record) throws UnindexableException {
    if (record.topic().equals(topics.findings().name())) {
      Finding finding = decode(findings, record, Finding.class);
      return change(
          record,
          indices.findings(finding.getDetectedAt()),
          finding.getFindingId(),
          finding.getRevision(),
          before -> FindingDocument.with(before, finding));
    }
    if (record.topic().equals(topics.triage().name())) {
      Triage act = decode(triage, record, Triage.class);
      return change(
          record,
          indices.findings(act.getDetectedAt()),
          act.getFindingId(),
          act.getRevision(),
          before -> FindingDocument.with(before, act));
    }
    if (record.topic().equals(topics.deadlines().name())) {
      Deadline deadline = decode(deadlines, record, Deadline.class);
      return document(
          record,
          indices.deadlinesIndex(),
          deadline.getDeadlineId(),
          deadline.getRevision(),
          () -> IndexedJson.of(DeadlineDocument.CATALOG, new DeadlineDocument(deadline)));
    }
    if (record.topic().equals(topics.alertMessages().name())) {
      AlertMessage message = decode(alerts, record, AlertMessage.class);
      return document(
          record,
          indices.alerts(message.getCreatedAt()),
          message.getMessageId(),
          message.getRevision(),
          () -> IndexedJson.of(AlertDocument.CATALOG, AlertDocument.of(message)));
    }
    if (record.topic().equals(topics.deadLetters().name())) {
      DeadLetter letter = decode(deadLetters, record, DeadLetter.class);
      return document(
          record,
          indices.deadLetters(letter.getDiedAt()),
          DeadLetterKey.of(letter),
          letter.getDiedAt().toEpochMilli(),
          () ->
              IndexedJson.of(
                  DeadLetterDocument.CATALOG,
                  new DeadLetterDocument(letter, kinds.get(letter.getTopic()))));
    }
    TrailEntry entry = decode(trail, record, TrailEntry.class);
    return document(
        record,
        indices.trail(entry.getReceivedAt()),
        entry.getEntryId(),
        entry.getRevision(),
        () -> IndexedJson.of(TrailDocument.CATALOG, TrailDocument.of(entry)));
  }

  private static <T> T decode(
      Deserializer<T> deserializer, ConsumerRecord<byte[], byte[]> record, Class<T> type)
      throws UnindexableException {
    try {
      return deserializer.deserialize(record.topic(), record.value());
    } catch (SerializationException e) {
      // Without the cause, whose message may quote the record.
      throw new UnindexableException(
          DeadLetterReason.UNDECODABLE, "the bytes are no " + type.getSimpleName());
    }
  }

  private static FullDocument document(
      ConsumerRecord<byte[], byte[]> record,
      String index,
      String id,
      long revision,
      Supplier<byte[]> json)
      throws UnindexableException {
    byte[] made = made(record, id, revision, json);
    return new FullDocument(record, index, id, revision, asSent(made));
  }

  private static DocumentUpdate change(
      ConsumerRecord<byte[], byte[]> record,
      String index,
      String id,
      long revision,
      DocumentUpdate.Telling telling)
      throws UnindexableException {
    // Told to nobody, to see whether it can be told at all.
    made(record, id, revision, () -> asIndexed(telling.to(Optional.empty())));
    return new DocumentUpdate(record, index, id, telling);
  }

  /** A finding as it is sent. */
  static BinaryData bytes(FindingDocument document) {
    return asSent(asIndexed(document));
  }

  private static byte[] asIndexed(FindingDocument document) {
    return IndexedJson.of(FindingDocument.CATALOG, document);
  }

  private static BinaryData asSent(byte[] json) {
    return BinaryData.of(json, ContentType.APPLICATION_JSON);
  }

  private static byte[] made(
      ConsumerRecord<byte[], byte[]> record, String id, long revision, Supplier<byte[]> json)
      throws UnindexableException {
    if (id.isBlank() || revision < 1) {
      // Elasticsearch would refuse the whole bulk for it.
      throw new UnindexableException(
          DeadLetterReason.UNINDEXABLE, "it needs an id and a revision from 1");
    }
    try {
      return json.get();
    } catch (RuntimeException e) {
      // Without its message, which may quote the record.
      LOG.error(
          "Could not make a document of {}-{} at {}: {} at {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getClass().getName(),
          e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
      throw new UnindexableException(
          DeadLetterReason.FAILED, "no document could be made of it: " + e.getClass().getName());
    }
  }
}
