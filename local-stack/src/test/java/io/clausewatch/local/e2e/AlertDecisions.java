package io.clausewatch.local.e2e;

import io.clausewatch.contract.AlertDecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.IsolationLevel;

/** What was decided about alerts, as it lies in Kafka. */
final class AlertDecisions {
  /** A magic byte and the number of the schema, which is the one of this build. */
  private static final int HEADER = 5;

  private AlertDecisions() {}

  /** All of them, those about one finding in their order. */
  static List<AlertDecision> all(Map<String, Object> kafka) {
    List<AlertDecision> decisions = new ArrayList<>();
    TopicReader.readAll(
        kafka,
        IsolationLevel.READ_COMMITTED,
        List.of("clausewatch.alert-decisions"),
        record -> decisions.add(decision(record.value())));
    return decisions;
  }

  /** Those about the findings of an event. */
  static List<AlertDecision> of(Map<String, Object> kafka, String eventId) {
    return all(kafka).stream()
        .filter(decision -> decision.getFinding().getEventId().equals(eventId))
        .toList();
  }

  private static AlertDecision decision(byte[] value) {
    try {
      return new SpecificDatumReader<>(AlertDecision.class)
          .read(
              null, DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
