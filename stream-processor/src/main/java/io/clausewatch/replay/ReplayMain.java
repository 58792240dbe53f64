package io.clausewatch.replay;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.config.SettingsException;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.platform.kafka.KafkaConnection;
import io.clausewatch.platform.kafka.KafkaDiagnosis;
import io.clausewatch.platform.kafka.KafkaRights;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends once more what could not be processed, while the system runs: what {@code ./clausewatch
 * replay} runs, and what is run in production from the stream processor's jar with the same {@code
 * CLAUSEWATCH_…} settings:
 *
 * <pre>java -cp stream-processor.jar io.clausewatch.replay.ReplayMain</pre>
 *
 * <p>With {@code list} it shows what would be sent, a line each, and sends nothing; with {@code
 * own-acts} and the time at which version 0.1.0 was stopped, such as {@code 2026-11-29T08:00:00Z},
 * it sends on what people did through that version and was not judged yet; with {@code rights} it
 * prints the lines that grant what it needs in Kafka. Exit status 0 when it is done, 2 when a
 * setting or the command line is wrong, 1 when Kafka did not answer or refused; the next run goes
 * on then.
 */
public final class ReplayMain {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayMain.class);

  /** Enough for a batch of any record; a leap to the next one then costs little. */
  private static final int BYTES_A_FETCH = 64 * 1024;

  private ReplayMain() {}

  /**
   * What is asked for.
   *
   * @param remembers whether it passes over the letters that the run before has read
   * @param work what to do
   */
  private record Order(boolean remembers, Consumer<Replay> work) {}

  /**
   * Runs with the settings of the environment.
   *
   * @param arguments none, {@code list}, {@code own-acts} with a time, or {@code rights}
   */
  public static void main(String[] arguments) {
    System.exit(run(System.getenv(), List.of(arguments)));
  }

  private static int run(Map<String, String> environment, List<String> arguments) {
    ConnectionSettings settings;
    Optional<Order> order;
    try {
      settings = SettingsReader.read(environment, ConnectionSettings::from);
      if (arguments.equals(List.of("rights"))) {
        settings.grants(KafkaRights::ofReplay).forEach(ReplayMain::tell);
        return 0;
      }
      order = order(arguments);
      if (order.isEmpty()) {
        LOG.error(
            "The command line may hold the word list, the word rights, the word own-acts with a"
                + " time such as 2026-11-29T08:00:00Z, or nothing");
        return 2;
      }
    } catch (SettingsException e) {
      LOG.error("{}", e.getMessage());
      return 2;
    }
    try {
      replay(settings, order.get());
      return 0;
    } catch (KafkaException e) {
      LOG.error(
          "Not everything was sent once more; the next run goes on. {}",
          new KafkaDiagnosis(
                  settings.kafka(),
                  settings.groups(),
                  KafkaRights.ofReplay(settings.topics(), settings.groups()))
              .of(e)
              .sentence());
      return 1;
    }
  }

  private static Optional<Order> order(List<String> arguments) {
    if (arguments.isEmpty()) {
      return Optional.of(new Order(true, replay -> tell(replay.run())));
    }
    if (arguments.equals(List.of("list"))) {
      return Optional.of(new Order(true, ReplayMain::list));
    }
    if (arguments.size() == 2 && arguments.getFirst().equals("own-acts")) {
      return instant(arguments.getLast())
          .map(before -> new Order(false, replay -> tell(replay.ownActs(before))));
    }
    return Optional.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static void list(Replay replay) {
    if (replay.list(letter -> tell(line(letter))) == 0) {
      tell("No dead letter waits for a replay");
    }
  }

  private static void replay(ConnectionSettings settings, Order order) {
    KafkaConnection kafka = settings.kafka();
    Topics topics = settings.topics();
    String group = settings.groups().replay();
    try (AvroSerdes serdes = settings.registry().serdes();
        KafkaConsumer<byte[], byte[]> letters =
            consumer(
                kafka,
                group,
                order.remembers() ? Map.of(ConsumerConfig.GROUP_ID_CONFIG, group) : Map.of());
        KafkaConsumer<byte[], byte[]> records =
            consumer(
                kafka,
                group,
                Map.of(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BYTES_A_FETCH));
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                kafka.durableProducer(
                    group, Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_BYTES)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      Replay replay =
          new Replay(
              topics,
              new DeadLetterReader(
                  topics.deadLetters(),
                  letters,
                  serdes.deserializer(topics.deadLetters().valueType())),
              new BuriedRecordReader(records),
              producer);
      order.work().accept(replay);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      KafkaConnection kafka, String clientId, Map<String, ?> more) {
    return new KafkaConsumer<>(
        kafka.reader(clientId, more), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Such as 2026-11-25T08:00:00Z INVALID clausewatch.events.access 3 42 e-17 $.purpose: … */
  private static String line(DeadLetter letter) {
    return "%s %s %s %d %d %s %s"
        .formatted(
            letter.getDiedAt(),
            letter.getReason(),
            letter.getTopic(),
            letter.getPartition(),
            letter.getOffset(),
            letter.getEventId() == null ? "-" : letter.getEventId(),
            String.join("; ", letter.getFaults()))
        .stripTrailing();
  }

  private static void tell(ReplayOutcome outcome) {
    outcome.sentences().forEach(ReplayMain::tell);
  }

  private static void tell(String line) {
    System.out.println(line);
  }
}
