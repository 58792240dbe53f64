package io.clausewatch.alertsender.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.alertsender.delivery.MessageDelivery;
import io.clausewatch.alertsender.outbox.ReceiverOutbox;
import io.clausewatch.alertsender.watch.PipelineTroubles;
import io.clausewatch.alertsender.watch.RoutesInForce;
import io.clausewatch.platform.privacy.RedactedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares the partitions of the ledger with the other instances, as Kafka deals them, and has an
 * owner run for each that is this one's. An owner that fails is started again; another one than
 * Kafka's choice can write nothing. Runs from {@link #start} to {@link #close}.
 */
public final class AlertLedger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertLedger.class);

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration START_AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final LedgerClients clients;
  private final DeliveryJournal journal;
  private final Supplier<RoutesInForce> routes;
  private final Supplier<Optional<PipelineTroubles>> troubles;
  private final MessageDelivery deliveries;
  private final LedgerObserver observer;
  private final ReceiverOutbox.RetryPauses pauses;
  private final Duration keptFor;
  private final Consumer<Throwable> onFatal;
  private final Map<Integer, Owner> owners = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean isMember;
  private Thread thread;

  /**
   * A ledger that nobody looks after yet.
   *
   * @param routes the file that is in force
   * @param troubles what goes wrong beside the findings; empty as long as nobody has looked
   * @param deliveries sends
   * @param observer is told what is done
   * @param pauses between attempts
   * @param keptFor how long a message stays in the ledger that is over
   * @param onFatal called when it cannot go on, for instance because a right is missing
   */
  public AlertLedger(
      LedgerClients clients,
      Supplier<RoutesInForce> routes,
      Supplier<Optional<PipelineTroubles>> troubles,
      MessageDelivery deliveries,
      LedgerObserver observer,
      ReceiverOutbox.RetryPauses pauses,
      Duration keptFor,
      Consumer<Throwable> onFatal) {
    this.clients = clients;
    this.journal = new DeliveryJournal(clients);
    this.routes = routes;
    this.troubles = troubles;
    this.deliveries = deliveries;
    this.observer = observer;
    this.pauses = pauses;
    this.keptFor = keptFor;
    this.onFatal = onFatal;
  }

  /**
   * The partition in which a receiver's messages lie.
   *
   * @param partitions how many there are
   */
  public static int partitionOf(String receiver, int partitions) {
    byte[] name = receiver.getBytes(UTF_8);
    return Utils.toPositive(Utils.murmur2(name)) % partitions;
  }

  /** Joins the others; returns at once. */
  public void start() {
    thread = Thread.ofPlatform().name("alert-ledger").daemon().start(this::run);
  }

  /** Whether it has its share of the partitions, and reads what is decided. */
  public boolean isReady() {
    return isMember && owners.values().stream().allMatch(Owner::isReading);
  }

  private void run() {
    while (closed.getCount() > 0) {
      try (KafkaConsumer<String, byte[]> member = clients.member()) {
        member.subscribe(List.of(clients.topics().alertMessages().name()), new Shares(member));
        while (closed.getCount() > 0) {
          member.poll(LOOK_EVERY); // of what is paused nothing comes
          isMember = !member.groupMetadata().memberId().isEmpty();
        }
      } catch (WakeupException e) {
        LOG.debug("The member was woken to end");
      } catch (AuthorizationException e) {
        onFatal.accept(e);
        return;
      } catch (KafkaException e) {
        LOG.warn("The instances cannot be told ({})", e.getClass().getSimpleName());
      } catch (RuntimeException e) {
        LOG.error("The partitions could not be shared", new RedactedException(e));
      } catch (Error e) {
        onFatal.accept(e);
        throw e;
      } finally {
        isMember = false;
        stop(List.copyOf(owners.keySet()));
      }
      pause();
    }
  }

  private boolean pause() {
    try {
      return closed.await(START_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private final class Shares implements ConsumerRebalanceListener {
    private final KafkaConsumer<String, byte[]> member;

    Shares(KafkaConsumer<String, byte[]> member) {
      this.member = member;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      member.pause(partitions);
      partitions.forEach(one -> owners.computeIfAbsent(one.partition(), Owner::new));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      stop(partitions.stream().map(TopicPartition::partition).toList());
    }
  }

  private void stop(Collection<Integer> partitions) {
    Map<Integer, Owner> ending = new HashMap<>();
    partitions.forEach(
        one -> {
          Owner owner = owners.remove(one);
          if (owner != null) {
            owner.stop();
            ending.put(one, owner);
          }
        });
    ending.values().forEach(Owner::join);
  }

  /** Has a partition looked after, and starts again what fails. */
  private final class Owner {
    private final int partition;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile LedgerPartition running;

    Owner(int partition) {
      this.partition = partition;
      this.thread = Thread.ofPlatform().name("alert-ledger-" + partition).daemon().start(this::run);
    }

    private void run() {
      while (stopped.getCount() > 0) {
        running =
            new LedgerPartition(
                partition,
                clients,
                routes,
                troubles,
                deliveries,
                journal,
                observer,
                InstantSource.system(),
                pauses,
                keptFor);
        try {
          if (stopped.getCount() > 0) {
            running.run();
          }
        } catch (AuthorizationException e) {
          onFatal.accept(e);
          return;
        } catch (Error e) {
          onFatal.accept(e); // such as no memory: another instance may have more
          throw e;
        } catch (RuntimeException e) {
          LOG.warn(
              "Partition {} of the ledger is looked after anew",
              partition,
              new RedactedException(e));
        }
        try {
          if (stopped.await(START_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    boolean isReading() {
      LedgerPartition now = running;
      return now != null && now.isReading();
    }

    void stop() {
      stopped.countDown();
      LedgerPartition now = running;
      if (now != null) {
        now.stop();
      }
    }

    void join() {
      try {
        if (!thread.join(STOP_WITHIN)) {
          LOG.warn("Partition {} of the ledger is left to its next owner", partition);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      if (thread != null && !thread.join(STOP_WITHIN.multipliedBy(2))) {
        LOG.warn("What was under way is done again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }
}
