package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever may write to the events topics, and means ill, on a real broker. */
@EndToEnd
class StrangersIT {

  private static final String TOPIC = "clausewatch.events.access";
  private static final int MEGABYTE = 1024 * 1024;

  /** Of lz4, 100 MB are 430 kB on the wire, far below what the broker takes. */
  @ParameterizedTest
  @CsvSource({"lz4,3", "lz4,100", "zstd,100", "gzip,100"})
  void whatUnfoldsToMoreThanARecordMayHaveIsNotTaken(
      String codec, int megabytes, RunningSystem running) throws Exception {
    Map<String, Object> settings = running.kafka();
    settings.put("compression.type", codec);
    settings.put("max.request.size", Integer.MAX_VALUE);
    settings.put("buffer.memory", 256L * MEGABYTE);
    settings.put("delivery.timeout.ms", 60_000);
    settings.put("linger.ms", 0);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      assertThatThrownBy(
              () ->
                  producer
                      .send(new ProducerRecord<>(TOPIC, 2, null, new byte[megabytes * MEGABYTE]))
                      .get())
          .cause()
          // The latter where the broker's heap is too small to unfold it.
          .isInstanceOfAny(RecordTooLargeException.class, UnknownServerException.class);
    }
    judges(running, codec + megabytes);
  }

  @Test
  void nobodyLeavesATransactionOpenForLongerThanTheProcessorWould(RunningSystem running)
      throws Exception {
    Map<String, Object> settings = running.kafka();
    settings.put("transactional.id", "stranger");
    settings.put("transaction.timeout.ms", 60_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      assertThatThrownBy(producer::initTransactions)
          .isInstanceOf(KafkaException.class)
          .isNotInstanceOf(ConfigException.class);
    }
    settings.put("transaction.timeout.ms", 15_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int partition = 0; partition < producer.partitionsFor(TOPIC).size(); partition++) {
        producer.send(new ProducerRecord<>(TOPIC, partition, null, new byte[0])).get();
      }
      judges(running, "behind");
      producer.close(Duration.ZERO);
    }
  }

  private static void judges(RunningSystem running, String id) {
    Door door = running.door();
    String eventId = "strangers-" + id;
    door.send(
        List.of(Story.read(eventId, "sony-music-kr", "strange", "recruitment", Instant.now())));
    door.settle();
    assertThat(door.all("/v1/trail", "eventId", eventId)).hasSize(1);
  }
}
