package io.clausewatch.alertsender.ledger;

import io.clausewatch.alertroutes.AlertMatch;
import io.clausewatch.alertsender.delivery.DeliveryAttempt;
import io.clausewatch.alertsender.delivery.MessageDelivery;
import io.clausewatch.alertsender.outbox.OutboxRules;
import io.clausewatch.alertsender.outbox.ReceiverOutbox;
import io.clausewatch.alertsender.watch.PipelineTroubles;
import io.clausewatch.alertsender.watch.RoutesInForce;
import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertDelivery;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertReceiverHealth;
import io.clausewatch.contract.AlertRequest;
import io.clausewatch.contract.AlertSilence;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.RegistryAwayException;
import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.kafka.ConsumerLoop;
import io.clausewatch.platform.kafka.RecordSink;
import io.clausewatch.platform.privacy.RedactedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of a partition of the ledger, and so of the receivers whose messages lie in it. One
 * thread reads what was decided and what people ask, hears what came of attempts, and writes all
 * that follows, with how far it has read, in one transaction; only then it sends. So a message is
 * known before anybody can have got it, and each decision is taken once.
 *
 * <p>Only {@link #stop}, {@link #isStopping} and {@link #isReading} may be called from other
 * threads.
 */
final class LedgerPartition implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerPartition.class);

  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
  private static final Duration TELL_HEALTH_EVERY = Duration.ofSeconds(1);
  private static final Duration REFRESH_EVERY = Duration.ofMinutes(1);

  /** How long a receiver is left alone that bears no more at the moment. */
  private static final Duration SHORT_WAIT = Duration.ofMillis(50);

  /** Less than it is waited for the end of an owner. */
  private static final Duration HEAR_OUT_WITHIN = Duration.ofSeconds(3);

  /** Kafka forgets after days what nobody commits any more. */
  private static final Duration KEEP_POSITIONS_EVERY = Duration.ofHours(1);

  /** Less than it takes Kafka to give a partition to another. */
  private static final Duration PROVED_FOR = Duration.ofSeconds(2);

  /** An instance's clock and the broker's: what was noted is looked for by the broker's. */
  private static final Duration CLOCKS_DIFFER_BY = Duration.ofHours(1);

  private static final String STANDING_BEFORE = "standing before ";

  private final int partition;
  private final LedgerClients clients;
  private final Supplier<RoutesInForce> routes;
  private final Supplier<Optional<PipelineTroubles>> troubles;
  private final MessageDelivery deliveries;
  private final DeliveryJournal journal;
  private final LedgerObserver observer;
  private final InstantSource clock;
  private final ReceiverOutbox.RetryPauses pauses;
  private final Duration keptFor;
  private final Topics topics;

  private final Map<String, ReceiverOutbox> outboxes = new TreeMap<>();
  private final Map<String, AlertSilence> silences = new LinkedHashMap<>();
  private final BlockingQueue<DeliveryAttempt> attempts = new LinkedBlockingQueue<>();
  private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> allPositions = new HashMap<>();

  /** Up to where it was decided before this app first ran, by partition. */
  private final Map<TopicPartition, Long> before = new HashMap<>();

  private final ReceiverHealth health = new ReceiverHealth();
  private final Set<String> atTheirLimit = new HashSet<>();
  private final Map<String, Instant> refreshed = new HashMap<>();
  private RoutesInForce inForce;
  private OutboxRules rules;
  private Instant written = Instant.MIN;
  private Instant positionsKept = Instant.EPOCH;
  private Instant healthTold = Instant.MIN;
  private Optional<PipelineTroubles> followedTroubles = Optional.empty();
  private int followedRoutes;

  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile Consumer<String, byte[]> reader;

  LedgerPartition(
      int partition,
      LedgerClients clients,
      Supplier<RoutesInForce> routes,
      Supplier<Optional<PipelineTroubles>> troubles,
      MessageDelivery deliveries,
      DeliveryJournal journal,
      LedgerObserver observer,
      InstantSource clock,
      ReceiverOutbox.RetryPauses pauses,
      Duration keptFor) {
    this.partition = partition;
    this.clients = clients;
    this.routes = routes;
    this.troubles = troubles;
    this.deliveries = deliveries;
    this.journal = journal;
    this.observer = observer;
    this.clock = clock;
    this.pauses = pauses;
    this.keptFor = keptFor;
    this.topics = clients.topics();
    this.inForce = routes.get();
    this.rules = new OutboxRules(inForce.routes(), Map.of());
  }

  /** Asks it to end; returns at once. */
  void stop() {
    stopping.countDown();
    wake();
  }

  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Whether it reads what is decided. */
  boolean isReading() {
    return reader != null;
  }

  @Override
  public void run() {
    try (Consumer<String, byte[]> consumer = clients.reader(partition);
        LedgerWriter writer =
            new LedgerWriter(
                partition,
                clients,
                consumer.groupMetadata(),
                () -> clients.writer(partition),
                stopping)) {
      load(consumer);
      hearOfDeliveries(consumer);
      Records records = new Records();
      seek(consumer);
      write(writer, clock.instant());
      reader = consumer;
      LOG.info("Sends the messages of partition {} of the ledger", partition);
      while (!isStopping()) {
        turn(consumer, records, writer);
      }
      hearOut(writer);
    } finally {
      reader = null;
      outboxes.keySet().forEach(observer::gone);
    }
  }

  // --- What was before ---------------------------------------------------------------------------

  /** Reads the ledger to its end; nobody else writes to it any more. */
  private void load(Consumer<String, byte[]> consumer) {
    TopicPartition ledger = new TopicPartition(topics.alertMessages().name(), partition);
    consumer.assign(List.of(ledger));
    consumer.seekToBeginning(List.of(ledger));
    Deserializer<AlertMessage> messages = clients.serdes().deserializer(AlertMessage.class);
    readToEnd(
        consumer,
        ledger,
        record -> {
          AlertMessage message = messages.deserialize(record.topic(), record.value());
          if (message == null) {
            outboxes.values().forEach(outbox -> outbox.restoreDeleted(record.key()));
          } else if (isKnown(message)) {
            health.restored(message);
            outbox(message.getReceiver()).restore(message);
          }
        });
    Instant now = clock.instant();
    outboxes.values().forEach(outbox -> outbox.restored(now));
    followRoutes(now);
  }

  /** Hears what receivers took whose owner was killed before the ledger said so. */
  private void hearOfDeliveries(Consumer<String, byte[]> consumer) {
    Optional<Instant> since =
        outboxes.values().stream()
            .flatMap(outbox -> outbox.waitingSince().stream())
            .min(Comparator.naturalOrder());
    if (since.isEmpty()) {
      return;
    }
    TopicPartition noted = new TopicPartition(topics.alertDeliveries().name(), partition);
    long from = since.get().minus(CLOCKS_DIFFER_BY).toEpochMilli();
    OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(noted, from)).get(noted);
    if (first == null) {
      return;
    }
    consumer.assign(List.of(noted));
    consumer.seek(noted, first.offset());
    Deserializer<AlertDelivery> notes = clients.serdes().deserializer(AlertDelivery.class);
    Instant now = clock.instant();
    readToEnd(
        consumer,
        noted,
        record -> {
          AlertDelivery delivery = notes.deserialize(record.topic(), record.value());
          outbox(delivery.getReceiver()).deliveredBefore(delivery, now);
        });
  }

  private void readToEnd(
      Consumer<String, byte[]> consumer,
      TopicPartition one,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> each) {
    new ConsumerLoop<>(consumer, System::nanoTime)
        .withoutCommits()
        .until(consumer.endOffsets(List.of(one)))
        .run(new TakingSink(record -> guarded(record, () -> each.accept(record))));
  }

  /** Whether this version can do something with it; a newer one may have made it. */
  private static boolean isKnown(AlertMessage message) {
    return message.getState() != AlertState.UNKNOWN && AlertType.of(message.getType()).isPresent();
  }

  /** A record that cannot be read, or is not what it should be, must not keep all others away. */
  private void guarded(ConsumerRecord<String, byte[]> record, Runnable taking) {
    try {
      taking.run();
    } catch (RegistryAwayException e) {
      throw e; // it can be read later
    } catch (SerializationException e) {
      leftOut(record, e);
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      leftOut(record, e);
    }
  }

  private void leftOut(ConsumerRecord<String, byte[]> record, RuntimeException why) {
    LOG.error(
        "A record is left out, for it is not what its topic holds: {}-{} at {}",
        record.topic(),
        record.partition(),
        record.offset(),
        new RedactedException(why));
    observer.unreadable(record.topic());
  }

  /** Goes to where the owner before it was; silences are read from their beginning. */
  private void seek(Consumer<String, byte[]> consumer) {
    List<TopicPartition> decided = partitions(topics.alertDecisions());
    List<TopicPartition> asked = partitions(topics.alertRequests());
    List<TopicPartition> silenced = partitions(topics.alertSilences());
    List<TopicPartition> all = Stream.of(decided, asked, silenced).flatMap(List::stream).toList();
    consumer.assign(all);
    Map<TopicPartition, OffsetAndMetadata> committed =
        consumer.committed(Set.copyOf(Stream.concat(decided.stream(), asked.stream()).toList()));
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    consumer.seekToBeginning(all);
    for (TopicPartition one : Stream.concat(decided.stream(), asked.stream()).toList()) {
      OffsetAndMetadata known = committed.get(one);
      if (known != null) {
        consumer.seek(one, known.offset());
        standingBefore(known).ifPresent(end -> before.put(one, end));
        position(one, known);
      } else if (decided.contains(one)) {
        before.put(one, ends.get(one));
        // Kept at once: what is decided from now on did not stand before, whoever comes next.
        position(one, new OffsetAndMetadata(consumer.position(one)));
      } else {
        consumer.seek(one, ends.get(one)); // nobody waits any more for what was asked before
        position(one, new OffsetAndMetadata(ends.get(one)));
      }
    }
    readSilences(consumer, silenced, ends);
  }

  /** Before anything is sent. */
  private void readSilences(
      Consumer<String, byte[]> consumer,
      List<TopicPartition> silenced,
      Map<TopicPartition, Long> ends) {
    List<TopicPartition> others =
        consumer.assignment().stream().filter(one -> !silenced.contains(one)).toList();
    consumer.pause(others);
    Map<TopicPartition, Long> until = new HashMap<>(ends);
    until.keySet().retainAll(silenced);
    ConsumerLoop<String, byte[]> loop =
        new ConsumerLoop<>(consumer, System::nanoTime).withoutCommits();
    RecordSink<String, byte[]> sink = new TakingSink(new Records()::take);
    while (!isStopping() && !loop.hasReached(until)) {
      loop.step(sink);
    }
    consumer.resume(others);
    followRoutes(clock.instant());
  }

  private static List<TopicPartition> partitions(Topic<?> topic) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(number -> new TopicPartition(topic.name(), number))
        .toList();
  }

  private static Optional<Long> standingBefore(OffsetAndMetadata committed) {
    String text = committed.metadata();
    return text.startsWith(STANDING_BEFORE)
        ? Optional.of(Long.parseLong(text.substring(STANDING_BEFORE.length())))
        : Optional.empty();
  }

  // --- A turn ------------------------------------------------------------------------------------

  private void turn(Consumer<String, byte[]> consumer, Records records, LedgerWriter writer) {
    try {
      ConsumerRecords<String, byte[]> polled = consumer.poll(untilDue());
      polled.forEach(records::take);
      polled.nextOffsets().forEach(this::position);
    } catch (WakeupException e) {
      // There is something to do, or it is to end.
    }
    Instant now = clock.instant();
    for (DeliveryAttempt attempt = attempts.poll(); attempt != null; attempt = attempts.poll()) {
      attempted(attempt, now);
    }
    followRoutes(now);
    followTroubles(now);
    outboxes.values().forEach(outbox -> outbox.tick(now));
    write(writer, now);
    outboxes.forEach((receiver, outbox) -> send(receiver, outbox, now));
  }

  /** What arrived shall not be sent once more by the next owner, so it is heard of and written. */
  private void hearOut(LedgerWriter writer) {
    long end = System.nanoTime() + HEAR_OUT_WITHIN.toNanos();
    try {
      while (outboxes.values().stream().anyMatch(outbox -> outbox.inFlight() > 0)) {
        DeliveryAttempt attempt = attempts.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (attempt == null) {
          LOG.info("Attempts that are still under way are made again by the next owner");
          return;
        }
        Instant now = clock.instant();
        attempted(attempt, now);
        write(writer, now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration untilDue() {
    if (!attempts.isEmpty()) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    Duration wait = LONGEST_WAIT;
    for (Map.Entry<String, ReceiverOutbox> one : outboxes.entrySet()) {
      Instant due = one.getValue().nextDue().orElse(Instant.MAX);
      Instant free = one.getValue().leftAloneUntil();
      Instant at = due.isBefore(free) ? free : due;
      Duration left = at.isAfter(now) ? between(now, at) : Duration.ZERO;
      if (atTheirLimit.contains(one.getKey()) && left.compareTo(SHORT_WAIT) < 0) {
        left = SHORT_WAIT; // an attempt that ends wakes this up sooner
      }
      wait = left.compareTo(wait) < 0 ? left : wait;
    }
    return wait;
  }

  private static Duration between(Instant now, Instant later) {
    return later.isAfter(now.plus(LONGEST_WAIT)) ? LONGEST_WAIT : Duration.between(now, later);
  }

  private void position(TopicPartition partitionOf, OffsetAndMetadata next) {
    if (partitionOf.topic().equals(topics.alertSilences().name())) {
      return; // read from the beginning each time
    }
    Long end = before.get(partitionOf);
    boolean isOver = end == null || next.offset() >= end;
    OffsetAndMetadata position =
        new OffsetAndMetadata(
            next.offset(), next.leaderEpoch(), isOver ? "" : STANDING_BEFORE + end);
    positions.put(partitionOf, position);
    allPositions.put(partitionOf, position);
  }

  private void attempted(DeliveryAttempt attempt, Instant now) {
    health.attempted(attempt);
    observer.attempted(attempt);
    outbox(attempt.receiver())
        .attempted(attempt.messageId(), attempt.at(), attempt.took(), attempt.outcome(), now);
  }

  private ReceiverOutbox outbox(String receiver) {
    return outboxes.computeIfAbsent(
        receiver, name -> new ReceiverOutbox(name, rules, pauses, keptFor));
  }

  private void followRoutes(Instant now) {
    RoutesInForce latest = routes.get();
    if (latest.number() == followedRoutes && silences.equals(rules.silences())) {
      return;
    }
    if (latest.number() != followedRoutes) {
      followedTroubles = Optional.empty(); // others may have to be told of them
    }
    followedRoutes = latest.number();
    inForce = latest;
    rules = new OutboxRules(latest.routes(), silences);
    latest.routes().receivers().keySet().stream().filter(this::isOurs).forEach(this::outbox);
    outboxes.values().forEach(outbox -> outbox.rules(rules, now));
  }

  /** Whether a receiver's messages lie in this partition. */
  private boolean isOurs(String receiver) {
    return AlertLedger.partitionOf(receiver, topics.alertMessages().partitions()) == partition;
  }

  private void followTroubles(Instant now) {
    Optional<PipelineTroubles> latest = troubles.get();
    if (latest.isEmpty() || latest.equals(followedTroubles)) {
      return;
    }
    followedTroubles = latest;
    PipelineTroubles current = latest.get();
    for (String receiver : rules.routes().receivers().keySet()) {
      if (isOurs(receiver)) {
        ReceiverOutbox outbox = outbox(receiver);
        boolean toldOfPipeline = rules.routes().pipeline().contains(receiver);
        outbox.troubles(
            AlertType.PIPELINE_TROUBLE,
            AlertType.PIPELINE_RECOVERED,
            toldOfPipeline ? current.pipeline() : Map.of(),
            now);
        outbox.troubles(
            AlertType.SERVICE_SILENT, AlertType.SERVICE_BACK, silentFor(receiver, current), now);
      }
    }
  }

  private static Map<String, String> silentFor(String receiver, PipelineTroubles current) {
    Map<String, String> silent = new HashMap<>();
    current
        .silentServices()
        .forEach(
            (heartbeat, words) -> {
              if (heartbeat.to().contains(receiver)) {
                silent.put(heartbeat.service(), words);
              }
            });
    return silent;
  }

  private void write(LedgerWriter writer, Instant now) {
    List<AlertMessage> changes = new ArrayList<>();
    List<String> forgotten = new ArrayList<>();
    for (ReceiverOutbox outbox : outboxes.values()) {
      changes.addAll(outbox.changes());
      forgotten.addAll(outbox.forgotten());
    }
    Map<String, AlertReceiverHealth> told = Map.of();
    if (now.isAfter(healthTold.plus(TELL_HEALTH_EVERY))) {
      told = health.changed(outboxes, inForce, now);
      healthTold = told.isEmpty() ? healthTold : now;
    }
    if (now.isAfter(positionsKept.plus(KEEP_POSITIONS_EVERY)) || isToBeProved(now)) {
      positions.putAll(allPositions);
    }
    if (positions.size() == allPositions.size()) {
      positionsKept = now;
    }
    LedgerWriter.Batch batch =
        new LedgerWriter.Batch(changes, forgotten, told, Map.copyOf(positions));
    if (!batch.isEmpty()) {
      writer.write(batch);
      written = now;
      positions.clear();
      observer.wrote(changes);
    }
    outboxes.forEach(observer::depth);
  }

  /**
   * Whether something may be sent although nothing was written for long: another may be the owner
   * meanwhile, and only a write shows it.
   */
  private boolean isToBeProved(Instant now) {
    return now.isAfter(written.plus(PROVED_FOR))
        && outboxes.values().stream()
            .anyMatch(outbox -> outbox.nextDue().filter(due -> !due.isAfter(now)).isPresent());
  }

  private void send(String receiver, ReceiverOutbox outbox, Instant now) {
    atTheirLimit.remove(receiver);
    if (isToBeRefreshed(receiver, now)) {
      // What stands is read here: an end on its way beside it could be overtaken, and undone.
      if (outbox.inFlight() == 0) {
        refreshed.put(receiver, now);
        deliveries.refresh(receiver, outbox.openFindings(), outbox.openTroubles(), this::wake);
      }
      atTheirLimit.add(receiver);
      return;
    }
    while (deliveries.mayStart(receiver, outbox.inFlight())) {
      Optional<ReceiverOutbox.Sending> next = outbox.next(now);
      if (next.isEmpty()) {
        deliveries.notStarted(receiver);
        return;
      }
      deliveries.start(receiver, next.get(), this::heard);
    }
    atTheirLimit.add(receiver);
  }

  private void heard(DeliveryAttempt attempt) {
    attempts.add(attempt);
    wake();
    journal.note(attempt, partition);
  }

  private void wake() {
    Consumer<String, byte[]> now = reader;
    if (now != null) {
      now.wakeup();
    }
  }

  private boolean isToBeRefreshed(String receiver, Instant now) {
    Instant last = refreshed.getOrDefault(receiver, Instant.MIN);
    return now.isAfter(last.plus(REFRESH_EVERY)) && deliveries.forgets(receiver);
  }

  // --- Records -----------------------------------------------------------------------------------

  /** Takes records of what was decided, asked, and silenced. */
  private final class Records {
    private final Deserializer<AlertDecision> decisions =
        clients.serdes().deserializer(AlertDecision.class);
    private final Deserializer<AlertRequest> requests =
        clients.serdes().deserializer(AlertRequest.class);
    private final Deserializer<AlertSilence> silenced =
        clients.serdes().deserializer(AlertSilence.class);

    void take(ConsumerRecord<String, byte[]> record) {
      guarded(record, () -> takeAsItIs(record, clock.instant()));
    }

    private void takeAsItIs(ConsumerRecord<String, byte[]> record, Instant now) {
      if (record.topic().equals(topics.alertDecisions().name())) {
        decided(decisions.deserialize(record.topic(), record.value()), record, now);
      } else if (record.topic().equals(topics.alertRequests().name())) {
        AlertRequest request = requests.deserialize(record.topic(), record.value());
        if (isOurs(request.getReceiver())) {
          outbox(request.getReceiver()).requested(request, now);
        }
      } else {
        silence(record);
      }
    }

    private void decided(
        AlertDecision decision, ConsumerRecord<String, byte[]> record, Instant now) {
      Long end = before.get(new TopicPartition(record.topic(), record.partition()));
      if (end != null && record.offset() < end && decision.getOrigin() == AlertOrigin.LIVE) {
        decision.setOrigin(AlertOrigin.STANDING);
      }
      outboxes.values().forEach(outbox -> outbox.decided(decision, now));
    }

    private void silence(ConsumerRecord<String, byte[]> record) {
      AlertSilence silence = silenced.deserialize(record.topic(), record.value());
      if (silence == null) {
        silences.remove(record.key());
      } else {
        AlertMatch unused =
            AlertMatch.of(silence.getMatch()); // what nobody understands is left out
        silences.put(Objects.requireNonNull(record.key()), silence);
      }
    }
  }

  /** What is done with records that are only read. */
  private record TakingSink(java.util.function.Consumer<ConsumerRecord<String, byte[]>> each)
      implements RecordSink<String, byte[]> {
    @Override
    public Duration pollWithin() {
      return ConsumerLoop.POLL;
    }

    @Override
    public void take(ConsumerRecords<String, byte[]> records) {
      records.forEach(each);
    }

    @Override
    public boolean isFlushDue() {
      return false;
    }

    @Override
    public void flush() {
      // There is nothing to be made durable.
    }
  }
}
