package io.clausewatch.ingest;

import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.DeadLetterKey;
import io.clausewatch.contract.DeadLetterReason;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Makes dead letters: they say where a record lies and what is wrong with it, and hold nothing of
 * it but its event id.
 */
public final class IntakeDeadLetters {
  private IntakeDeadLetters() {}

  /**
   * The dead letter of a record.
   *
   * @param place where the record lies
   * @param reason why it could not be processed
   * @param faults each with its place, never its value
   * @param eventId of its event; null when it could not be read
   * @param service that sent the event; null when it could not be read
   * @param receivedAt when the record reached Kafka; null when that is not known
   * @param now the time of the letter, and of its record
   * @return keyed by the place, so that a record has one letter however often it is tried
   */
  public static Record<String, DeadLetter> letter(
      RecordMetadata place,
      DeadLetterReason reason,
      List<String> faults,
      String eventId,
      String service,
      Instant receivedAt,
      Instant now) {
    DeadLetter letter =
        new DeadLetter(
            place.topic(),
            place.partition(),
            place.offset(),
            reason,
            faults,
            eventId,
            now,
            service,
            receivedAt);
    return new Record<>(DeadLetterKey.of(letter), letter, now.toEpochMilli());
  }
}
