package io.clausewatch.replay;

import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Topics;
import io.clausewatch.ingest.RecordOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Sends the records once more that dead letters point at. What was sent is durable before its
 * letters are remembered as read: the run after one that was interrupted goes on, and may send some
 * records twice, of which the second is dropped like any event that comes twice.
 *
 * <p>A record keeps its partition, where its event id is known, its key, its value and its headers;
 * its time of arrival is new. When it cannot be processed now either, it gets another dead letter.
 * What only says that Clausewatch wrote it is not sent once more, or a replay would forge it.
 *
 * <p>Not thread-safe.
 */
final class Replay {
  private final DeadLetterReader letters;
  private final BuriedRecordReader buried;
  private final Producer<byte[], byte[]> producer;
  private final String accesses;
  private final String ownActs;

  /** Those whose records are taken in from there; all others hold what has been judged. */
  private final Set<String> sources = new HashSet<>();

  /**
   * A run to come.
   *
   * @param topics of the installation
   * @param producer with acks=all
   */
  Replay(
      Topics topics,
      DeadLetterReader letters,
      BuriedRecordReader buried,
      Producer<byte[], byte[]> producer) {
    this.letters = letters;
    this.buried = buried;
    this.producer = producer;
    this.accesses = topics.events(EventKind.ACCESS).name();
    this.ownActs = topics.ownActs().name();
    topics.intake().forEach(events -> sources.add(events.name()));
    sources.add(topics.facts().name());
  }

  /**
   * Shows the letters that the next run will read, and changes nothing.
   *
   * @param reader is shown each of them
   * @return how many there are
   * @throws KafkaException when Kafka did not give them
   */
  int list(Consumer<DeadLetter> reader) {
    AtomicInteger shown = new AtomicInteger();
    letters.read(
        batch -> {
          batch.forEach(reader);
          shown.addAndGet(batch.size());
        },
        false);
    return shown.get();
  }

  /**
   * Does it.
   *
   * @return what came of it
   * @throws KafkaException when Kafka did not give or take a record; the next run goes on from
   *     there
   */
  ReplayOutcome run() {
    ReplayOutcome outcome = new ReplayOutcome();
    letters.read(batch -> send(batch, outcome), true);
    return outcome;
  }

  /**
   * Sends to the topic of own acts what lies on that of accesses, says that Clausewatch wrote it,
   * and reached Kafka while version 0.1.0 ran, which wrote its acts there. What came later was made
   * up by somebody, and stays. Nothing is remembered: whoever errs about the time runs it again,
   * and what was taken in already is dropped like any event that comes twice.
   *
   * @param before when version 0.1.0 was stopped, by the brokers' clock
   * @return what came of it
   * @throws KafkaException when Kafka did not give or take a record; the next run begins anew
   */
  ReplayOutcome ownActs(Instant before) {
    ReplayOutcome outcome = new ReplayOutcome();
    letters.read(batch -> sendOwnActs(batch, before, outcome), false);
    return outcome;
  }

  private void send(List<DeadLetter> batch, ReplayOutcome outcome) {
    List<DeadLetter> wanted = new ArrayList<>();
    for (DeadLetter letter : batch) {
      if (!sources.contains(letter.getTopic())) {
        outcome.unindexed();
      } else if (letter.getReason() == DeadLetterReason.CONFLICTING) {
        outcome.conflicting();
      } else if (letter.getReason() == DeadLetterReason.RESERVED) {
        outcome.reserved();
      } else {
        wanted.add(letter);
      }
    }
    send(wanted, record -> true, UnaryOperator.identity(), outcome);
  }

  private void sendOwnActs(List<DeadLetter> batch, Instant before, ReplayOutcome outcome) {
    List<DeadLetter> wanted =
        batch.stream()
            .filter(letter -> letter.getReason() == DeadLetterReason.RESERVED)
            .filter(letter -> letter.getTopic().equals(accesses))
            .toList();
    send(wanted, record -> record.timestamp() < before.toEpochMilli(), topic -> ownActs, outcome);
  }

  private void send(
      List<DeadLetter> wanted,
      Predicate<ConsumerRecord<byte[], byte[]>> allowed,
      UnaryOperator<String> target,
      ReplayOutcome outcome) {
    Map<TopicPartition, Map<Long, DeadLetterReason>> places = new HashMap<>();
    for (DeadLetter letter : wanted) {
      places
          .computeIfAbsent(
              new TopicPartition(letter.getTopic(), letter.getPartition()), p -> new HashMap<>())
          .put(letter.getOffset(), letter.getReason());
    }
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    places.forEach(
        (partition, reasons) -> {
          List<ConsumerRecord<byte[], byte[]>> found = buried.at(partition, reasons.keySet());
          for (ConsumerRecord<byte[], byte[]> record : found) {
            if (allowed.test(record)) {
              sent.add(producer.send(again(record, target.apply(record.topic()))));
              outcome.sent(reasons.get(record.offset()));
            } else {
              outcome.reserved();
            }
          }
          outcome.gone(reasons.size() - found.size());
        });
    producer.flush();
    sent.forEach(Replay::await);
  }

  private static ProducerRecord<byte[], byte[]> again(
      ConsumerRecord<byte[], byte[]> record, String topic) {
    Headers headers = new RecordHeaders(record.headers().toArray());
    RecordOrigin.headers(AlertOrigin.REPLAY).forEach(headers::add);
    return new ProducerRecord<>(
        topic, record.partition(), null, record.key(), record.value(), headers);
  }

  private static void await(Future<RecordMetadata> sent) {
    try {
      RecordMetadata unused = sent.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException k ? k : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
