package io.clausewatch.benchmarks.pipeline;

import io.clausewatch.contract.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * How long after Kafka has taken an event its alert can be read, and a search finds it, while so
 * many come each second. Some of them are looked for.
 */
final class LatencyMeasurement {
  private static final int FEW = 50;
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  /** Where an event is looked for. */
  enum Place {
    ALERTS("accepted → alerts topic"),
    INDEX("accepted → found");

    private final String words;

    Place(String words) {
      this.words = words;
    }
  }

  /**
   * When it is measured.
   *
   * @param warmUp how long events come before
   * @param measured how long after that
   * @param sampleEvery how often one is looked for
   */
  record Timing(Duration warmUp, Duration measured, Duration sampleEvery) {}

  private final BenchmarkServers installation;
  private final MeasuredPipeline pipeline;
  private final Set<Place> places;
  private final int rate;
  private final Timing timing;
  private final Map<String, Long> accepted = new ConcurrentHashMap<>();
  private final Map<String, Long> alerted = new ConcurrentHashMap<>();
  private final Map<String, Long> found = new ConcurrentHashMap<>();
  private final AtomicBoolean over = new AtomicBoolean();

  LatencyMeasurement(
      BenchmarkServers installation,
      MeasuredPipeline pipeline,
      Set<Place> places,
      int rate,
      Timing timing) {
    this.installation = installation;
    this.pipeline = pipeline;
    this.places = places;
    this.rate = rate;
    this.timing = timing;
  }

  /** Measures; milliseconds by what they are of. */
  Map<String, Double> run(MeasuredProcess processor) throws Exception {
    measure(processor);
    return percentiles();
  }

  /** The same of those alone that Kafka had taken before an instant. */
  Map<String, Double> percentilesUntil(Instant end) {
    long left = Duration.between(end, Instant.now()).toNanos();
    accepted.values().removeIf(at -> at > System.nanoTime() - left);
    if (accepted.size() < FEW) {
      throw new IllegalStateException("Only %d were accepted meanwhile".formatted(accepted.size()));
    }
    return percentiles();
  }

  /** Sends, and looks out for what becomes of it. */
  void measure(MeasuredProcess processor) throws Exception {
    Map<String, Object> kafka = installation.kafka();
    Map<Place, Thread> lookouts = new EnumMap<>(Place.class);
    for (Place place : places) {
      Runnable look = place == Place.ALERTS ? () -> readAlerts(kafka) : this::search;
      lookouts.put(place, Thread.ofPlatform().start(look));
    }
    send(processor);
    LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
    over.set(true);
    for (Thread lookout : lookouts.values()) {
      lookout.join();
    }
  }

  private Map<String, Double> percentiles() {
    Map<String, Double> millis = new LinkedHashMap<>();
    for (Place place : places) {
      String name = "%s, at %,d events/s".formatted(place.words, rate);
      percentiles(millis, name, place == Place.ALERTS ? alerted : found);
    }
    return millis;
  }

  private void percentiles(Map<String, Double> to, String name, Map<String, Long> arrived) {
    List<Double> millis =
        accepted.entrySet().stream()
            .filter(one -> arrived.containsKey(one.getKey()))
            .map(one -> (arrived.get(one.getKey()) - one.getValue()) / 1e6)
            .sorted()
            .toList();
    if (millis.size() < accepted.size()) {
      throw new IllegalStateException(
          "%s: %d of %d arrived".formatted(name, millis.size(), accepted.size()));
    }
    for (int percent : List.of(50, 99)) {
      to.put(name + ", p" + percent, millis.get(millis.size() * percent / 100));
    }
  }

  private void send(MeasuredProcess processor) throws Exception {
    try (MeasuredPipeline.Sender sender = pipeline.sender()) {
      long begun = System.nanoTime();
      long end = begun + timing.warmUp().plus(timing.measured()).toNanos();
      long nextSample = begun + timing.warmUp().toNanos();
      int sent = 0;
      for (long now = begun; now < end; now = System.nanoTime()) {
        long due = (now - begun) * rate / TimeUnit.SECONDS.toNanos(1);
        for (; sent < due; sent++) {
          String id = "read-" + begun + "-" + sent;
          sender.send(EventLoad.read(id, 1, "person-" + sent % 20_000));
        }
        if (now >= nextSample) {
          nextSample += timing.sampleEvery().toNanos();
          String id = "sample-" + begun + "-" + accepted.size();
          sender.sendAndWait(EventLoad.unlawful(id, "person-" + sent % 20_000));
          accepted.put(id, System.nanoTime());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      processor.requireAlive();
    }
  }

  private void readAlerts(Map<String, Object> settings) {
    String topic = pipeline.topics().alerts().name();
    Deserializer<Finding> findings = installation.serdes().deserializer(Finding.class);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(one -> new TopicPartition(topic, one.partition()))
              .toList());
      while (!over.get()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(LOOK_EVERY)) {
          alerted.putIfAbsent(
              findings.deserialize(topic, record.value()).getEventId(), System.nanoTime());
        }
      }
    }
  }

  private void search() {
    String alias = pipeline.indexPrefix() + "trail";
    try (SearchIndex index = new SearchIndex(installation.elasticsearch())) {
      while (!over.get()) {
        Map<String, Long> open = new TreeMap<>(accepted);
        open.keySet().removeAll(found.keySet());
        for (String id : open.keySet()) {
          if (index.finds(alias, "eventId", id)) {
            found.put(id, System.nanoTime());
          }
        }
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
